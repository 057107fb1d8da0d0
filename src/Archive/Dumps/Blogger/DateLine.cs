using Archive.Dumps.Blogger.Dates;
using Archive.Dumps.Blogger.Headings;

namespace Archive.Dumps.Blogger;

/// <summary>A line that dates a post.</summary>
/// <param name="First">The first line that belongs to it: an author's name may stand on lines of its own above.</param>
internal sealed record DateLine(int First, int Line, PrintedDate Day, string? Author, int Score)
{
    /// <summary>Another line that could date the post as well; null where none could.</summary>
    public int? Rival { get; init; }

    /// <summary>It says by whom the post is in words that nobody uses otherwise.</summary>
    public bool IsByline { get; init; }

    public static DateLine? At(VisibleLines lines, int line, int top)
    {
        var text = lines.Text(line);
        if (PrintedDate.TryLine(text, out var day))
        {
            var name = lines.Previous(line, top);
            var by = name < 0 ? -1 : lines.Previous(name, top);
            return by >= 0 && PageWords.TryPostedBy(lines.Text(by), out var none) && none.IsEmpty
                ? new DateLine(by, line, day, lines.Text(name), 0) { IsByline = PostFooter.AreOfPages(lines.Text(by), none) }
                : new DateLine(line, line, day, null, 0);
        }

        if (!PageWords.TryPostedBy(text, out var rest))
        {
            return null;
        }

        // "By Hester Quill November 18, 2013"
        for (var blank = 0; blank >= 0 && blank < rest.Length; blank = rest[(blank + 1)..].IndexOf(' ') is var next and >= 0 ? blank + 1 + next : -1)
        {
            if (PrintedDate.TryLine(rest[blank..], out day))
            {
                var author = rest[..blank].Trim(" ,-–·|").ToString();
                return new DateLine(line, line, day, author.Length > 0 && !PageWords.NamesNobody(text, rest) ? author : null, 0) { IsByline = PostFooter.AreOfPages(text, rest) };
            }
        }

        return null;
    }
}
