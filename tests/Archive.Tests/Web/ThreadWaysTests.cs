using System.Net;
using Archive.Tests.Storage;

namespace Archive.Tests.Web;

[Collection(SeedSiteTests.Name)]
public class ThreadWaysTests(SeedSite seeds)
{
    [Theory]
    [InlineData("8.5", "8.5")]
    [InlineData(" 8.5 ", "8.5")]
    [InlineData("8", "8")]
    [InlineData("#1", "1")]
    [InlineData("#38", "18")]
    [InlineData("38", "18")]
    [InlineData("8.5.", "8.5")]
    [InlineData("#0,038", "18")]
    public async Task A_number_or_a_place_leads_to_its_comment(string typed, string number)
    {
        var response = await seeds.Site.GetAsync($"{SeedSite.PowerPost}?to={Uri.EscapeDataString(typed)}");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"{SeedSite.PowerPost}#c{Key(number)}", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("8.99")]
    [InlineData("#39")]
    [InlineData("0")]
    [InlineData("99999999999999999999")]
    [InlineData("-1")]
    [InlineData("<b>")]
    public async Task Where_no_comment_has_the_number_the_thread_says_so(string typed)
    {
        var response = await seeds.Site.GetAsync($"{SeedSite.PowerPost}?to={Uri.EscapeDataString(typed)}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains($"There is no comment <b dir=\"auto\">{WebUtility.HtmlEncode(typed)}</b> in this thread", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thread_of_texts_that_no_page_holds_leads_to_each_by_itself()
    {
        var text = string.Concat(Enumerable.Repeat(new string('a', 99) + "\n", 7_000)) + "the end of it";
        await using var site = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump("a", DumpText.Post([.. Enumerable.Repeat(text, 8)]))));
        using var db = site.Archive.Read();
        var post = db.Posts.Single();
        var page = await site.PageAsync(PostAddress.Post(db.Blogs.Single().Slug, post.Month, post.Slug));

        var leading = page.QuerySelectorAll(".said > .state a");
        Assert.Equal(4, leading.Length);
        Assert.Equal("The whole of comment 5", leading[0].Words());
        Assert.Equal(8, page.QuerySelectorAll(".thread .writing").Length);
        var own = await site.PageAsync(leading[0].GetAttribute("href")!);
        Assert.EndsWith("the end of it", own.QuerySelector(".thread .writing").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folded_a_page_has_all_that_it_has_open_and_a_line_of_each_branch()
    {
        var open = await seeds.Site.PageAsync(SeedSite.PowerPost);
        var folded = await seeds.Site.PageAsync($"{SeedSite.PowerPost}?fold=all");

        Assert.Equal(open.QuerySelectorAll(".thread .writing").Select(text => text.Words()), folded.QuerySelectorAll(".thread .writing").Select(text => text.Words()));
        Assert.Equal(18, folded.QuerySelectorAll(".branch:not([open])").Length);
        Assert.All(folded.QuerySelectorAll(".comments > .thread > li"), item => Assert.NotEqual("", item.QuerySelector(".preview").Words()));
        Assert.Equal($"{SeedSite.PowerPost}#comments", folded.QuerySelector(".fold-all")!.GetAttribute("href"));
        Assert.Empty(open.QuerySelectorAll(".branch:not([open]), .preview"));
    }

    [Fact]
    public async Task Only_the_top_ones_each_lead_to_their_answers()
    {
        var page = await seeds.Site.PageAsync($"{SeedSite.PowerPost}?order=top");

        Assert.Equal(18, page.QuerySelectorAll(".thread > li").Length);
        Assert.Equal("7 replies", page.QuerySelector($"#c{Key("8")} .onward a").Words());
        Assert.Equal($"{SeedSite.PowerPost}?comment={Key("8")}#c{Key("8")}", page.QuerySelector($"#c{Key("8")} .onward a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Beyond_four_parts_a_number_is_the_place_and_the_whole_of_it_is_kept()
    {
        await using var site = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump(
            "deep.txt", DumpText.Titled("Deep", "2014-02-11", [.. Enumerable.Range(0, 8).Select(i => $"{new string(' ', 2 * i)}Level {i}"), "Beside"]))));

        var page = await site.PageAsync("/probation/2014/02/deep");

        Assert.Equal(["1", "1.1", "1.1.1", "1.1.1.1", "#5", "#6", "#7", "#8", "2"], page.QuerySelectorAll(".thread .number").Select(number => number.Words()));
        Assert.Equal("Comment 1.1.1.1.1", page.QuerySelectorAll(".thread .number")[4].GetAttribute("title"));
        var own = await site.PageAsync(page.QuerySelectorAll(".thread a.permalink")[4].GetAttribute("href")!);
        Assert.Equal("Comment #5", own.QuerySelector("h1").Words());
        Assert.Contains("Its number in the dump is 1.1.1.1.1.", own.QuerySelector("main > article").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsigned_is_said_where_the_dump_names_others()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Import(TestArchive.Dump("1.txt", DumpText.Titled("Named", "2014-02-11", "First", "Second", "Third")));
            archive.Execute("UPDATE comments SET author = 'Ada' WHERE text = 'First'");
        });

        var page = await site.PageAsync("/probation/2014/02/named");

        Assert.Equal(["Ada", "unsigned", "unsigned"], page.QuerySelectorAll(".thread h3 > :not(.number)").Select(name => name.Words()));
    }

    [Fact]
    public async Task That_nobody_is_named_is_said_of_a_whole_thread_alone()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Import(NamedDump.Of(TestArchive.Blog, "Named", new(2014, 2, 11), [.. Enumerable.Range(0, ThreadPages.MaxPerPage + 2).Select(i => ("Ada", $"said {i}"))]));
            archive.Execute($"UPDATE comments SET author = NULL WHERE position >= {ThreadPages.MaxPerPage}");
        });

        var page = await site.PageAsync("/probation/2014/02/named?order=flat&page=2");

        Assert.Equal(["unsigned", "unsigned"], page.QuerySelectorAll(".thread h3 > :not(.number)").Select(name => name.Words()));
        Assert.DoesNotContain("all are unsigned", page.QuerySelector(".comments > header").Words(), StringComparison.Ordinal);
        Assert.Contains("all are unsigned", (await seeds.Site.PageAsync($"{SeedSite.LongPost}?order=flat&page=2")).QuerySelector(".comments > header").Words(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task All_above_a_comment_is_shown_as_far_as_a_page_goes_and_leads_further_up()
    {
        await using var site = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump(
            "chain.txt", DumpText.Titled("Chain", "2014-02-11", [.. Enumerable.Range(0, 1_200).Select(i => $"{new string(' ', 2 * i)}Level {i}")]))));
        using var db = site.Archive.Read();
        var address = $"/probation/2014/02/chain/{db.Comments.Single(comment => comment.Text == "Level 1100").Key}?above=all";
        var levels = new SortedSet<string>();

        for (var hops = 0; hops < 4 && address is not null; hops++)
        {
            var page = await site.PageAsync(address);
            levels.UnionWith(page.QuerySelectorAll(".above .writing").Select(text => text.Words()));
            Assert.InRange(page.QuerySelectorAll(".above .writing").Length, 1, ThreadPages.MaxPerPage);
            address = page.QuerySelectorAll("#comments > .quiet a").FirstOrDefault(link => link.Words() == "further up")?.GetAttribute("href");
        }

        // All but the comments whose own pages these were.
        Assert.InRange(levels.Count, 1_097, 1_100);
        Assert.Null(address);
    }

    private string Key(string number)
    {
        using var db = seeds.Site.Archive.Read();
        var post = db.Posts.Single(post => post.Slug == "power-to-people").Id;
        return db.Comments.Single(comment => comment.PostId == post && comment.Number == number).Key;
    }
}
