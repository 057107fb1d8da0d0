using System.Globalization;

namespace Archive.Tests.Storage.Previewing;

/// <summary>What a preview says of a stage, in an archive that has one capture of the post taken in 2014 and, where it says so, one of 2040.</summary>
public sealed class PreviewMakerTests : IDisposable
{
    private readonly TestArchive archive = new();
    private readonly TestStage stage;

    public PreviewMakerTests()
    {
        stage = new TestStage(archive).OfBlog();
        archive.Capture(2014, DumpText.Post("First.", "  Answer to it.", "Second of all the comments."));
    }

    public void Dispose()
    {
        stage.Dispose();
        archive.Dispose();
    }

    [Fact]
    public void The_same_bytes_lead_to_the_post_that_is_there()
    {
        stage.Add("again.txt", DumpText.Of(DumpText.Post("First.", "  Answer to it.", "Second of all the comments.")));

        Assert.Equal("Kept SameBytes 0 0 0 0 probation/2014-02/power-to-people", Words(Single(stage.Preview())));
    }

    [Fact]
    public void Other_bytes_may_bring_nothing_new()
    {
        stage.Add("spaced.txt", DumpText.Of(DumpText.Post("First.", "  Answer to it.", "Second of all the comments.")).Append((byte)'\n').ToArray());

        Assert.Equal("New NothingNew 0 0 0 0 probation/2014-02/power-to-people", Words(Single(stage.Preview())));
    }

    [Fact]
    public void A_newer_capture_says_what_is_new_edited_vanished_and_moved()
    {
        stage.Add("newer.txt", DumpText.Of(DumpText.Post("Second of all these comments.", "  Answer to it.", "Third.")));
        var file = Single(stage.Preview());

        Assert.Equal("New Newer 1 1 1 1 probation/2014-02/power-to-people", Words(file));
        var detail = Assert.Single(stage.Previews.Find(stage.Id, file.Number)!.Posts);
        Assert.Equal(["0 Second of all the comments.", "1 -"], detail.Same.Select(same => $"{same.Turn} {same.Before?.Trim() ?? "-"}"));
        Assert.Equal("First.", Assert.Single(detail.Vanished).Opening.Trim());
        Assert.All(detail.Same, same => Assert.NotNull(same.Kept.Key));
    }

    [Fact]
    public void An_older_capture_brings_what_vanished_since()
    {
        archive.Capture(2040, DumpText.Post("First."));
        stage.Add("older.txt", DumpText.Of(DumpText.Post("First.", "  Answer to it.", "  And another.", "Second of all the comments.")));

        Assert.Equal("New Older 1 0 0 0 probation/2014-02/power-to-people", Words(Single(stage.Preview())));
    }

    [Fact]
    public void A_post_may_be_new_and_come_twice_in_one_stage()
    {
        stage.Add("one.txt", DumpText.Of(DumpText.Titled("Other", "2014-05-01", "Hello.")));
        stage.Add("two.txt", DumpText.Of(DumpText.Titled("Other", "2014-05-01", "Hello.", "Goodbye.")));
        stage.Add("three.txt", DumpText.Of(DumpText.Titled("Other", "2014-05-01", "Hello.")));
        var files = stage.Preview().Files.Where(file => file.Fate != FileFate.Description).ToList();

        Assert.Equal(["New NewPost 1 0 0 0", "New Newer 1 0 0 0 file 2", "Kept SameBytes 0 0 0 0 file 2"], files.Select(Words));
        Assert.Equal([null, null, 2], files.Select(file => file.SameAs));
    }

    [Fact]
    public void Bytes_of_a_guessed_blog_are_there_already_and_get_the_blog_that_is_named()
    {
        var bytes = DumpText.Of(DumpText.Titled("Other", "2014-05-01", "Hello.", "  Goodbye."));
        archive.Import(new DumpFile("other.txt", () => bytes, new BlogDescription("guess", "guess") { Basis = BlogBasis.Guess }));
        stage.Add("other.txt", bytes);
        var preview = stage.Preview();

        Assert.Equal("Moved SameBytes 0 0 0 0 guess/2014-05/other", Words(Single(preview)));
        Assert.Equal(ImportCounts.None with { SourcesUnchanged = 1, PostsChanged = 1 }, preview.Counts);
        var (report, files) = stage.Import();
        Assert.Equal(preview.Counts, report.Counts);
        var file = Assert.Single(files);
        Assert.Equal((SourceOutcome.Moved, "probation", preview.Counts), (file.Outcome, file.Blog.Slug, file.Counts));
        Assert.Contains(file.Problems, problem => problem.Message == "the same bytes were kept as a dump of the blog guess, which was a guess; they are the blog probation's now");
        Assert.Equal(preview.Counts, archive.Read().Imports.OrderBy(import => import.Id).Last().Counts);
        Assert.True(archive.Verify().Sound);
    }

    [Fact]
    public void Captures_of_one_post_that_leave_a_guess_together_bring_nothing_and_one_that_comes_to_a_post_changes_it()
    {
        var guess = new BlogDescription("guess", "guess") { Basis = BlogBasis.Guess };
        byte[][] captures = [DumpText.Of(DumpText.Titled("Other", "2014-05-01", "Hello.")), DumpText.Of(DumpText.Titled("Other", "2014-05-01", "Hello.", "Goodbye.")), DumpText.Of(DumpText.Post("First.", "Third."))];
        archive.Import([.. captures.Select((bytes, i) => new DumpFile($"{i}.txt", () => bytes, guess))]);
        foreach (var (i, bytes) in captures.Index())
        {
            stage.Add($"{i}.txt", bytes);
        }

        Assert.Equal(
            ["Moved SameBytes 0 0 0 0 guess/2014-05/other", "Moved SameBytes 0 0 0 0 guess/2014-05/other", "Moved Newer 1 0 2 0 probation/2014-02/power-to-people"],
            stage.Preview().Files.Where(file => file.Fate != FileFate.Description).Select(Words));
    }

    [Fact]
    public void What_is_no_dump_what_was_left_out_and_what_could_not_be_read_are_rows_as_well()
    {
        stage.Add("prose.txt", "It was the best of times.\n");
        stage.Add("picture.png", "no picture");
        stage.Stages.LeaveOut(stage.Id, stage.Add("unwanted.txt", DumpText.Of(DumpText.Post("First."))), true);
        stage.Stages.Tried(stage.Id, stage.Add("hard.txt", "hard"), "too hard to read");
        var preview = stage.Preview();

        Assert.Equal([FileFate.Description, FileFate.Refused, FileFate.NoDump, FileFate.LeftOut, FileFate.Refused], preview.Files.Select(file => file.Fate));
        Assert.Equal("too hard to read", preview.Files[4].Reason);
        // As the import would note both: the one it refuses, and the one that could not be tried.
        Assert.Equal(2, preview.Counts.SourcesRefused);
    }

    [Fact]
    public void Private_things_are_counted_and_listed_with_their_lines()
    {
        stage.Add("private.txt", DumpText.Of(DumpText.Post("Mail ada@example.org\nor ring 020 7946 0958.", "I live at SW1A 2AA.")));
        var file = Single(stage.Preview());

        Assert.Equal(new PrivateCounts(1, 1, 1), file.Private);
        Assert.Equal(["9 ada@example.org", "10 020 7946 0958", "14 SW1A 2AA"], stage.Previews.Find(stage.Id, file.Number)!.Private.Select(thing => $"{thing.Line} {thing.Text}"));
    }

    [Fact]
    public void Comments_kept_apart_are_new_in_the_preview_and_in_the_archive()
    {
        var number = stage.Add("newer.txt", DumpText.Of(DumpText.Post("First.", "Third.")));
        stage.Preview();
        var same = Assert.Single(stage.Previews.Find(stage.Id, number)!.Posts[0].Same);
        var own = new CommentName(stage.Stages.Files(stage.Id).Single(file => file.Number == number).Sha256, 0, same.Turn);
        stage.Stages.Choices.KeepApart(stage.Id, [(own, same.Kept.Name, true)]);
        var preview = stage.Preview();
        Assert.Equal(2, preview.Counts.CommentsNew);
        Assert.Empty(stage.Previews.Find(stage.Id, number)!.Posts[0].Same);

        Assert.Equal(preview.Counts, stage.Import().Report.Counts);
        Assert.Equal(2, archive.Thread().Count(comment => comment.Original.Trim() == "First."));
        Assert.True(archive.Verify().Sound);
        stage.Stages.Choices.KeepApart(stage.Id, [(own, same.Kept.Name, false)]);
        Assert.Empty(stage.Stages.Choices.Apart(stage.Id));
    }

    [Fact]
    public void A_format_that_a_keeper_chose_is_the_one_that_is_kept()
    {
        var number = stage.Add("bare.txt", "Wednesday 1 January 2014\n\nBare\n\nA body without a single comment.\n");
        stage.Stages.Choices.Read(stage.Id, number, "blogger-text");
        Assert.False(stage.Stages.Files(stage.Id).Single(file => file.Number == number).IsTried);
        stage.Stages.Tried(stage.Id, number, null);

        Assert.Equal(FileFate.New, Single(stage.Preview()).Fate);
        stage.Import();
        Assert.Equal(1, archive.File.Record.EntriesAfter(0).Select(entry => entry.Read()).OfType<SourceKept>().Count(source => source.Format == "blogger-text"));
    }

    [Fact]
    public void A_preview_leaves_archive_and_record_as_they_were()
    {
        stage.Add("newer.txt", DumpText.Of(DumpText.Post("First.", "Third.")));
        var (before, head) = (archive.Everything(), archive.File.Record.Head());
        var record = File.ReadAllBytes(archive.File.RecordPath);
        var preview = stage.Preview();

        Assert.Equal(head, archive.File.Record.Head());
        Assert.Equal(before, archive.Everything());
        Assert.Equal(record, File.ReadAllBytes(archive.File.RecordPath));
        Assert.Equal(head.Number, preview.Entry);
        Assert.Equal(preview.Files.Select(Words), stage.Previews.Find(stage.Id)!.Files.Select(Words));
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public void A_stage_of_a_thousand_files_is_previewed_in_order()
    {
        for (var i = 0; i < 1_000; i++)
        {
            stage.Add(string.Create(CultureInfo.InvariantCulture, $"{i}.txt"), DumpText.Of(DumpText.Titled($"Post {i}", "2014-05-01", $"Comment {i}.")));
        }

        var last = (Done: 0, All: 0);
        var preview = stage.Preview((done, all) => last = (done, all));
        Assert.Equal(1_001, preview.Files.Count);
        Assert.Equal(1_000, preview.Counts.PostsNew);
        Assert.Equal(last.Done, last.All);
        using var kept = stage.Stages.Held.Open(stage.Id, "previews/stage.json");
        Assert.True(kept.Length < 2_000_000);
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public void Ten_thousand_comments_in_sixteen_megabytes_are_compared()
    {
        var outline = Enumerable.Range(0, 10_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"Comment {i} {new string('x', 1_500)} <script>alert({i})</script>")).ToArray();
        archive.Capture(2015, DumpText.Titled("Long", "2014-06-01", outline[..5_000]));
        stage.Add("long.txt", DumpText.Of(DumpText.Titled("Long", "2014-06-01", outline)));
        var file = Single(stage.Preview());

        Assert.Equal("New Newer 5000 0 0 0 probation/2014-06/long", Words(file));
        Assert.Equal(5_000, stage.Previews.Find(stage.Id, file.Number)!.Posts[0].Same.Count);
    }

    private static FilePreview Single(StagePreview preview) => Assert.Single(preview.Files, file => file.Fate != FileFate.Description);

    private static string Words(FilePreview file) => file.Posts is [var post, ..]
        ? string.Create(CultureInfo.InvariantCulture, $"{file.Fate} {post.Sameness} {post.New} {post.Edited} {post.Vanished} {post.Moved}{(post.Kept is { } kept ? $" {kept.Blog}/{kept.Month}/{kept.Slug}" : "")}{(post.StagedAs is { } number ? $" file {number}" : "")}")
        : $"{file.Fate}";
}
