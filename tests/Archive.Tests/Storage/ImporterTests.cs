using Archive.Storage;

namespace Archive.Tests.Storage;

public sealed class ImporterTests : IDisposable
{
    private readonly TestArchive archive = new();

    public void Dispose() => archive.Dispose();

    [Fact]
    public void A_dump_becomes_a_post_with_its_thread_in_reading_order()
    {
        var report = archive.Import(TestArchive.Dump("a.txt", DumpText.Post("one", "  reply", "two")));

        Assert.Equal((1, 1, 3), (report.SourcesNew, report.PostsNew, report.CommentsNew));
        Assert.Equal(["1 one", " 1.1 reply", "2 two"], archive.Outline());
        using var db = archive.Read();
        var post = Assert.Single(db.Posts);
        Assert.Equal(("2014-02", "2014-02-11", 3), (post.Month, post.Published, post.CommentCount));
        Assert.Equal(PostId.FirstOf("2014-02-11") + 1, post.Id);
    }

    [Fact]
    public void The_same_file_again_changes_nothing()
    {
        var dump = TestArchive.Dump("a.txt", DumpText.Post("one"));
        archive.Import(dump);
        var before = archive.Everything();
        archive.Clock.Now += TimeSpan.FromDays(1);

        var report = archive.Import(dump);

        Assert.Equal((0, 1, 1), (report.SourcesNew, report.SourcesUnchanged, report.PostsUnchanged));
        Assert.Equal(before, archive.Everything());
    }

    [Fact]
    public void A_newer_capture_adds_in_place_and_keeps_what_vanished()
    {
        archive.Capture(2014, DumpText.Post("one", "two", "  reply", "three"));
        var report = archive.Capture(2015, DumpText.Post("zero", "one", "  late reply", "three", "four"));

        Assert.Equal(["1 zero", "2 one", " 2.1 late reply", "2 two", " 2.1 reply", "3 three", "4 four"], archive.Outline());
        Assert.Equal((0, 1, 3), (report.PostsNew, report.PostsChanged, report.CommentsNew));
        using var db = archive.Read();
        var last = db.Posts.Single().LastCaptureId;
        Assert.Equal(["two", "reply"], db.Comments.Where(comment => comment.LastCaptureId != last).OrderBy(c => c.Position).Select(c => c.Text));
    }
}
