using System.Net;
using Archive.Tests.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Web.Pages.Links;

public sealed class DeadLinkTests : IAsyncLifetime
{
    private const string Arrow = " → ";
    private const string Live = "http://probationmatters.blogspot.co.uk/2014/02/";

    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "addresses", "here.txt");

    private static readonly BlogDescription Blog = TestArchive.Blog with { Address = "https://probationmatters.blogspot.com/", TimeZone = "Europe/London" };

    private static readonly Gen<string> Pieces = Gen.Elements(
        "{own}", "http://", "https://", "//", "/", "\\", "%5C", "%2F", "%09", "%0d%0a", "\t", "\r\n", "..", ".", "/.//", "example.org", "probationmatters.blogspot.com", "/2014/02/", "power-to-people.html",
        "/search?q=", "/search/label/", "/go?u=", "#", "?", "@", ":", "é", "\ud83d", "\0", "web.archive.org/web/2014/", "<", ">", " ", "javascript:", "feeds/", "x");

    private TestSite site = null!;

    public async ValueTask InitializeAsync()
    {
        site = await TestSite.StartAsync(archive =>
        {
            Import(archive, "a.txt", DumpText.Post("said at some time", "said at another"));
            Import(archive, "b.txt", DumpText.Titled("Citing", "2014-04-01", $"see {Live}lost-post.html#c12", $"and http://example.org/2014/02/power-to-people.html"));
            archive.Execute("UPDATE comments SET key = '663749526265980047', published = '2014-02-11T10:42' WHERE text = 'said at another'");
        });
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task An_address_leads_where_the_case_says()
    {
        var lines = await File.ReadAllLinesAsync(Cases);
        var read = new List<string>();
        foreach (var line in lines)
        {
            read.Add(line.Length == 0 || line.StartsWith('#') ? line : await LineAsync(line.Split(Arrow)[0]));
        }

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllLinesAsync(Cases, read);
        }

        Assert.Equal(await File.ReadAllLinesAsync(Cases), read);
    }

    // More than is asked for at once, and the one that is here behind all of them.
    [Fact]
    public void However_many_links_a_page_has_each_finds_what_is_here()
    {
        using var db = site.Archive.Read();
        string[] addresses = [.. Enumerable.Range(0, 4_500).Select(number => $"{Live}lost-post-{number}.html"), $"{Live}power-to-people.html"];

        var pages = PostLinks.Pages(db, addresses);

        Assert.Equal(LinkKind.Post, pages.EndOf(addresses[^1])!.Kind);
        Assert.Equal(LinkKind.Wanted, pages.EndOf(addresses[0])!.Kind);
    }

    [Fact]
    public async Task A_page_that_is_not_here_says_so_and_who_links_to_it()
    {
        var answer = await site.GetAsync($"/go?u={Uri.EscapeDataString($"{Live}lost-post.html#c12")}");
        var page = await TestSite.ReadAsync(answer);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("This page of the blog is not in the archive", page.QuerySelector("article").Words(), StringComparison.Ordinal);
        Assert.Equal("linked to once, by Citing comment 1", page.QuerySelector(".citers").Words());
        Assert.NotNull(page.QuerySelector($"a[href='https://web.archive.org/web/20140401/{Live}lost-post.html']"));
        Assert.Contains("February 2014, the nearest month that is here", page.QuerySelector(".titles").Words(), StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll(".titles a"), link => link.GetAttribute("href") == "/search?q=lost%20post%20blog%3Aprobation");
        Assert.NotNull(page.QuerySelector("meta[name=robots][content=noindex]"));
        Assert.Null(answer.Headers.ETag);
    }

    [Fact]
    public async Task A_page_that_may_be_here_is_named_and_none_is_invented()
    {
        var perhaps = await TestSite.ReadAsync(await site.GetAsync($"/go?u={Live}power-to-people_9.html"));
        Assert.NotNull(perhaps.QuerySelector("article a[href='/probation/2014/02/power-to-people']"));

        var elsewhere = await TestSite.ReadAsync(await site.GetAsync("/go?u=http://example.org/2014/02/power-to-people.html"));
        Assert.Contains("No blog that is kept here is known to have stood at example.org.", elsewhere.QuerySelector("article").Words(), StringComparison.Ordinal);
        Assert.Equal("linked to once, by Citing comment 2", elsewhere.QuerySelector(".citers").Words());
        Assert.Empty(elsewhere.QuerySelectorAll(".titles"));
    }

    [Fact]
    public async Task Of_a_blog_in_a_folder_a_post_is_led_to_by_the_very_address_that_a_dump_gives_and_nothing_is_denied()
    {
        const string Own = "https://example.org/diary/2014/02/11/power/";
        await using var folder = await TestSite.StartAsync(archive =>
            archive.Import(new DumpFile("a.txt", () => DumpText.Of(DumpText.Post("one")), TestArchive.Blog with { Address = "https://example.org/diary/" })));
        Task<HttpResponseMessage> GoAsync(string address) => folder.GetAsync($"/go?u={Uri.EscapeDataString(address)}");

        var unknown = await TestSite.ReadAsync(await GoAsync(Own));
        Assert.StartsWith("On Probation Blog stood in a folder of example.org, so that only", unknown.QuerySelector("article p").Words(), StringComparison.Ordinal);
        Assert.Contains("By its address this blog had no site of its own", (await folder.PageAsync("/probation/wanted")).QuerySelector(".masthead").Words(), StringComparison.Ordinal);

        folder.Archive.Execute($"UPDATE posts SET url = '{Own}', live_page = '{LivePage.Read(Own)!.Page}'");
        folder.ForgetAnswers();
        Assert.Equal("/probation/2014/02/power-to-people", (await GoAsync("http://www.example.org/diary/2014/02/11/power#comments")).Headers.Location?.ToString());
        Assert.Equal("/probation/2014/02/power-to-people", (await folder.GetAsync($"/search?q={Uri.EscapeDataString(Own)}")).Headers.Location?.ToString());
        foreach (var other in new[] { $"{Own}?p=2", "https://example.com/diary/2014/02/11/power/", "https://example.org/diary/2014/02/11/" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await GoAsync(other)).StatusCode);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?u=")]
    public async Task Asked_for_nothing_it_is_a_page_with_a_box(string query)
    {
        var page = await site.PageAsync($"/go{query}");

        Assert.NotNull(page.QuerySelector("form[action='/go'] input[name=u]"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Another_program_is_led_on_by_the_status_alone(string method)
    {
        using var here = await site.SendAsync(new HttpMethod(method), $"/go?u={Live}power-to-people.html");
        using var lost = await site.SendAsync(new HttpMethod(method), $"/go?u={Live}lost-post.html");
        using var none = await site.SendAsync(new HttpMethod(method), "/go?u=power%20to%20people");

        Assert.Equal((HttpStatusCode.Found, "/probation/2014/02/power-to-people"), (here.StatusCode, here.Headers.Location!.ToString()));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (lost.StatusCode, none.StatusCode));
    }

    [Fact]
    public async Task A_box_that_searches_one_blog_or_thread_leads_on_as_well()
    {
        foreach (var address in new[] { $"/search?q={Live}power-to-people.html&within=blog:probation", $"/search/first?q={Live}power-to-people.html" })
        {
            Assert.Equal("/probation/2014/02/power-to-people", (await site.GetAsync(address)).Headers.Location?.ToString());
        }

        var download = await site.GetAsync($"/search.json?q={Live}power-to-people.html");
        Assert.Equal(HttpStatusCode.OK, download.StatusCode);
    }

    [Fact]
    public void Whatever_is_typed_nobody_is_led_to_another_site_and_nothing_fails() =>
        Prop.ForAll(Pieces.ArrayOf(10).Select(string.Concat).ToArbitrary(), typed =>
        {
            var address = Uri.EscapeDataString(typed.Replace("{own}", site.Client.BaseAddress!.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));
            foreach (var asked in new[] { $"/go?u={address}", $"/search?q={address}", $"/timegate/{address}", $"/timemap/link/{address}" })
            {
                using var answer = site.GetAsync(asked).GetAwaiter().GetResult();

                Assert.True((int)answer.StatusCode < 500, asked);
                if (answer.Headers.TryGetValues("Location", out var locations))
                {
                    var location = locations.Single();
                    Assert.Equal(site.Client.BaseAddress!.Authority, new Uri(site.Client.BaseAddress!, location).Authority);
                    Assert.DoesNotContain(location, c => c is <= ' ' or >= '\x7f' or '\\');
                    Assert.False(location.StartsWith("//", StringComparison.Ordinal));
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Trials.Of(1_000)));

    private async Task<string> LineAsync(string typed)
    {
        var own = site.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var asked = Uri.EscapeDataString(typed.Replace("{own}", own, StringComparison.Ordinal));
        var go = await site.GetAsync($"/go?u={asked}");
        var search = await site.GetAsync($"/search?q={asked}");
        return $"{typed}{Arrow}{Answer(go)}; search: {(search.StatusCode == HttpStatusCode.OK ? "searched" : search.Headers.Location?.ToString() == go.Headers.Location?.ToString() ? "the same" : Answer(search))}";
    }

    private static string Answer(HttpResponseMessage answer) => $"{(int)answer.StatusCode} {answer.Headers.Location}".TrimEnd();

    private static void Import(TestArchive archive, string name, DumpPost post) =>
        archive.Import(new DumpFile(name, () => DumpText.Of(post), Blog));
}
