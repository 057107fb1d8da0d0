namespace Archive.Tests.Dumps;

public class SeedTests
{
    [Theory]
    [InlineData("000_7ee6d24b31a7e022.txt", "Power To The People?", "2014-02-11", 38, 18, 20)]
    [InlineData("002_fb4f1cc6287c16f9.txt", "Problem? What Problem?", "2013-11-22", 22, 11, 11)]
    public void The_seeds_hold_what_their_pages_declare(
        string name, string title, string published, int declared, int top, int replies)
    {
        var dump = DumpChecks.EveryLineIsAccountedFor(File.ReadAllBytes(Path.Combine(Repository.Seeds, name)));

        var post = Assert.Single(dump.Posts);
        Assert.Equal((title, published, (int?)declared), (post.Title, post.Published, post.DeclaredComments));
        Assert.Equal((top, replies), (post.Comments.Count(c => c.Depth == 0), post.Comments.Count(c => c.Depth == 1)));
        Assert.Empty(dump.Problems);
    }

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("000_7ee6d24b31a7e022.txt")]
    [InlineData("002_fb4f1cc6287c16f9.txt")]
    public void Cut_off_at_any_byte_a_seed_still_gives_every_whole_comment_before_the_cut(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Repository.Seeds, name));
        var whole = DumpFormats.Read(bytes).Posts[0].Comments;

        Parallel.For(0, bytes.Length, length =>
        {
            if (TryRead(bytes.AsSpan(0, length)) is not { Posts: [var post, ..] } dump)
            {
                return;
            }

            Assert.Equal(0, dump.Ledger.Unread);
            for (var i = 0; i < post.Comments.Count - 1; i++)
            {
                Assert.True(whole[i].Original == post.Comments[i].Original, $"cut at byte {length}: comment {i} differs");
            }
        });
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public void No_edit_of_a_seed_makes_reading_fail_or_loses_a_line()
    {
        var seeds = Directory.GetFiles(Repository.Seeds, "*.txt").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToArray();

        Parallel.For(0, 10_000, seed =>
        {
            var edited = Edits.Of(seeds[seed % seeds.Length], seeds, new Random(seed));
            if (TryRead(edited) is { } dump)
            {
                Assert.True(dump.Ledger.Unread == 0, $"edit {seed} leaves lines unread");
            }
        });
    }

    private static Dump? TryRead(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return DumpFormats.Read(bytes);
        }
        catch (NotADumpException)
        {
            return null;
        }
    }
}
