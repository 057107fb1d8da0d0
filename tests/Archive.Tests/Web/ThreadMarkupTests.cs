using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Archive.Storage;
using Archive.Tests.Storage;
using Archive.Web.Pages;
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
    public async Task A_conversation_deeper_than_browsers_nest_stays_readable()
    {
        await using var site = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump(
            "deep.txt", DumpText.Titled("Deep", "2014-02-11", [.. Enumerable.Range(0, 300).Select(i => $"{new string(' ', 2 * i)}Level {i}")]))));

        var page = await site.PageAsync("/probation/2014/02/deep");
        var items = page.QuerySelectorAll(".thread > li");

        Assert.Equal(300, items.Length);
        Assert.Equal(ThreadPart.MaxNesting, items.Max(item => item.Ancestors<IHtmlListItemElement>().Count()));
        Assert.Contains("in reply to", items[^1].QuerySelector(".answers").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_comment_of_a_long_thread_is_on_exactly_one_page()
    {
        var shown = new List<string>();
        for (var number = 1; number <= 3; number++)
        {
            var page = await seeds.Site.PageAsync($"{SeedSite.LongPost}?page={number}");
            shown.AddRange(page.QuerySelectorAll(".thread > li > article").Select(item => item.ParentElement!.Id!));
        }

        using var db = seeds.Site.Archive.Read();
        var post = db.Posts.Single(post => post.Slug == "long-thread").Id;
        Assert.Equal(db.Comments.Where(comment => comment.PostId == post).OrderBy(comment => comment.Position).Select(comment => "c" + comment.Key), shown);
    }

    [Fact]
    public async Task A_page_that_begins_inside_a_thread_names_what_it_continues()
    {
        var page = await seeds.Site.PageAsync($"{SeedSite.LongPost}?page=2");

        var continued = page.QuerySelectorAll(".continued .number").Select(number => number.Words().Count(c => c == '.'));

        Assert.Equal([0, 1, 2, 3, 4, 5], continued);
    }

    [Fact]
    public async Task A_link_to_a_comment_finds_its_page()
    {
        using var db = seeds.Site.Archive.Read();
        var comment = db.Comments.Single(comment => comment.Text == "Said 1003");

        var response = await seeds.Site.GetAsync($"{SeedSite.LongPost}?comment={comment.Key}");

        Assert.Equal($"{SeedSite.LongPost}?page=3#c{comment.Key}", response.Headers.Location!.ToString());
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
