namespace Archive.Tests.Dumps;

/// <summary>Real captures that belong to others: read where they lie beside the checkout, skipped where they do not.</summary>
public class SampleTests
{
    private static string Folder => Path.Combine(Repository.Root, "..", "shared", "samples");

    [Theory]
    [InlineData("blogger-text-davesmusic-main.txt", 12, "1 1.1 2 3 3.1 4 4.1 5 6 7 7.1 8")]
    [InlineData("blogger-text-davesmusic-full.txt", 12, "1 1.1 2 3 3.1 4 4.1 5 6 7 7.1 8")]
    [InlineData("blogger-text-de.txt", null, "1 1.1 1.2 1.3 1.4 1.5 1.6 2 2.1 3 3.1 4 4.1")]
    [InlineData("blogger-text-de-full.txt", null, "1 1.1 1.2 1.3 1.4 1.5 1.6 2 2.1 3 3.1 4 4.1")]
    [InlineData("blogger-text-parent-dropped.txt", 12, "1 1.1 2(Placeholder) 2.1 3 3.1 4 5 6 6.1 7")]
    [InlineData("blogger-text-truncated.txt", 18, "1 2 3 4(incomplete)")]
    public void A_real_capture_gives_the_thread_that_it_is_known_to_hold(string name, int? declared, string thread)
    {
        var path = Path.Combine(Folder, name);
        Assert.SkipUnless(File.Exists(path), "the samples are not beside this checkout");

        var dump = DumpChecks.EveryLineIsAccountedFor(File.ReadAllBytes(path));

        var post = Assert.Single(dump.Posts);
        Assert.Equal(declared, post.DeclaredComments);
        Assert.Equal(thread, string.Join(' ', CommentNumber.Paths(post.Comments).Zip(post.Comments, Shown)));
    }

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        Assert.SkipUnless(Directory.Exists(Folder), "the samples are not beside this checkout");

        Assert.All(
            Directory.GetFiles(Folder).Where(path => Path.GetExtension(path) is ".xml" or ".html" or ".json" or ".atom"),
            path => Assert.Throws<NotADumpException>(() => DumpFormats.Read(File.ReadAllBytes(path))));
    }

    private static string Shown(string number, DumpComment comment) =>
        $"{number}{(comment.Status == CommentStatus.Visible ? "" : $"({comment.Status})")}{(comment.Incomplete ? "(incomplete)" : "")}";
}
