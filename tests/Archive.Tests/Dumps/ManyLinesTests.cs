using System.Globalization;
using System.Text;

namespace Archive.Tests.Dumps;

/// <summary>What stands in a dump hundreds of thousands of times is read once: each of these takes a second or two, and took minutes where a scan began anew at each line.</summary>
public sealed class ManyLinesTests
{
    private const string Head = "Tuesday, March 3, 2015\n\nA walk\n\nText.\n\n";

    [Fact]
    public async Task Counts_below_a_chasm_of_blank_lines()
    {
        var post = Assert.Single((await ReadSoon(Repeated("\n", 4_000_000) + Repeated("No comments:\n", 100_000))).Posts);

        Assert.Equal(0, post.DeclaredComments);
    }

    [Fact]
    public async Task Counts_below_a_long_thread()
    {
        var post = Assert.Single((await ReadSoon(Thread(120_000) + Repeated("No comments:\n", 300_000))).Posts);

        Assert.Equal((120_000, 120_000), (post.DeclaredComments, post.FoundComments));
    }

    [Fact]
    public async Task Labels_of_a_line_each_below_a_byline()
    {
        var text = "A walk\n\n" + Repeated("This is a text of some length that ends in a sentence, and goes on so.\n\n", 3)
            + "Posted by Ada Finch on March 3, 2015\n\nLabels:\n" + Repeated("ab\n", 333_000);

        var dump = await ReadSoon(text);
        var post = Assert.Single(dump.Posts);

        Assert.Equal("Ada Finch", post.Author);
        Assert.Equal(LongTexts.MaxLabels, post.Labels.Count);
        Assert.Contains(dump.Problems, problem => problem.Message.StartsWith("332800 of 333000 labels are left out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_that_are_all_wrong()
    {
        var dump = await ReadSoon(Head + "2 comments:\n\n  1. a\n\n      b\n" + Repeated("  x\n", 300_000) + "    ReplyDelete\n");

        Assert.Equal(1_001, dump.Problems.Count);
        Assert.Equal("and 299001 more problems, not listed", dump.Problems[^1].Message);
    }

    [Fact]
    public void A_reading_keeps_the_sentences_that_a_dump_may_tell_and_counts_the_others()
    {
        var reading = new ThreadReading(new DumpLines(SourceText.Decode("a\n"u8)));
        for (var line = 0; line < 5_000; line++)
        {
            reading.Warn(line, $"line {line}");
        }

        reading.Note(5_000, "a note");
        Assert.Equal(5_000, reading.FirstNote);
        Assert.Equal((1_000, "and 4001 more problems, not listed"), Told(reading));

        reading.DropSince(2_999);
        Assert.Equal((1_000, "and 1999 more problems, not listed"), Told(reading));

        reading.DropSince(499);
        Assert.Equal((499, "line 498"), Told(reading));

        reading.Note(500, "a note");
        Assert.Equal((500, "a note"), Told(reading));
        Assert.Equal(500, reading.FirstNote);
    }

    // How many are listed, and the last sentence.
    private static (int, string) Told(ThreadReading reading)
    {
        var problems = new DumpProblems();
        reading.Tell(problems);
        return (problems.ToList().Count(problem => problem.Line is not null), problems.ToList()[^1].Message);
    }

    private static string Thread(int comments)
    {
        var text = new StringBuilder(Head).Append(CultureInfo.InvariantCulture, $"{comments} comments:\n\n");
        for (var i = 1; i <= comments; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {i}. a\n\n    ReplyDelete\n");
        }

        return text.ToString();
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static Task<Dump> ReadSoon(string text) =>
        Task.Run(() => DumpFormats.Read(Encoding.UTF8.GetBytes(text), "blogger-text")).WaitAsync(TimeSpan.FromMinutes(1));
}
