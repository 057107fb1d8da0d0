using System.Globalization;

namespace Archive.Web.Commands;

/// <summary>What <c>inspect</c> prints for a person: the posts, the shape of their threads, the problems.</summary>
internal static class InspectText
{
    // Of a comment's first line: enough to know it again, short enough to stay on one line of a terminal.
    private const int MaxOpening = 60;

    // Deeper replies are shown at this depth; their number still says where they stand.
    private const int MaxIndentedDepth = 8;

    /// <returns>Whether every file could be read.</returns>
    public static bool Write(IEnumerable<InspectedSource> sources, TextWriter text)
    {
        var allRead = true;
        foreach (var source in sources)
        {
            Write(text, source);
            allRead &= source.Dump is not null;
        }

        return allRead;
    }

    private static void Write(TextWriter text, InspectedSource source)
    {
        var file = CommandConsole.Printable(source.File);
        text.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{file}: {source.Dump?.Format ?? "refused"}, {source.Bytes:N0} bytes, {source.LineCount ?? 0:N0} lines"));
        foreach (var post in source.Dump?.Posts ?? [])
        {
            Write(text, post);
        }

        foreach (var problem in source.Problems)
        {
            text.WriteLine(ProblemList.Line(source.File, problem));
        }
    }

    private static void Write(TextWriter text, DumpPost post)
    {
        text.WriteLine();
        text.WriteLine($"  {CommandConsole.Printable(post.Title ?? "(no title)")}");
        text.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {post.Published ?? "no date"}, {Counts(post)}, {post.Comments.Count(comment => comment.Depth == 0):N0} threads"));
        var numbers = CommentNumber.Paths(post.Comments);
        for (var i = 0; i < numbers.Length; i++)
        {
            var comment = post.Comments[i];
            var indent = new string(' ', 4 + (2 * Math.Min(comment.Depth, MaxIndentedDepth)));
            text.WriteLine($"{indent}{numbers[i]}  {Opening(comment)}");
        }

        text.WriteLine();
    }

    private static string Counts(DumpPost post) => string.Create(
        CultureInfo.InvariantCulture,
        $"{post.FoundComments:N0} comments{(post.DeclaredComments is { } declared && declared != post.FoundComments ? $" of {declared:N0} declared" : "")}");

    private static string Opening(DumpComment comment) => comment.Status switch
    {
        CommentStatus.Placeholder => "(not in the dump)",
        CommentStatus.Removed => "(removed)",
        _ => CommandConsole.Printable(FirstLine(comment.BodyText)) + (comment.Incomplete ? " (incomplete)" : ""),
    };

    private static string FirstLine(string body)
    {
        var line = body.AsSpan();
        var end = line.IndexOf('\n');
        line = end < 0 ? line : line[..end];
        return line.Length <= MaxOpening ? line.Trim().ToString() : $"{line[..MaxOpening].Trim()}…";
    }
}
