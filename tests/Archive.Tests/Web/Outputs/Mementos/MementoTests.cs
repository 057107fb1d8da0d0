using System.Net;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Outputs.Mementos;

public sealed class MementoTests : IAsyncLifetime
{
    private const string Live = "http://probationmatters.blogspot.com/2016/04/changed.html";
    private const string Post = "/probation/2016/04/changed";

    private static readonly BlogDescription Blog = TestArchive.Blog with { Address = "http://probationmatters.blogspot.com/" };

    private TestSite site = null!;
    private string[] captures = [];

    public async ValueTask InitializeAsync()
    {
        site = await TestSite.StartAsync(archive =>
        {
            Capture(archive, 2017, DumpText.Titled("Changed", "2016-04-05", "It stays", "  It goes", "It is removed"));
            Capture(archive, 2018, DumpText.Titled("Changed", "2016-04-05", "It is new at the top", "It stays", DumpText.Removed) with { Original = "The body of the post, changed." });
            archive.Import(File("bound.txt", DumpText.Titled("Bound", "2016-05-01", "One")));
        });
        await using var db = site.Archive.Read();
        captures = [.. (await TakenCapture.OfAsync(db, db.Posts.Single(post => post.Title == "Changed").Id, Post, TestContext.Current.CancellationToken)).Select(capture => capture.Address)];
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData(null, 1)]
    [InlineData("Sun, 01 Jan 2017 00:00:00 GMT", 0)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", 0)]
    [InlineData("Fri, 01 Sep 2017 00:00:00 GMT", 1)]
    [InlineData("Sun, 01 Jan 2040 00:00:00 GMT", 1)]
    public async Task A_time_gate_leads_to_the_capture_nearest_in_time(string? asked, int capture)
    {
        using var answer = await site.GetAsync($"/timegate/{Live}", asked is null ? [] : [("Accept-Datetime", asked)]);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(Of(captures[capture]), answer.Headers.Location!.ToString());
        Assert.Contains("accept-datetime", answer.Headers.Vary);
        Assert.Contains($"<{Live}>; rel=\"original\"", Link(answer), StringComparison.Ordinal);
        Assert.Contains($"<{Of($"/timemap/link/{Live}")}>; rel=\"timemap\"; type=\"application/link-format\"", Link(answer), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Memento-Datetime"));
    }

    [Theory]
    [InlineData("probationmatters.blogspot.de/2016/04/changed.html")]
    [InlineData("http:/probationmatters.blogspot.com/2016/04/changed.html")]
    [InlineData("http%3A%2F%2Fprobationmatters.blogspot.com%2F2016%2F04%2Fchanged.html")]
    public async Task A_time_gate_reads_every_spelling_of_an_address(string address) =>
        Assert.Equal(Of(captures[1]), (await site.GetAsync($"/timegate/{address}")).Headers.Location?.ToString());

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2017-01-01")]
    [InlineData("Sun, 01 Jan 2017 00:00:00 GMT, Sun, 01 Jan 2018 00:00:00 GMT")]
    public async Task A_time_that_is_none_is_refused(string time) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await site.GetAsync($"/timegate/{Live}", ("Accept-Datetime", time))).StatusCode);

    [Theory]
    [InlineData("/timegate/http://probationmatters.blogspot.com/2016/04/lost.html")]
    [InlineData("/timegate/http://probationmatters.blogspot.com/")]
    [InlineData("/timegate/")]
    [InlineData("/timemap/link/http://example.org/2016/04/changed.html")]
    [InlineData("/timemap/link/")]
    public async Task What_is_no_post_here_has_neither(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(address)).StatusCode);

    [Fact]
    public async Task A_time_map_lists_the_captures_whose_time_is_known()
    {
        using var answer = await site.GetAsync($"/timemap/link/{Live}");

        Assert.Equal("application/link-format", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            [
                $"<{Live}>; rel=\"original\",",
                $"<{Of($"/timemap/link/{Live}")}>; rel=\"self\"; type=\"application/link-format\"; from=\"Sun, 01 Jan 2017 00:00:00 GMT\"; until=\"Mon, 01 Jan 2018 00:00:00 GMT\",",
                $"<{Of($"/timegate/{Live}")}>; rel=\"timegate\",",
                $"<{Of(captures[0])}>; rel=\"first memento\"; datetime=\"Sun, 01 Jan 2017 00:00:00 GMT\",",
                $"<{Of(captures[1])}>; rel=\"last memento\"; datetime=\"Mon, 01 Jan 2018 00:00:00 GMT\"",
            ],
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd('\n').Split('\n'));
        Assert.NotNull(answer.Headers.ETag);
    }

    [Fact]
    public async Task A_bound_is_no_time()
    {
        const string Bound = "http://probationmatters.blogspot.com/2016/05/bound.html";
        using var map = await site.GetAsync($"/timemap/link/{Bound}");
        var lines = (await map.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd('\n').Split('\n');
        using var gate = await site.GetAsync($"/timegate/{Bound}");

        Assert.DoesNotContain(lines, line => line.Contains("memento", StringComparison.Ordinal) || line.Contains("datetime", StringComparison.Ordinal));
        Assert.EndsWith("rel=\"alternate\"; title=\"captured on or before 4 May 2020\"", lines[^1], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, gate.StatusCode);
        Assert.Contains("rel=\"timemap\"", Link(gate), StringComparison.Ordinal);

        using var page = await site.GetAsync(new Uri(lines[^1].Split('<', '>')[1]).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.False(page.Headers.Contains("Memento-Datetime"));
        Assert.Contains("captured on or before 4 May 2020", (await TestSite.ReadAsync(page)).QuerySelector(".notice").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_capture_is_shown_as_it_was()
    {
        using var answer = await site.GetAsync(captures[0]);
        var page = await TestSite.ReadAsync(answer);

        Assert.Equal("Sun, 01 Jan 2017 00:00:00 GMT", answer.Headers.GetValues("Memento-Datetime").Single());
        Assert.Contains($"<{Live}>; rel=\"original\"", Link(answer), StringComparison.Ordinal);
        Assert.Contains("rel=\"timegate\"", Link(answer), StringComparison.Ordinal);
        Assert.Equal(["1 It stays", "1.1 in answer to 1 It goes", "2 It is removed"], page.QuerySelectorAll(".thread > li").Select(comment => comment.Words()));
        // The style sheet shows what has this class below a branch alone.
        Assert.Null(page.QuerySelector(".answers"));
        Assert.Equal("The body of the post.", page.QuerySelector("article.post .writing").Words());
        Assert.Equal("3 comments in this capture", page.QuerySelector("#comments-heading").Words());
        Assert.Contains("captured on 1 January 2017", page.QuerySelector(".notice").Words(), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("meta[name=robots][content=noindex]"));
        Assert.Equal(Of(Post), page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.NotNull(page.QuerySelector($".notice a[rel=next][href='{captures[1]}']"));

        var later = await site.PageAsync(captures[1]);
        Assert.Equal(["1 It is new at the top", "2 It stays", $"3 {DumpText.Removed}"], later.QuerySelectorAll(".thread > li").Select(comment => comment.Words()));
        Assert.Equal("The body of the post, changed.", later.QuerySelector("article.post .writing").Words());
    }

    [Fact]
    public async Task A_capture_says_what_it_lacks_and_what_the_archive_knows_from_others()
    {
        const string Known = "Date, author, names and times are those that the archive knows now";
        await using var two = await TestSite.StartAsync(archive =>
        {
            Capture(archive, 2017, DumpText.Titled("Changed", null, "It stays", "It goes", "It comes back") with { Original = "" });
            Capture(archive, 2018, DumpText.Titled("Changed", null, "It stays", "It goes", "It comes back"));
            Capture(archive, 2018, DumpText.Titled("Alone", "2016-04-05", "It was said once"));
        });
        var pages = (await two.PageAsync("/probation/undated/changed")).QuerySelectorAll(".captures li a").Select(link => link.GetAttribute("href")!).Where(link => link.Split('/').Length == 6).ToList();
        var (bare, whole) = (await two.PageAsync(pages[0]), await two.PageAsync(pages[1]));

        Assert.Equal("This capture holds no text of the post.", bare.QuerySelector("article.post > .state").Words());
        Assert.Null(bare.QuerySelector("article.post .writing"));
        Assert.Equal("Date unknown", bare.QuerySelector("article.post .date").Words());
        Assert.Null(whole.QuerySelector("article.post > .state"));
        Assert.All([bare, whole], page => Assert.Contains(Known, page.QuerySelector(".notice").Words(), StringComparison.Ordinal));

        await using var db = two.Archive.Read();
        var alone = (await TakenCapture.OfAsync(db, db.Posts.Single(post => post.Title == "Alone").Id, "/probation/2016/04/alone", TestContext.Current.CancellationToken)).Single();
        Assert.DoesNotContain(Known, (await two.PageAsync(alone.Address)).QuerySelector(".notice").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_post_leads_to_its_captures()
    {
        var page = await site.PageAsync(Post);

        Assert.Equal(captures, page.QuerySelectorAll(".captures a").Select(link => link.GetAttribute("href")).Where(link => captures.Contains(link)));
    }

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("")]
    [InlineData(".2")]
    [InlineData(".1")]
    [InlineData(".02")]
    [InlineData(".x")]
    public async Task A_capture_that_is_none_is_not_found(string end)
    {
        var capture = end.Length == 0 ? $"{Post}/captures/{new string('0', 64)}" : captures[0] + end;
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(capture)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync($"{captures[0]}?page=2")).StatusCode);
    }

    private string Of(string path) => site.Part<SiteAddress>().Of(path);

    private static string Link(HttpResponseMessage answer) => string.Join(", ", answer.Headers.GetValues("Link"));

    private static void Capture(TestArchive archive, int year, DumpPost post) => archive.Import(
        new ImportChoices { Captured = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero) }, File($"{year}.txt", post));

    private static DumpFile File(string name, DumpPost post) => new(name, () => DumpText.Of(post), Blog);
}
