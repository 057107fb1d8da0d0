namespace Archive.Tests.Storage;

/// <summary>A copy that is made at once of all captures is the one that grew, row for row.</summary>
public sealed class MadeAnewTests : IDisposable
{
    private const int Posts = 12;

    private readonly TestArchive archive = new();

    public void Dispose() => archive.Dispose();

    [Fact]
    public void A_post_whose_day_a_later_capture_knows_leaves_its_row_to_the_next()
    {
        archive.Import(TestArchive.Dump("a.txt", DumpText.Titled("Flood", null, Said("flood"))));
        archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("Flood", "2014-02-11", [.. Said("flood"), "And one more thing that somebody said of the flood later on."])));
        archive.Import(TestArchive.Dump("c.txt", DumpText.Titled("Goats", null, Said("goats"))));

        Assert.Equal(2, archive.Verify().Posts);
        IsMadeAlike();
    }

    [Fact]
    public void Captures_that_a_later_one_shows_to_be_of_one_post_have_its_row()
    {
        archive.Import(TestArchive.Dump("a.txt", DumpText.Titled("Flood", "2014-02-11", Said("flood"))));
        archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("The water came", "2014-02-11", Said("water"))));
        archive.Import(TestArchive.Dump("c.txt", DumpText.Titled("The water came", "2014-02-11", [.. Said("flood"), .. Said("water")])));
        archive.Import(TestArchive.Dump("d.txt", DumpText.Titled("Goats", "2014-02-11", Said("goats"))));

        IsMadeAlike();
    }

    [Fact]
    public void Posts_of_one_title_and_month_are_numbered_alike_whenever_their_first_captures_come()
    {
        for (var i = 0; i < Posts; i++)
        {
            Capture(2015, i, []);
        }

        for (var i = Posts - 1; i >= 0; i--)
        {
            Capture(2013 - (i % 3), i, ["And one more thing that somebody said later on."]);
        }

        Assert.Equal(Posts, archive.Verify().Posts);
        IsMadeAlike();
    }

    // Beside the copy that stands, and of nothing but the record.
    private void IsMadeAlike()
    {
        Assert.Empty(archive.Verify().Differences);
        var (rows, shown) = (archive.Everything(), Shown());
        archive.File.Rebuild(_ => { }, CancellationToken.None);
        Assert.Equal(rows, archive.Everything());
        archive.File.Dispose();
        File.Delete(archive.File.Path);
        archive.Reopen();
        Assert.Equal(shown, Shown());
        Assert.Empty(archive.Verify().Differences);
    }

    private string[] Shown()
    {
        using var db = archive.Read();
        return [.. db.Posts.AsEnumerable().Select(post => $"{post.Month}/{post.Slug} {post.Title} {post.CommentCount}").Order(StringComparer.Ordinal), .. archive.Outline().Order(StringComparer.Ordinal)];
    }

    private void Capture(int year, int post, string[] later) => archive.Import(
        new ImportChoices { Captured = new DateTimeOffset(year, 1, 1, 0, post, 0, TimeSpan.Zero) },
        TestArchive.Dump($"{year}-{post}.txt", DumpText.Titled("Open thread", $"2014-02-{10 + post}", [.. Said($"thing number {post}"), .. later])));

    private static string[] Said(string of) =>
        [$"The first of several things that were said here about the {of}, and at some length.", $"  Whoever answered knew the {of} better than the one before.", $"Nobody who has seen the {of} would say anything of that kind."];
}
