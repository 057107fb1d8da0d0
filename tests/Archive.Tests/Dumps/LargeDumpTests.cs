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
