namespace Archive.Tests.Storage;

/// <summary>Comments that a keeper keeps apart, in an archive: followed entry by entry, and made anew.</summary>
public sealed class PartedCommentsTests : IDisposable
{
    private static readonly string[] Twice = ["Thanks!", "Thanks!"];

    private readonly TestArchive archive = new();

    public void Dispose() => archive.Dispose();

    [Fact]
    public void Comments_that_look_the_same_stay_two_once_a_keeper_says_so()
    {
        archive.Capture(2014, DumpText.Post("Thanks!", "Well said."));
        archive.Capture(2015, DumpText.Post("Thanks!", "Well said.", "Indeed."));
        Assert.Equal(["1 Thanks!", "2 Well said.", "3 Indeed."], archive.Outline());

        Assert.True(archive.Keeper.KeepApart(Comment(2015, 0), Comment(2014, 0)));
        Assert.Equal(Twice.Append("Well said.").Prepend("Indeed."), archive.Thread().Select(comment => comment.Original.Trim()).Order(StringComparer.Ordinal));
        Assert.Equal(1, archive.Count("SELECT count(*) FROM comments WHERE last_capture_id <> reached_capture_id"));
        Sound();

        Assert.False(archive.Keeper.KeepApart(Comment(2014, 0), Comment(2015, 0)));
    }

    [Fact]
    public void What_was_said_is_taken_back_and_may_be_said_again()
    {
        archive.Capture(2014, DumpText.Post("Thanks!", "Well said."));
        archive.Capture(2015, DumpText.Post("Thanks!", "Well said.", "Indeed."));
        var (before, keeper) = (archive.Outline(), archive.Keeper);
        keeper.KeepApart(Comment(2015, 0), Comment(2014, 0));
        Assert.True(AreApart());

        // In whichever order they are named.
        Assert.True(keeper.LetTogether(Comment(2014, 0), Comment(2015, 0)));
        Assert.Equal(before, archive.Outline());
        Assert.False(AreApart());
        Sound();

        Assert.False(keeper.LetTogether(Comment(2014, 0), Comment(2015, 0)));
        Assert.True(keeper.KeepApart(Comment(2014, 0), Comment(2015, 0)));
        Assert.Equal(4, archive.Thread().Count);
        Assert.True(AreApart());
        Sound();

        bool AreApart()
        {
            using var db = archive.Read();
            return db.AreKeptApart(Comment(2014, 0), Comment(2015, 0));
        }
    }

    [Fact]
    public void What_was_one_with_either_stays_apart_from_the_other()
    {
        archive.Capture(2014, DumpText.Post("Thanks!"));
        archive.Capture(2016, DumpText.Post("Thanks!", "Late."));
        archive.Keeper.KeepApart(Comment(2014, 0), Comment(2016, 0));

        // Taken between them it is one with the first, and so is not one with the last.
        archive.Capture(2015, DumpText.Post("Thanks!", "Midway."));
        Assert.Equal([1, 2], archive.Thread().Where(comment => comment.Original.Trim() == "Thanks!").Select(comment => Sightings(comment.Id)).Order());
        Sound();
    }

    [Fact]
    public void A_word_is_void_while_a_source_is_not_there_and_holds_again_when_it_comes_back()
    {
        archive.Capture(2014, DumpText.Post("Thanks!"));
        archive.Capture(2015, DumpText.Post("Thanks!", "More."));
        archive.Keeper.KeepApart(Comment(2014, 0), Comment(2015, 0));
        Assert.Equal(3, archive.Thread().Count);

        archive.Keeper.Undo(2);
        Assert.Equal(["1 Thanks!"], archive.Outline());
        Sound();

        archive.Capture(2015, DumpText.Post("Thanks!", "More."));
        Assert.Equal(3, archive.Thread().Count);
        Sound();
    }

    [Fact]
    public void An_import_says_it_before_the_file_comes_and_a_dry_run_shows_it_and_says_nothing()
    {
        archive.Capture(2014, DumpText.Post("Thanks!"));
        var coming = TestArchive.Dump("2015.txt", DumpText.Post("Thanks!", "More."));
        var sha256 = Histories.SlowFold.Sha256(coming.Read());
        var choices = new ImportChoices { By = "Ada", Apart = [(new CommentName(sha256, 0, 0), Comment(2014, 0))] };
        var head = archive.File.Record.Head();

        Assert.Equal(2, archive.Import(choices with { DryRun = true }, coming).Counts.CommentsNew);
        Assert.Equal(head, archive.File.Record.Head());
        Assert.Equal(2, archive.Import(choices, coming).Counts.CommentsNew);
        Assert.Equal(1, archive.Import(new ImportChoices(), TestArchive.Dump("2016.txt", DumpText.Post("Thanks!", "More.", "Most."))).Counts.CommentsNew);

        var entries = archive.File.Record.EntriesAfter(head.Number).Select(entry => entry.Read()).ToList();
        Assert.Equal("Ada", Assert.Single(entries.OfType<CommentsParted>()).By);
        Assert.True(entries.FindIndex(entry => entry is CommentsParted) < entries.FindIndex(entry => entry is SourceKept));
        archive.Import(choices, coming);
        Assert.Single(archive.File.Record.EntriesAfter(head.Number), entry => entry.Kind == "apart");
        Sound();
    }

    [Fact]
    public void What_is_not_there_or_is_two_already_is_refused()
    {
        archive.Capture(2014, DumpText.Post("Thanks!", "Thanks!"));
        var known = Comment(2014, 0);

        Assert.Throws<KeepingException>(() => archive.Keeper.KeepApart(known, known));
        Assert.Throws<KeepingException>(() => archive.Keeper.KeepApart(known, known with { Comment = 1 }));
        Assert.Throws<KeepingException>(() => archive.Keeper.KeepApart(known, known with { Comment = 7 }));
        Assert.Throws<KeepingException>(() => archive.Keeper.KeepApart(known, known with { Post = 1 }));
        Assert.Throws<KeepingException>(() => archive.Keeper.KeepApart(known, known with { Sha256 = "00" }));
    }

    private CommentName Comment(int year, int turn)
    {
        using var db = archive.Read();
        return new CommentName(db.Sources.Single(source => source.FileName == $"{year}.txt").Sha256, 0, turn);
    }

    private long Sightings(long comment) => archive.Count($"SELECT count(*) + 1 FROM sightings WHERE comment_id = {comment}");

    private void Sound()
    {
        var report = archive.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Differences));
    }
}
