using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Dumps;

public class RoundTripTests
{
    [Fact]
    public void What_was_written_is_read_back_as_it_was() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var dump = new GeneratedDumps(seed).Dump();
            var text = BloggerTextWriter.Write(dump);
            var read = DumpChecks.EveryLineIsAccountedFor(Encoding.UTF8.GetBytes(text), BloggerTextReader.Format);
            Assert.True(Describe(dump) == Describe(read), $"seed {seed}\n--- text\n{text}\n--- expected\n{Describe(dump)}\n--- read\n{Describe(read)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Blanks_before_all_lines_change_nothing() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), Gen.Elements(" ", "  ", "   ", "    ", "\t", "\u00A0 ", "             ").ToArbitrary(), (seed, blanks) =>
        {
            var text = BloggerTextWriter.Write(new GeneratedDumps(seed).Dump());
            var begins = text.TrimStart().TrimStart("0123456789");
            if (begins is not ['.', ..])
            {
                var setIn = string.Concat(text.Split('\n').Select(line => $"{blanks}{line}\n"))[..^1];
                var (expected, read) = (Describe(Read(text)), Describe(Read(setIn)));
                Assert.True(expected == read, $"seed {seed}\n--- text\n{setIn}\n--- expected\n{expected}\n--- read\n{read}");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("000_7ee6d24b31a7e022.txt")]
    [InlineData("002_fb4f1cc6287c16f9.txt")]
    public void The_seeds_are_given_back_byte_for_byte(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Repository.Seeds, name));

        Assert.Equal(bytes, Encoding.UTF8.GetBytes(BloggerTextWriter.Write(DumpFormats.Read(bytes))));
    }

    private static Dump Read(string text) => DumpChecks.EveryLineIsAccountedFor(Encoding.UTF8.GetBytes(text), BloggerTextReader.Format);

    // Everything that the layout carries; the words of a language show only where it uses them.
    private static string Describe(Dump dump) => string.Join('\n', dump.Posts.Select(post => JsonSerializer.Serialize(new
    {
        post.Title,
        post.Published,
        post.DeclaredComments,
        post.Original,
        post.Layout?.DateLine,
        post.Layout?.Header,
        post.Layout?.Tail,
        Words = post.Comments.Any(c => c.Depth == 0 && c.Status != CommentStatus.Placeholder && !c.Incomplete)
            ? post.Layout?.Words.Reply + post.Layout?.Words.Delete
            : "",
        Comments = post.Comments.Select(c =>
            new { c.Parent, c.Depth, c.Ordinal, c.Author, c.Published, c.Heading, Status = c.Status.ToString(), c.Incomplete, c.Original }),
    })));
}
