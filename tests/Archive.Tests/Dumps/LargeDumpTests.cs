using System.Globalization;
using System.Text;

namespace Archive.Tests.Dumps;

public class LargeDumpTests
{
    [Fact]
    public void Two_hundred_thousand_replies_read_on_a_small_stack()
    {
        var text = new StringBuilder("Monday 6 May 2013\n\nLong\n\nText.\n\n200001 comments:\n\n  1. top\n\n    ReplyDelete\n    Replies\n");
        for (var i = 1; i <= 200_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {i}. reply\n\n      Delete\n");
        }

        var dump = OnSmallStack(Encoding.UTF8.GetBytes(text.ToString()));

        Assert.Equal(200_001, Assert.Single(dump.Posts).FoundComments);
        Assert.Empty(dump.Problems);
    }

    [Fact]
    public void A_chain_of_two_thousand_replies_reads_on_a_small_stack()
    {
        var text = new StringBuilder("Monday 6 May 2013\n\nDeep\n\nText.\n\n2000 comments:\n\n");
        for (var level = 1; level <= 2_000; level++)
        {
            var indent = new string(' ', (2 * level) + 2);
            text.Append(CultureInfo.InvariantCulture, $"{indent[2..]}1. level\n\n{indent}{(level == 1 ? "Reply" : "")}Delete\n{indent}Replies\n");
        }

        var dump = OnSmallStack(Encoding.UTF8.GetBytes(text.ToString()));

        var comments = Assert.Single(dump.Posts).Comments;
        Assert.Equal(2_000, comments.Count);
        Assert.Equal(1_999, comments[^1].Depth);
        Assert.True(CommentNumber.Paths(comments)[^1].Length < 100);
    }

    // Half a second for all; a rule that looks at the rest of a line from each of its blanks on takes minutes for one of them.
    [Theory]
    [InlineData("a b ")]
    [InlineData(": ")]
    [InlineData("- ")]
    [InlineData("At 6:30 AM, ")]
    public async Task A_line_of_a_megabyte_is_looked_at_a_few_times(string words)
    {
        var line = string.Concat(Enumerable.Repeat(words, 1_000_000 / words.Length));
        foreach (var place in (string[])["Posted by [x](http://y) LINE\n\n", "Posted by Ada at 6:45 AM\n\n2 comments:\n\nLINE said...\n\n", "2 comments:\n\nshort\nLINE\n\n", "2 comments:\n\nAt 6:30 AM,\nLINE said...\n\n"])
        {
            var text = "Tuesday, March 3, 2015\n\nA walk\n\nText.\n\n" + place.Replace("LINE", line, StringComparison.Ordinal)
                + "Ada said...\n\nOne.\n\nMarch 3, 2015 at 6:45 AM\n\nBob said...\n\nTwo.\n\nMarch 3, 2015 at 6:46 AM\n\nPost a Comment\n";

            var dump = await Task.Run(() => DumpFormats.Read(Encoding.UTF8.GetBytes(text))).WaitAsync(TimeSpan.FromMinutes(1));

            Assert.Equal("A walk", Assert.Single(dump.Posts).Title);
        }
    }

    // 128 KiB: a reader that called itself once a reply or a level would end the process here.
    private static Dump OnSmallStack(byte[] bytes)
    {
        Dump? dump = null;
        var thread = new Thread(() => dump = DumpFormats.Read(bytes), maxStackSize: 128 * 1024);
        thread.Start();
        thread.Join();
        return dump!;
    }
}
