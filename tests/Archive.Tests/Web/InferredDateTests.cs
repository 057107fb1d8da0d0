using System.Net;
using System.Text.Json;
using Archive.Tests.Commands;
using Archive.Tests.Storage;

namespace Archive.Tests.Web;

/// <summary>A date that no dump says by itself looks so wherever it is shown, and its addresses lead to the post whatever the dumps say later.</summary>
public sealed class InferredDateTests
{
    private const string Dated = "/probation/2014/04/flood", Undated = "/probation/undated/flood", Otherwise = "/probation/2014/03/flood";

    [Fact]
    public async Task It_is_shown_as_inferred_with_what_is_printed()
    {
        await using var site = await TestSite.StartAsync(archive => archive.Import(Dump("Flood", "03/04/2014"), Dump("Goats", "21/04/2014")));

        var page = await site.PageAsync(Dated);
        Assert.Equal("2014-04-03", page.QuerySelector("article.post header .date time.inferred")!.GetAttribute("datetime"));
        Assert.Equal("The date is inferred: “03/04/2014” is printed, day and month as the blog’s other dumps have them.", page.QuerySelector("article.post .record p.inferred").Words());
        Assert.Null(page.QuerySelector("meta[property='article:published_time']"));
        Assert.DoesNotContain("datePublished", page.QuerySelector("script[type='application/ld+json']")!.TextContent, StringComparison.Ordinal);

        Assert.Equal(["Monday 21 April 2014", "Thursday 3 April 2014 · inferred"], (await site.PageAsync("/probation")).QuerySelectorAll(".posts .date").Select(date => date.Words()));
        Assert.Equal("2014-04-03", (await site.PageAsync("/probation/2014")).QuerySelector(".titles time.inferred")!.GetAttribute("datetime"));
        Assert.Contains("3 April 2014 · inferred", (await site.PageAsync("/search?q=before%3A2014-04-10+Flood")).QuerySelector(".post-hit .where").Words(), StringComparison.Ordinal);
        var recent = (await site.PageAsync("/posts/comments")).QuerySelectorAll(".comment-hit .where").Select(when => when.Words()).Order(StringComparer.Ordinal).ToList();
        Assert.Contains(recent, when => when.EndsWith("3 April 2014 · the post’s date, inferred", StringComparison.Ordinal));
        Assert.Contains(recent, when => when.EndsWith("21 April 2014 the post’s date", StringComparison.Ordinal));
        Assert.DoesNotContain("<published>2014-04-03", await (await site.GetAsync("/probation/feed.atom")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var other = await site.PageAsync("/probation/2014/04/goats");
        Assert.Null(other.QuerySelector("article.post header .inferred"));
        Assert.Equal("2014-04-03", other.QuerySelector("[aria-labelledby='of-month'] time.inferred")!.GetAttribute("datetime"));
        Assert.Null(page.QuerySelector("[aria-labelledby='of-month'] time.inferred"));
        Assert.Equal("3 April 2014, inferred", Assert.Single((await site.PageAsync("/")).QuerySelectorAll("[aria-labelledby=newest] .inferred")).Words());
        Assert.Equal("2014-04", (await site.PageAsync("/search/concordance?q=Flood")).QuerySelector(".in-line .of .inferred").Words());
        Assert.Equal("2014-04", (await site.PageAsync("/search/concordance?q=Floodba")).QuerySelector(".in-line .of .inferred").Words());
        Assert.EndsWith("2014-04", (await site.PageAsync("/search/concordance?q=Goats")).QuerySelector(".in-line .of:not(:has(.inferred))").Words(), StringComparison.Ordinal);

        await using var db = site.Archive.Read();
        var capture = (await TakenCapture.OfAsync(db, db.Posts.Single(post => post.Title == "Flood").Id, Dated, TestContext.Current.CancellationToken)).Single();
        Assert.Equal("Thursday 3 April 2014 · inferred", (await site.PageAsync(capture.Address)).QuerySelector("article.post .date").Words());
    }

    [Fact]
    public async Task A_post_that_is_perhaps_the_same_one_says_that_its_date_is_inferred()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Import(Dump("Flood", "03/04/2014"), Dump("Goats", "21/04/2014"));
            archive.Execute("INSERT INTO post_doubts (post_id, other_post_id, one_head) SELECT one.id, other.id, 0 FROM posts AS one JOIN posts AS other ON one.id <> other.id");
        });

        Assert.Equal("Flood, Thursday 3 April 2014 (inferred)", (await site.PageAsync("/probation/2014/04/goats")).QuerySelector(".record .state a").Words());
        Assert.Equal("Goats, Monday 21 April 2014", (await site.PageAsync(Dated)).QuerySelector(".record .state a").Words());
        Assert.Contains("Thursday 3 April 2014 (inferred)", (await site.PageAsync("/imports/1")).QuerySelector("section[aria-labelledby=doubts]").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_address_that_it_may_have_had_leads_to_the_post()
    {
        await using var site = await TestSite.StartAsync(archive => archive.Import(Dump("Flood", "03/04/2014")));
        var key = site.Archive.Thread()[0].Key;
        var unknown = await site.PageAsync(Undated);
        Assert.Equal("Date unknown", unknown.QuerySelector("article.post header .date").Words());
        Assert.Contains("“03/04/2014” is printed", unknown.QuerySelector("article.post header .quiet").Words(), StringComparison.Ordinal);

        site.Archive.Import(Dump("Goats", "21/04/2014"));
        site.ForgetAnswers();
        await LeadsAsync(site, Undated, Dated);
        await LeadsAsync(site, $"{Undated}/{key}", $"{Dated}/{key}");
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync($"{Dated}/{key}")).StatusCode);

        site.Archive.Import(Dump("Fair", "04/22/2014"));
        site.ForgetAnswers();
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync(Undated)).StatusCode);
        await LeadsAsync(site, Dated, Undated);
        await LeadsAsync(site, $"{Dated}/{key}", $"{Undated}/{key}");
        await LeadsAsync(site, Otherwise, Undated);
    }

    [Fact]
    public async Task An_export_keeps_it_apart_and_inspect_knows_only_its_file()
    {
        using var folder = new TempFolder();
        var flood = folder.Write("dumps/flood.txt", Text("Flood", "03/04/2014"));
        folder.Write("dumps/goats.txt", Text("Goats", "21/04/2014"));
        var import = await ArchiveProgram.RunAsync("import", Path.GetDirectoryName(flood)!, "--blog", "probation", "--data", folder.Data);
        Assert.Contains("dates in numbers of this blog are read as day before month", import.Text + import.Error, StringComparison.Ordinal);

        using var exported = JsonDocument.Parse((await ArchiveProgram.RunAsync("export", "--data", folder.Data)).Text.Split('\n')[0]);
        var post = exported.RootElement;
        Assert.Equal([null, "03/04/2014", "2014-04-03"], new[] { "published", "openDate", "inferredPublished" }.Select(field => post.GetProperty(field).GetString()));

        using var inspected = JsonDocument.Parse((await ArchiveProgram.RunAsync("inspect", flood, Path.Combine(folder.Path, "dumps", "goats.txt"), "--json")).Text);
        post = inspected.RootElement.GetProperty("sources")[0].GetProperty("posts")[0];
        Assert.Equal([null, "03/04/2014"], new[] { "published", "openDate" }.Select(field => post.GetProperty(field).GetString()));
        Assert.False(post.TryGetProperty("inferredPublished", out _));
        Assert.Contains("no date (\"03/04/2014\" is open)", (await ArchiveProgram.RunAsync("inspect", flood)).Text, StringComparison.Ordinal);
    }

    private static async Task LeadsAsync(TestSite site, string from, string to)
    {
        var response = await site.GetAsync(from);
        Assert.Equal((HttpStatusCode.PermanentRedirect, to), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.True(response.Headers.CacheControl!.NoCache);
    }

    private static DumpFile Dump(string title, string printed) => TestArchive.Bytes($"{title}.txt", System.Text.Encoding.UTF8.GetBytes(Text(title, printed)));

    // No two titles share a word.
    private static string Text(string title, string printed) =>
        $"{printed}\n\n{title}\n\n{Words(title, 'a')}\n\n1 comment:\n\n  1. {Words(title, 'b')}\n\n    ReplyDelete\n";

    private static string Words(string title, char of) => string.Join(' ', Enumerable.Range(0, 12).Select(n => $"{title}{of}{(char)('a' + n)}"));
}
