using System.Globalization;
using System.Text;

namespace Archive.Tests.Dumps;

/// <summary>Writes posts in the layout that <see cref="BloggerTextReader"/> reads.</summary>
internal static class BloggerTextWriter
{
    /// <summary>The dump as text: LF line ends, no line end after the last line.</summary>
    public static string Write(Dump dump)
    {
        var text = new StringBuilder();
        foreach (var post in dump.Posts)
        {
            if (text.Length > 0)
            {
                text.Append("\n\n");
            }

            WritePost(text, post, post.Layout ?? new BloggerTextLayout());
        }

        return text.ToString();
    }

    private static void WritePost(StringBuilder text, DumpPost post, BloggerTextLayout layout)
    {
        WriteParagraph(text, layout.DateLine);
        WriteParagraph(text, post.Title);
        text.Append(post.Original);
        WriteParagraph(text, layout.LabelsLine);
        WriteParagraph(text, layout.Header);
        for (var i = 0; i < post.Comments.Count; i++)
        {
            WriteComment(text, post.Comments, i, layout.Words);
        }

        TrimEnd(text);
        if (layout.Tail.Length > 0)
        {
            text.Append("\n\n").Append(layout.Tail);
        }
    }

    private static void WriteComment(StringBuilder text, IReadOnlyList<DumpComment> thread, int at, BloggerWords words)
    {
        var comment = thread[at];
        var level = comment.Depth + 1;
        text.Append(' ', 2 * level).Append(CultureInfo.InvariantCulture, $"{comment.Ordinal}. ");
        var hasReplies = at + 1 < thread.Count && thread[at + 1].Depth > comment.Depth;
        if (comment.Status == CommentStatus.Placeholder)
        {
            text.Append(words.Replies).Append('\n');
            return;
        }

        if (comment.Heading is not null)
        {
            text.Append(comment.Heading).Append("\n\n").Append(' ', (2 * level) + 2);
        }

        WriteIndented(text, comment.Original, (2 * level) + 2);
        if (comment.Incomplete)
        {
            return;
        }

        // A text without a line end of its own has the words glued to it.
        text.Append(' ', comment.Original.EndsWith('\n') ? (2 * level) + 2 : 0)
            .Append(level == 1 ? words.Reply : "").Append(words.Delete).Append('\n');
        if (hasReplies)
        {
            text.Append(' ', (2 * level) + 2).Append(words.Replies).Append('\n');
        }
    }

    // The first line stands behind the number; lines of spaces alone are written as they came.
    private static void WriteIndented(StringBuilder text, string original, int indent)
    {
        var rest = original.AsSpan();
        for (var isFirst = true; !rest.IsEmpty; isFirst = false)
        {
            var end = rest.IndexOf('\n');
            var line = end < 0 ? rest : rest[..end];
            text.Append(' ', isFirst || line.IndexOfAnyExcept(' ') < 0 ? 0 : indent).Append(line);
            if (end < 0)
            {
                return;
            }

            text.Append('\n');
            rest = rest[(end + 1)..];
        }
    }

    private static void WriteParagraph(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            text.Append(line).Append("\n\n");
        }
    }

    private static void TrimEnd(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] == '\n')
        {
            text.Length--;
        }
    }
}
