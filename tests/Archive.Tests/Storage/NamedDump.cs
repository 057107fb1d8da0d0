using System.Globalization;
using System.Text;

namespace Archive.Tests.Storage;

/// <summary>Dumps of pages that print a name and a time above each comment.</summary>
internal static class NamedDump
{
    /// <param name="comments">Each with the name that the page prints, and its text.</param>
    public static DumpFile Of(BlogDescription blog, string title, DateOnly day, params (string Author, string Text)[] comments)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture)}\n\n{title}\n\nThe body of the post.\n\n{comments.Length} comments:\n");
        foreach (var (i, comment) in comments.Index())
        {
            var said = comment.Text.Replace("\n", "\n    ", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"\n  {i + 1}. {comment.Author}{day.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture)} at {8 + (i % 3)}:{i % 60:00} AM\n\n    {said}\n\n    ReplyDelete\n");
        }

        return new DumpFile($"{title}-{day:yyyyMMdd}-{comments.Length}.txt", () => Encoding.UTF8.GetBytes(text.ToString()), blog);
    }
}
