using System.Globalization;

namespace Archive.Tests.Storage;

/// <summary>What a keeper said of captures, in an archive: followed entry by entry, and made anew.</summary>
public sealed class JudgedCapturesTests : IDisposable
{
    private const string Mill = "We walked along the mill race this morning, and the keeper told us how the flood of last year had carried his boat away over the weir.";

    private const string Goats = "Goats stood on the roof of the chapel again, eleven of them, until somebody fetched a ladder and a bucket of oats from the farm.";

    private readonly TestArchive archive = new();

    public void Dispose() => archive.Dispose();

    [Fact]
    public void Posts_that_nothing_links_become_one_and_two_again()
    {
        archive.Capture(2014, Post("Mill", "2014-02-11", Mill, "I knew that boat."));
        archive.Capture(2015, Post("Goats", "2015-03-01", Goats, "Poor farmer."));

        Assert.True(archive.Keeper.Join(Capture(2014), Capture(2015)));
        Assert.Equal(["2014-02/mill 2014 2015: I knew that boat. / Poor farmer."], Posts());
        Assert.False(archive.Keeper.Join(Capture(2015), Capture(2014)));
        Sound();

        Assert.True(archive.Keeper.Part(Capture(2015), Capture(2014)));
        Assert.Equal(["2014-02/mill 2014: I knew that boat.", "2015-03/goats 2015: Poor farmer."], Posts());
        Assert.False(archive.Keeper.Part(Capture(2014), Capture(2015)));
        Sound();
    }

    // Four posts of one title and day: each import tells of its own pairs, and not of all that were told before.
    [Fact]
    public void What_is_in_doubt_is_told_once()
    {
        string[] texts = [Mill, Goats, "Snow lay on the moor until May, and nobody could remember a year when lambs were born so late in the valley.", "At the fair a man sold clocks without hands, and he would not say to anybody what they were good for."];
        foreach (var (turn, text) in texts.Index())
        {
            archive.Import(TestArchive.Dump($"{turn}.txt", Post("Mill", "2014-02-11", text)));

            var told = archive.Reports[^1].Problems.Select(problem => problem.Message).Where(message => message.EndsWith("they are kept as two posts", StringComparison.Ordinal)).ToList();
            Assert.Equal(Enumerable.Range(0, turn).Select(other => $"{other}.txt and {turn}.txt have one title and one day, and nothing else in common; they are kept as two posts"), told);
        }
    }

    // The word that parted them spoke of captures that are not the first of their posts any more.
    [Fact]
    public void Posts_that_were_parted_become_one_whichever_of_their_captures_is_named()
    {
        archive.Capture(2014, Post("Mill", "2014-02-11", Mill, "I knew that boat."));
        archive.Capture(2015, Post("Goats", "2015-03-01", Goats, "Poor farmer."));
        archive.Keeper.Part(Capture(2014), Capture(2015));
        archive.Capture(2013, Post("Mill", "2014-02-11", Mill));
        Assert.Equal(["2014-02/mill 2013 2014: I knew that boat.", "2015-03/goats 2015: Poor farmer."], Posts());

        Assert.True(archive.Keeper.Join(Capture(2013), Capture(2015)));

        Assert.Equal(["2014-02/mill 2013 2014 2015: I knew that boat. / Poor farmer."], Posts());
        Sound();
    }

    [Fact]
    public void A_post_that_gets_another_day_by_a_word_gets_a_row_of_that_day()
    {
        archive.Capture(2014, Post("Mill", "2014-02-11", Mill, "I knew that boat."));
        archive.Capture(2013, Post("Goats", "2015-03-01", Goats));

        archive.Keeper.Join(Capture(2014), Capture(2013));
        Assert.Equal(["2015-03/goats 2013 2014: I knew that boat."], Posts());
        Sound();
    }

    [Fact]
    public void Captures_of_one_post_are_parted_and_a_later_one_goes_where_it_agrees_more()
    {
        archive.Capture(2014, Post("Mill", "2014-02-11", Mill, "I knew that boat."));
        archive.Capture(2015, Post("Mill", "2014-02-11", Mill + " So it was.", "He never had one."));
        Assert.Single(Posts());

        archive.Keeper.Part(Capture(2014), Capture(2015));
        Assert.Equal(["2014-02/mill 2014: I knew that boat.", "2014-02/mill_2 2015: He never had one."], Posts());
        Sound();

        archive.Capture(2016, Post("Mill", "2014-02-11", Mill + " So it was.", "He never had one.", "Indeed."));
        Assert.Equal(["2014-02/mill 2014: I knew that boat.", "2014-02/mill_2 2015 2016: He never had one. / Indeed."], Posts());
        Sound();
    }

    [Fact]
    public void A_word_is_void_while_a_source_is_not_there_and_holds_again_when_it_comes_back()
    {
        archive.Capture(2014, Post("Mill", "2014-02-11", Mill));
        var goats = Post("Goats", "2015-03-01", Goats);
        archive.Capture(2015, goats);
        archive.Keeper.Join(Capture(2014), Capture(2015));

        archive.Keeper.Undo(2);
        Assert.Equal(["2014-02/mill 2014: "], Posts());
        Sound();

        archive.Capture(2015, goats);
        Assert.Equal(["2014-02/mill 2014 2015: "], Posts());
        Sound();
    }

    // Nobody said whose dumps these are, and the keeper has decided all the same.
    [Fact]
    public void A_word_is_said_of_bytes_and_goes_with_them_into_the_blog_that_they_are_known_to_be_of()
    {
        var dumps = new[] { TestArchive.Dump("2014.txt", Post("Mill", "2014-02-11", Mill)), TestArchive.Dump("2015.txt", Post("Goats", "2015-03-01", Goats)) };
        archive.Import([.. dumps.Select(dump => dump with { Blog = new("blog", "blog") { Basis = BlogBasis.Guess } })]);
        archive.Keeper.Join(Capture(2014), Capture(2015));

        archive.Import(dumps);
        Assert.Equal(1, archive.Count("SELECT count(*) FROM posts"));
        Sound();

        archive.Keeper.Rename("probation", "napo");
        Assert.Equal(1, archive.Count("SELECT count(*) FROM posts"));
        Sound();
    }

    [Fact]
    public void Posts_of_two_blogs_are_never_one()
    {
        archive.Import(TestArchive.Dump("2014.txt", Post("Mill", "2014-02-11", Mill)));
        archive.Import(TestArchive.Dump("2015.txt", Post("Mill", "2014-02-11", Mill + " So.")) with { Blog = new("other", "Other") });

        Assert.Throws<KeepingException>(() => archive.Keeper.Join(Capture(2014), Capture(2015)));
        Assert.Throws<KeepingException>(() => archive.Keeper.Part(Capture(2014), Capture(2015)));
        Assert.Throws<KeepingException>(() => archive.Keeper.Join(Capture(2014), 1));
        Assert.Equal(0, archive.Count("SELECT count(*) FROM verdicts"));
    }

    [Fact]
    public void A_doubt_goes_when_it_is_decided_and_comes_back_with_the_word()
    {
        var photograph = Post("Wordless", "2014-02-11", "A picture of the mill, taken from the bridge.");
        archive.Capture(2014, photograph);
        archive.Capture(2015, Post("Wordless", "2014-02-11", "Now an entirely different photograph, of goats on a roof."));
        Assert.Equal(2, archive.Count("SELECT count(*) FROM post_doubts"));

        archive.Keeper.Part(Capture(2014), Capture(2015));
        Assert.Equal((2, 0), (Posts().Count, archive.Count("SELECT count(*) FROM post_doubts")));
        Sound();

        archive.Keeper.Join(Capture(2014), Capture(2015));
        Assert.Equal((1, 0), (Posts().Count, archive.Count("SELECT count(*) FROM post_doubts")));
        Sound();
    }

    [Fact]
    public void A_copy_that_is_behind_and_one_that_is_made_of_nothing_hold_the_same()
    {
        archive.Capture(2014, Post("Mill", "2014-02-11", Mill, "I knew that boat."));
        archive.Capture(2015, Post("Goats", "2015-03-01", Goats, "Poor farmer."));
        var behind = Bytes();
        archive.Keeper.Join(Capture(2014), Capture(2015));
        archive.Capture(2016, Post("Goats", "2015-03-01", Goats, "Poor farmer.", "And poor goats."));
        archive.Keeper.Part(Capture(2016), Capture(2014));
        var posts = Posts();
        Assert.Equal(["2014-02/mill 2014 2015: I knew that boat. / Poor farmer.", "2015-03/goats 2016: Poor farmer. / And poor goats."], posts);

        Replace(behind);
        Assert.Equal(posts, Posts());
        Sound();

        Replace(null);
        Assert.Equal(posts, Posts());
        Sound();

        var rows = archive.Everything();
        CopySwap.MakeAside(archive.File, (_, _) => { }, CancellationToken.None);
        Assert.Equal(rows, archive.Everything());
    }

    private static DumpPost Post(string title, string day, string body, params string[] outline) => DumpText.Titled(title, day, outline) with { Original = body };

    private void Sound() => Assert.Empty(archive.Verify().Differences);

    // The address, the years of the captures, the comments.
    private List<string> Posts()
    {
        using var db = archive.Read();
        var files = db.Sources.ToDictionary(source => source.Id, source => source.FileName[..4]);
        return [.. db.Posts.OrderBy(post => post.Published).ThenBy(post => post.Slug).AsEnumerable().Select(post => string.Create(
            CultureInfo.InvariantCulture,
            $"{post.Month}/{post.Slug} {string.Join(' ', db.Captures.Where(capture => capture.PostId == post.Id).OrderBy(capture => capture.CapturedAt).AsEnumerable().Select(capture => files[capture.SourceId]))}: {string.Join(" / ", db.Comments.Where(comment => comment.PostId == post.Id).OrderBy(comment => comment.Position).AsEnumerable().Select(comment => comment.Original.Trim()))}"))];
    }

    private long Capture(int year)
    {
        using var db = archive.Read();
        return db.Captures.Single(capture => db.Sources.Any(source => source.Id == capture.SourceId && source.FileName.StartsWith($"{year}"))).Id;
    }

    private byte[] Bytes()
    {
        archive.File.Dispose();
        archive.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        var bytes = File.ReadAllBytes(archive.File.Path);
        archive.Reopen();
        return bytes;
    }

    private void Replace(byte[]? copy)
    {
        archive.File.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in new[] { "", "-wal", "-shm" })
        {
            File.Delete(archive.File.Path + file);
        }

        if (copy is not null)
        {
            File.WriteAllBytes(archive.File.Path, copy);
        }

        archive.Reopen();
    }
}
