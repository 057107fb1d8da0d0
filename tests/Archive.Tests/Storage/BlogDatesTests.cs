namespace Archive.Tests.Storage;

/// <summary>What the dumps of a blog together say of dates in numbers.</summary>
public sealed class BlogDatesTests : IDisposable
{
    private readonly TestArchive archive = new();

    public void Dispose() => archive.Dispose();

    [Fact]
    public void A_later_dump_decides_the_dates_of_earlier_ones_and_says_so()
    {
        archive.Import(Dump("Flood", "03/04/2014"));
        Assert.Equal(["undated/flood - - 03/04/2014"], Posts());
        Assert.Equal(["Warning"], Kinds());

        archive.Import(Dump("Goats", "21/04/2014"));

        Assert.Equal(["2014-04/flood - 2014-04-03 03/04/2014", "2014-04/goats 2014-04-21 - -"], Posts());
        Assert.Equal(
            "dates in numbers of this blog are read as day before month, for \"21/04/2014\" has no other reading; where a dump alone leaves them open they are inferred",
            Assert.Single(archive.Reports[^1].Problems).Message);
        Sound();

        archive.Import(Dump("Fair", "5.4.14"));
        Assert.Equal("\"5.4.14\" is taken for 2014-04-05, as the blog's dumps together have it: day before month", archive.Reports[^1].Problems[^1].Message);
        Assert.Equal("2014-04/fair - 2014-04-05 5.4.14", Posts()[0]);
        Sound();
    }

    [Fact]
    public void A_dump_that_contradicts_opens_them_again_and_an_undo_closes_them()
    {
        archive.Import(Dump("Flood", "03/04/2014"));
        archive.Import(Dump("Goats", "21/04/2014"));
        archive.Import(Dump("Fair", "04/22/2014"));

        Assert.Equal(["2014-04/fair 2014-04-22 - -", "2014-04/goats 2014-04-21 - -", "undated/flood - - 03/04/2014"], Posts());
        Assert.Equal(
            "dates in numbers contradict each other: \"21/04/2014\" and \"04/22/2014\"; the order of day and month in this blog is open again, and so are its dates in numbers",
            Assert.Single(archive.Reports[^1].Problems).Message);
        Sound();

        archive.Keeper.Undo(3);
        Assert.Equal(["2014-04/flood - 2014-04-03 03/04/2014", "2014-04/goats 2014-04-21 - -"], Posts());
        Sound();

        archive.Keeper.Undo(2);
        Assert.Equal(["undated/flood - - 03/04/2014"], Posts());
        Sound();
    }

    [Fact]
    public void Another_blog_and_dates_in_words_decide_nothing()
    {
        archive.Import(Dump("Flood", "03/04/2014"));
        archive.Import(Dump("Goats", "21/04/2014") with { Blog = new BlogDescription("other", "Other") });
        archive.Import(TestArchive.Dump("fair.txt", DumpText.Titled("Fair", "2014-04-22", "one")));
        Assert.Contains("undated/flood - - 03/04/2014", Posts());
        Sound();

        archive.Keeper.Merge("other", "probation");
        Assert.Contains("2014-04/flood - 2014-04-03 03/04/2014", Posts());
        Sound();
    }

    [Fact]
    public void A_dump_that_says_the_date_in_words_takes_the_place_of_what_was_inferred()
    {
        archive.Import(Dump("Flood", "03/04/2014"), Dump("Goats", "21/04/2014"));
        archive.Import(TestArchive.Dump("flood again.txt", Post("Flood") with { Published = "2014-03-05" }));

        Assert.Equal(["2014-03/flood 2014-03-05 - -", "2014-04/goats 2014-04-21 - -"], Posts());
        Sound();
    }

    [Fact]
    public void A_post_that_gets_a_date_stands_in_its_day()
    {
        var post = DumpText.Titled("Tides", "2015-03-01", "a first comment of some length that tells", "and another one of some length too");
        archive.Capture(2016, post with { Published = null });
        archive.Import(TestArchive.Dump("later.txt", DumpText.Titled("Later", "2016-01-01", "x")));
        var report = archive.Capture(2017, post);

        Assert.Equal(["2015-03/tides 2015-03-01 - -", "2016-01/later 2016-01-01 - -"], Posts());
        Assert.Equal(1, archive.Count("SELECT id < (SELECT id FROM posts WHERE slug = 'later') AND id > 1 << 20 FROM posts WHERE slug = 'tides'"));
        Assert.Equal((0, 1, 0), (report.Counts.PostsNew, report.Counts.PostsChanged, report.Counts.CommentsNew));
        Sound();
    }

    private static DumpFile Dump(string title, string printed) => TestArchive.Dump($"{title}.txt", Post(title) with { NumberedDate = new NumberedDate(printed, 1) });

    // No two titles share a word.
    private static DumpPost Post(string title) => DumpText.Titled(title, null, Words(title, 'a'), Words(title, 'b')) with { Original = Words(title, 'c') };

    private static string Words(string title, char of) => string.Join(' ', Enumerable.Range(0, 12).Select(n => $"{title}{of}{(char)('a' + n)}"));

    private string[] Kinds() => [.. archive.Reports[^1].Problems.Select(problem => problem.Severity.ToString())];

    private string[] Posts()
    {
        using var db = archive.Read();
        return [.. db.Posts.OrderBy(post => post.Month).ThenBy(post => post.Slug).AsEnumerable()
            .Select(post => $"{post.Month}/{post.Slug} {post.Published ?? "-"} {post.InferredPublished ?? "-"} {post.OpenDate ?? "-"}")];
    }

    // Everything is made again, and compared row by row.
    private void Sound()
    {
        Assert.Empty(archive.Verify().Differences);
        var before = archive.Everything();
        CopySwap.MakeAside(archive.File, (_, _) => { }, CancellationToken.None);
        Assert.Equal(before, archive.Everything());
    }
}
