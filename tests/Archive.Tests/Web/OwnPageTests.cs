using Archive.Tests.Storage;

namespace Archive.Tests.Web;

[Collection(SeedSiteTests.Name)]
public class OwnPageTests(SeedSite seeds)
{
    [Fact]
    public async Task A_comment_stands_with_what_it_answers_and_what_answers_it()
    {
        var key = Key(comment => comment.Number == "8" && comment.Descendants == 7);

        var own = await seeds.Site.PageAsync($"{SeedSite.PowerPost}/{key}");

        Assert.Equal("Comment 8", own.QuerySelector("h1").Words());
        Assert.Equal(8, own.QuerySelectorAll(".thread > li").Length);
        Assert.Equal(["cite", "lines", "next", "permalink", "previous"], own.QuerySelectorAll($"#c{key} > .branch > article .menu a").Select(link => link.Words().Split(' ')[0]).Order());
        Assert.Equal($"{SeedSite.PowerPost}?comment={key}#c{key}", own.QuerySelector("main > article header a[href*='comment=']")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_placeholder_and_a_removed_comment_have_pages_too()
    {
        using var db = seeds.Site.Archive.Read();
        var post = db.Posts.Single(post => post.Slug == "broken-off").Id;
        foreach (var comment in db.Comments.Where(comment => comment.PostId == post).ToList())
        {
            var own = await seeds.Site.PageAsync($"{SeedSite.BrokenPost}/{comment.Key}");
            Assert.Equal($"Comment {comment.Number}", own.QuerySelector("h1").Words());
        }
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task A_chain_of_thousands_is_shown_from_its_top_and_its_nearest()
    {
        await using var site = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump(
            "chain.txt", DumpText.Titled("Chain", "2014-02-11", [.. Enumerable.Range(0, 2_000).Select(i => $"{new string(' ', 2 * i)}Level {i}")]))));
        using var db = site.Archive.Read();
        var key = db.Comments.Single(comment => comment.Text == "Level 1500").Key;

        var found = await site.GetAsync($"/probation/2014/02/chain?comment={key}");
        var own = await site.PageAsync($"/probation/2014/02/chain/{key}");

        Assert.Equal($"/probation/2014/02/chain/{key}#c{key}", found.Headers.Location!.ToString());
        var texts = own.QuerySelectorAll(".thread .writing").Select(text => text.Words()).ToList();
        Assert.Equal("Level 0", texts[0]);
        Assert.Equal("Level 1488", texts[1]);
        Assert.Contains("1,487 comments between the first", own.QuerySelector("#comments").Words(), StringComparison.Ordinal);
        var inThread = own.QuerySelector("main > article header a[href*='comment=']")!.GetAttribute("href")!.Split('#')[1];
        var thread = await site.PageAsync("/probation/2014/02/chain");
        Assert.Equal($"Level {ThreadPages.MaxNesting - 1}", thread.QuerySelector($"#{inThread} .writing").Words());
    }

    [Fact]
    public async Task The_order_by_time_puts_what_has_none_last()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Import(TestArchive.Dump("1.txt", DumpText.Titled("Timed", "2014-02-11", "First", "  Second", "Third", "Fourth")));
            archive.Execute(
                """
                UPDATE comments SET published = '2014-02-12T10:00' WHERE text = 'First';
                UPDATE comments SET published = '2014-02-11T10:00' WHERE text = 'Third';
                UPDATE comments SET published = '2014-02-11T09:00' WHERE text = 'Fourth';
                UPDATE posts SET timed_comments = 3;
                """);
        });

        var page = await site.PageAsync("/probation/2014/02/timed?order=time");

        Assert.Equal(["Fourth", "Third", "First", "Second"], page.QuerySelectorAll(".thread .writing").Select(text => text.Words()));
        Assert.Equal(["nested", "as printed", "by time", "only the top"], page.QuerySelectorAll(".orders a").Select(link => link.Words()));
        Assert.Empty((await site.PageAsync("/probation/2014/02/timed")).QuerySelectorAll(".thread time:empty"));
    }

    [Fact]
    public async Task A_keeper_can_do_without_sign_offs()
    {
        await using var site = await TestSite.StartAsync(
            archive => archive.Import(TestArchive.Dump("1.txt", DumpText.Post("Said\n\nAndrew Hatton", "Said again\n\nAndrew Hatton"))),
            new SiteChoices { ShowsSignOffs = false });

        var post = await site.PageAsync("/probation/2014/02/power-to-people");
        var hits = await site.PageAsync("/search?q=said");

        Assert.Empty(post.QuerySelectorAll("main .inferred, main [href^='/people']"));
        // No word where nothing is known of any: one sentence says it for all.
        Assert.Empty(post.QuerySelectorAll(".unsigned"));
        Assert.Contains("all are unsigned", post.QuerySelector("#comments").Words(), StringComparison.Ordinal);
        Assert.Empty(hits.QuerySelectorAll(".hits .author.inferred"));
        Assert.Equal(["unsigned", "unsigned"], (await site.PageAsync("/posts/comments")).QuerySelectorAll(".comment-hit .author").Select(author => author.Words()));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await site.GetAsync("/signed/Andrew%20Hatton")).StatusCode);
    }

    private string Key(System.Linq.Expressions.Expression<Func<Comment, bool>> which)
    {
        using var db = seeds.Site.Archive.Read();
        return db.Comments.Single(which).Key;
    }
}
