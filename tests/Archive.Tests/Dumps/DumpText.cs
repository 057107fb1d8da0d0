using System.Globalization;
using System.Text;

namespace Archive.Tests.Dumps;

/// <summary>A dump as a page of text that a person can check by eye.</summary>
internal static class DumpText
{
    public static string Of(Dump dump)
    {
        var text = new StringBuilder();
        foreach (var post in dump.Posts)
        {
            text.Append(CultureInfo.InvariantCulture, $"POST {post.Published ?? "(no date)"} | {post.Title ?? "(no title)"}\n");
            text.Append(CultureInfo.InvariantCulture, $"  declared {post.DeclaredComments?.ToString(CultureInfo.InvariantCulture) ?? "-"}, found {post.FoundComments}, body {Lines(post.Lines)}");
            text.Append(CultureInfo.InvariantCulture, $"{(post.Written.Kind == TextKind.Plain ? "" : $", {post.Written.Kind}")}{(post.Author is { } author ? $", by {author}" : "")}");
            text.Append(CultureInfo.InvariantCulture, $"{(post.Labels.Count > 0 ? $", labels {string.Join('|', post.Labels)}" : "")}\n");
            text.Append(CultureInfo.InvariantCulture, $"  {Quoted(post.BodyText)}\n");
            AppendComments(text, post.Comments);
            if (post.Layout is { Tail.Length: > 0 } layout)
            {
                text.Append(CultureInfo.InvariantCulture, $"  tail {Quoted(layout.Tail)}\n");
            }
        }

        AppendLedger(text, dump.Ledger);
        foreach (var problem in dump.Problems)
        {
            text.Append(CultureInfo.InvariantCulture, $"{problem.Severity} {problem.Line?.ToString(CultureInfo.InvariantCulture) ?? "-"}: {problem.Message}\n");
        }

        return text.ToString();
    }

    private static void AppendComments(StringBuilder text, IReadOnlyList<DumpComment> comments)
    {
        var numbers = CommentNumber.Paths(comments);
        for (var i = 0; i < comments.Count; i++)
        {
            var comment = comments[i];
            text.Append(' ', 2 * (comment.Depth + 1)).Append(CultureInfo.InvariantCulture, $"{numbers[i]} [{Lines(comment.Lines)}]");
            text.Append(comment.Status == CommentStatus.Visible ? "" : $" {comment.Status}").Append(comment.Incomplete ? " INCOMPLETE" : "");
            text.Append(comment.Heading is null ? "" : $" by {comment.Author} at {comment.Published ?? "?"}");
            text.Append(CultureInfo.InvariantCulture, $" {Quoted(comment.BodyText)}\n");
        }
    }

    private static void AppendLedger(StringBuilder text, Ledger ledger)
    {
        text.Append("LEDGER");
        for (var i = 0; i < ledger.Lines.Count;)
        {
            var first = i;
            while (i < ledger.Lines.Count && ledger.Lines[i] == ledger.Lines[first])
            {
                i++;
            }

            var line = ledger.Lines[first];
            text.Append(CultureInfo.InvariantCulture, $" {line.Kind}{(line.Kind == LineKind.Comment ? $"#{line.Comment}" : "")}:{i - first}");
        }

        text.Append(CultureInfo.InvariantCulture, $" | unread {ledger.Unread}\n");
    }

    private static string Lines(LineRange? range) => range is { } lines ? $"{lines.First}-{lines.Last}" : "-";

    private static string Quoted(string text) => $"\"{text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\u00A0", "~", StringComparison.Ordinal)}\"";
}
