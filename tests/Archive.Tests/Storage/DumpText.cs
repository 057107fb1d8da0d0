using System.Globalization;
using System.Text;

namespace Archive.Tests.Storage;

/// <summary>Dumps written from outlines: one line a comment, two spaces a level.</summary>
internal static class DumpText
{
    public const string Removed = "This comment has been removed by the author.";

    /// <summary>Stands in an outline for a comment that the dump lacks.</summary>
    public const string Missing = "?";

    /// <summary>A post of one date and title whose thread is this outline.</summary>
    public static DumpPost Post(params string[] outline) => Titled("Power To The People?", "2014-02-11", outline);

    public static DumpPost Titled(string? title, string? published, params string[] outline)
    {
        var comments = new List<DumpComment>();
        var path = new List<int>();
        var ordinals = new List<int>();
        foreach (var line in outline)
        {
            var text = line.TrimStart(' ');
            var depth = (line.Length - text.Length) / 2;
            path.RemoveRange(depth, path.Count - depth);
            ordinals.RemoveRange(Math.Min(ordinals.Count, depth + 1), Math.Max(0, ordinals.Count - depth - 1));
            if (ordinals.Count == depth)
            {
                ordinals.Add(0);
            }

            ordinals[depth]++;
            comments.Add(new DumpComment
            {
                Parent = depth == 0 ? null : path[depth - 1],
                Depth = depth,
                Ordinal = ordinals[depth],
                Original = text,
                Status = text == Removed ? CommentStatus.Removed : text == Missing ? CommentStatus.Placeholder : CommentStatus.Visible,
            });
            path.Add(comments.Count - 1);
        }

        return new DumpPost { Title = title, Published = published, Original = "The body of the post.", Comments = comments };
    }

    public static byte[] Of(params DumpPost[] posts) => Encoding.UTF8.GetBytes(string.Join("\n\n", posts.Select(Write)));

    private static string Write(DumpPost post)
    {
        var text = new StringBuilder();
        if (post.NumberedDate is { } numbers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{numbers.Printed}\n\n");
        }
        else if (post.Published is { } day)
        {
            text.Append(CultureInfo.InvariantCulture, $"{DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture)}\n\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{post.Title}\n\n{post.Original}\n\n{post.FoundComments} comments:\n");
        for (var i = 0; i < post.Comments.Count; i++)
        {
            WriteComment(text, post.Comments[i], i + 1 < post.Comments.Count && post.Comments[i + 1].Parent == i);
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void WriteComment(StringBuilder text, DumpComment comment, bool hasReplies)
    {
        var indent = new string(' ', 2 * (comment.Depth + 1));
        if (comment.Status == CommentStatus.Placeholder)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{indent}{comment.Ordinal}. Replies\n");
            return;
        }

        var body = comment.Original.Replace("\n", $"\n{indent}  ", StringComparison.Ordinal);
        text.Append(CultureInfo.InvariantCulture, $"\n{indent}{comment.Ordinal}. {body}\n\n{indent}  {(comment.Depth == 0 ? "ReplyDelete" : "Delete")}\n");
        if (hasReplies)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}  Replies\n");
        }
    }
}
