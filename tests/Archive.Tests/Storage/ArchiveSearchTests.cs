using Archive.Searching;
using Archive.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Storage;

public sealed class ArchiveSearchTests : IDisposable
{
    private readonly TestArchive archive = new();

    public void Dispose() => archive.Dispose();

    [Fact]
    public async Task Hits_come_newest_first_whatever_order_the_dumps_came_in()
    {
        archive.Import(
            TestArchive.Dump("b", DumpText.Titled("Middle", "2014-05-01", "serco again", "nothing")),
            TestArchive.Dump("c", DumpText.Titled("New", "2015-01-01", "serco", "  Serco too")),
            TestArchive.Dump("a", DumpText.Titled("Old", "2013-01-01", "about SERCO")));

        var page = await Comments("serco");

        Assert.Equal(["New 1.1", "New 1", "Middle 1", "Old 1"], page.Hits.Select(hit => $"{hit.Title} {hit.Number}"));
        Assert.Equal((4, true, null, false), (page.Count, page.CountIsExact, page.Next, page.CutShort));
        Assert.Equal("\u0002serco\u0003 again", page.Hits[2].Snippet);
        Assert.Equal(("probation", "2014-05", "middle"), (page.Hits[2].Blog, page.Hits[2].Month, page.Hits[2].Slug));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post([.. Enumerable.Range(0, 45).Select(i => $"serco {i}")])));
        var found = new List<string>();
        long? before = null;
        do
        {
            var page = await Comments("serco", before: before);
            Assert.Equal(45, page.Count);
            found.AddRange(page.Hits.Select(hit => hit.Number!));
            before = page.Next;
        }
        while (before is not null);

        Assert.Equal(Enumerable.Range(1, 45).Reverse().Select(i => $"{i}"), found);
    }

    [Fact]
    public async Task A_blog_can_be_searched_alone()
    {
        archive.Import(
            TestArchive.Dump("a", DumpText.Post("serco")),
            TestArchive.Dump("a", DumpText.Post("serco here")) with { Blog = new BlogDescription("other", "Other") });

        Assert.Equal(2, (await Comments("serco")).Count);
        var page = await Comments("serco", blog: "other");
        Assert.Equal(("other", 1), (Assert.Single(page.Hits).Blog, page.Count));
        Assert.Empty((await Comments("serco", blog: "none")).Hits);
    }

    [Fact]
    public async Task Posts_are_found_by_title_and_body()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Titled("Power To The People?", "2014-02-11") with { Original = "About Serco." }));

        Assert.Equal("About \u0002Serco\u0003.", Assert.Single((await Posts("serco")).Hits).Snippet);
        Assert.Null(Assert.Single((await Posts("power")).Hits).CommentKey);
    }

    [Fact]
    public async Task The_index_follows_what_newer_captures_change()
    {
        archive.Capture(2014, DumpText.Post("the probation service was here", "regretted words"));
        archive.Capture(2015, DumpText.Post("the probation service is gone", DumpText.Removed, "added words"));

        Assert.Empty((await Comments("was")).Hits);
        Assert.Empty((await Comments("regretted")).Hits);
        Assert.Empty((await Comments("administrator")).Hits);
        Assert.Single((await Comments("gone")).Hits);
        Assert.Single((await Comments("added")).Hits);
    }

    [Fact]
    public async Task Marks_cannot_be_forged_by_what_people_wrote()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post("a \u0002fake\u0003 mark and serco")));

        Assert.Equal("a fake mark and \u0002serco\u0003", Assert.Single((await Comments("serco")).Hits).Snippet);
    }

    [Fact]
    public void Nothing_that_people_type_is_an_error() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>(),
        Arb.ToArbitrary(Gen.Elements("", "\"", "a-b", "C++", "*", "NEAR(", "AND", "\0", "a\0b", "\ud800", "col:x", "^a", "(", "{a}", "'", "-", "- -")),
        (typed, trap) =>
        {
            var page = Comments($"{typed} {trap} {typed}").GetAwaiter().GetResult();
            Assert.Empty(page.Hits);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public async Task A_search_that_takes_too_long_is_cut_short_and_says_so()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post([.. Enumerable.Range(0, 500).Select(i => $"serco {i}")])));
        using var db = archive.Read();
        var page = await ArchiveSearch.CommentsAsync(db, SearchQuery.Parse("serco"), "none", null, TimeSpan.Zero, CancellationToken.None);

        Assert.True(page.CutShort);
        Assert.False(page.CountIsExact);
        Assert.Equal(500, (await ArchiveSearch.CommentsAsync(db, SearchQuery.Parse("serco"), null, null, CancellationToken.None)).Count);
    }

    private async Task<SearchPage> Comments(string typed, string? blog = null, long? before = null)
    {
        using var db = archive.Read();
        return await ArchiveSearch.CommentsAsync(db, SearchQuery.Parse(typed), blog, before, CancellationToken.None);
    }

    private async Task<SearchPage> Posts(string typed)
    {
        using var db = archive.Read();
        return await ArchiveSearch.PostsAsync(db, SearchQuery.Parse(typed), null, null, CancellationToken.None);
    }
}
