using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Archive.Tests.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Web;

[Collection(SeedSiteTests.Name)]
public class ThreadMarkupTests(SeedSite seeds)
{
    // Each import is a transaction on disk; the shapes that matter show in far fewer.
    private const int Trees = 25;

    [Fact]
    public async Task Lists_nest_as_comments_answer_each_other()
    {
        await using var site = await TestSite.StartAsync(_ => { });
        var serial = 0;
        var outlines = Gen.Choose(0, 9).ArrayOf(40).Select(Outline).Where(outline => outline.Length > 0);

        var property = Prop.ForAll(outlines.ToArbitrary(), outline =>
        {
            site.Archive.Import(TestArchive.Dump($"{serial}.txt", DumpText.Titled($"Tree {serial}", "2014-02-11", outline)));
            var page = site.PageAsync($"/probation/2014/02/tree-{serial++}").GetAwaiter().GetResult();
            using var db = site.Archive.Read();
            var post = db.Posts.OrderBy(post => post.Id).Last();
            var thread = db.Comments.Where(comment => comment.PostId == post.Id).OrderBy(comment => comment.Position).ToList();
            Assert.Equal(Parents(thread), Parents(page));
        });
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(Trees));
    }

    [Fact]
    public async Task A_conversation_deeper_than_a_page_nests_goes_on_where_it_is_cut()
    {
        await using var site = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump(
            "deep.txt", DumpText.Titled("Deep", "2014-02-11", [.. Enumerable.Range(0, 100).Select(i => $"{new string(' ', 2 * i)}Level {i}")]))));
        var (address, found) = ("/probation/2014/02/deep", new List<string>());

        for (var hops = 0; address is not null && hops < 10; hops++)
        {
            var page = await site.PageAsync(address);
            Assert.InRange(page.QuerySelectorAll(".thread > li").Max(item => item.Ancestors<IHtmlListItemElement>().Count()), 0, ThreadPages.MaxNesting);
            found.AddRange(page.QuerySelectorAll(".thread > li .writing").Select(text => text.Words()));
            address = page.QuerySelector(".onward a")?.GetAttribute("href");
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"Level {i}"), found.Distinct());
    }

    [Fact]
    public async Task Every_comment_of_a_long_thread_is_on_exactly_one_page()
    {
        var shown = new List<string>();
        for (var number = 1; number <= 3; number++)
        {
            var page = await seeds.Site.PageAsync($"{SeedSite.LongPost}?page={number}");
            Assert.DoesNotContain('.', page.QuerySelector(".thread > li .number").Words());
            shown.AddRange(page.QuerySelectorAll(".thread > li").Select(item => item.Id!));
        }

        Assert.Equal(LongThread(), shown);
    }

    [Fact]
    public async Task At_the_edge_of_a_page_the_next_thread_is_a_link_to_the_next_page()
    {
        var page = await seeds.Site.PageAsync(SeedSite.LongPost);
        var next = page.QuerySelectorAll(".thread > li.d0")[^1].QuerySelector("article a.next")!.GetAttribute("href")!;

        var response = await seeds.Site.GetAsync(next.Split('#')[0]);

        Assert.StartsWith($"{SeedSite.LongPost}?page=2#", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".thread > li")!.QuerySelector("article a.previous"));
    }

    [Theory]
    [InlineData("flat", 500)]
    [InlineData("time", 500)]
    public async Task In_one_list_every_comment_stands_at_the_margin_and_says_what_it_answers(string order, int perPage)
    {
        var shown = new List<string>();
        for (var number = 1; number <= 3; number++)
        {
            var page = await seeds.Site.PageAsync($"{SeedSite.LongPost}?order={order}&page={number}");
            var items = page.QuerySelectorAll(".thread > li");
            Assert.InRange(items.Length, 1, perPage);
            Assert.Empty(page.QuerySelectorAll(".thread .thread"));
            Assert.All(items, item => Assert.Equal(
                item.QuerySelector(".number").Words().IndexOfAny(['.', '#']) >= 0, item.QuerySelector("article header .answers") is not null));
            shown.AddRange(items.Select(item => item.Id!));
        }

        Assert.Equal(LongThread(), shown);
    }

    [Fact]
    public async Task A_link_to_a_comment_finds_its_page_in_each_order()
    {
        using var db = seeds.Site.Archive.Read();
        var key = db.Comments.Single(comment => comment.Text == "Said 1003").Key;

        Assert.Equal($"{SeedSite.LongPost}?page=3#c{key}", await LocationAsync($"?comment={key}"));
        Assert.Equal($"{SeedSite.LongPost}?order=flat&page=3#c{key}", await LocationAsync($"?order=flat&comment={key}"));
        Assert.Equal($"{SeedSite.LongPost}?order=time&page=3#c{key}", await LocationAsync($"?order=time&comment={key}"));
        Assert.Contains(key, await IdsAsync("?order=time&page=3"));
        // Only the top shows no reply, whose own page has it.
        var (reply, top) = (db.Comments.First(comment => comment.PostId == db.Posts.Single(post => post.Slug == "long-thread").Id && comment.Depth > 0).Key,
            db.Comments.Where(comment => comment.PostId == db.Posts.Single(post => post.Slug == "long-thread").Id && comment.Depth == 0).OrderByDescending(comment => comment.Position).First().Key);
        Assert.Equal($"{SeedSite.LongPost}/{reply}#c{reply}", await LocationAsync($"?order=top&comment={reply}"));
        var page = await LocationAsync($"?order=top&comment={top}");
        Assert.Contains("?order=top", page, StringComparison.Ordinal);
        Assert.Contains(top, await IdsAsync(page[SeedSite.LongPost.Length..]));
    }

    private async Task<IEnumerable<string>> IdsAsync(string query) =>
        (await TestSite.ReadAsync(await seeds.Site.GetAsync(SeedSite.LongPost + query))).QuerySelectorAll(".thread > li").Select(item => item.Id![1..]);

    private async Task<string> LocationAsync(string query) =>
        (await seeds.Site.GetAsync(SeedSite.LongPost + query)).Headers.Location!.ToString();

    private List<string> LongThread()
    {
        using var db = seeds.Site.Archive.Read();
        var post = db.Posts.Single(post => post.Slug == "long-thread").Id;
        return [.. db.Comments.Where(comment => comment.PostId == post).OrderBy(comment => comment.Position).Select(comment => "c" + comment.Key)];
    }

    private static string[] Outline(int[] steps)
    {
        var depth = -1;
        return [.. steps.Select((step, i) => $"{new string(' ', 2 * (depth = Math.Min(depth + 1, step)))}Said {i}")];
    }

    private static IEnumerable<(string, string?)> Parents(List<Comment> thread) => thread.Select(comment =>
        ("c" + comment.Key, comment.ParentId is { } id ? "c" + thread.Single(parent => parent.Id == id).Key : null));

    private static IEnumerable<(string, string?)> Parents(IHtmlDocument page) => page.QuerySelectorAll(".thread > li")
        .Select(item => (item.Id!, item.ParentElement!.Closest("li")?.Id));
}
