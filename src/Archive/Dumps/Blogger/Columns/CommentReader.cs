using System.Collections.Frozen;
using System.Text;
using Archive.Content;
using Archive.Dumps.Blogger.Dates;
using Archive.Dumps.Blogger.Headings;

namespace Archive.Dumps.Blogger.Columns;

/// <summary>Reads what the comments of a thread say from the runs of lines that <see cref="ThreadReader"/> made out.</summary>
internal sealed class CommentReader(DumpLines lines, PostLedger ledger, DumpProblems problems)
{
    /// <summary>A longer text is no notice of the platform's, whatever it quotes.</summary>
    private const int MaxNotice = 120;

    private static readonly FrozenSet<string> RemovedNotices =
        BloggerLanguage.All.SelectMany(language => language.Removed).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A heading of which a larger part is linked was cut (formats: "Known losses").</summary>
    private const double MaxLinked = 0.6;

    private bool hasHeadings;
    private bool clocksHead;

    public IReadOnlyList<DumpComment> Read(List<ReadComment> thread)
    {
        (hasHeadings, clocksHead) = FindHeadings(thread);
        var comments = new List<DumpComment>(thread.Count);
        foreach (var comment in thread)
        {
            Account(comment, comments.Count);
            comments.Add(Read(comment));
        }

        return comments;
    }

    private void Account(ReadComment read, int at)
    {
        ledger.Note(read.First, read.LastText + 1, LineKind.Comment, at);
        if (read.Closer >= 0 && read.Glued == 0)
        {
            ledger.Note(read.Closer, LineKind.Chrome);
        }

        if (read.IsPlaceholder)
        {
            problems.Add(Severity.Warning, read.First, "the dump lacks this comment; its replies show that it existed");
            ledger.Note(read.First, LineKind.Chrome);
        }
    }

    private DumpComment Read(ReadComment read)
    {
        var original = read.IsPlaceholder ? "" : Text(read);
        var heading = TakeHeading(read, ref original, out var author, out var published);
        return new DumpComment
        {
            Parent = read.Parent < 0 ? null : read.Parent,
            Depth = read.Level - 1,
            Ordinal = read.Ordinal,
            Author = author,
            Published = published,
            Heading = heading,
            Status = read.IsPlaceholder ? CommentStatus.Placeholder
                : IsRemoved(original) ? CommentStatus.Removed
                : CommentStatus.Visible,
            Incomplete = read.Incomplete,
            Original = original,
            Lines = new LineRange(read.First + 1, Math.Max(read.LastText, read.Closer) + 1),
        };
    }

    private string Text(ReadComment read)
    {
        var indent = (2 * read.Level) + 2;
        if (read.Closer == read.First)
        {
            return lines.Raw(read.First).TrimEnd()[read.TextStart..^read.Glued].ToString();
        }

        var end = read.Closer < 0 ? read.LastText + 1 : read.Closer;
        var text = new StringBuilder();
        text.Append(lines.Raw(read.First)[read.TextStart..]);
        for (var i = read.First + 1; i < end; i++)
        {
            text.Append('\n').Append(lines.Unindented(i, indent));
        }

        if (read.Glued > 0)
        {
            text.Append('\n').Append(lines.Unindented(read.Closer, indent).TrimEnd()[..^read.Glued]);
        }
        else if (read.Closer >= 0)
        {
            text.Append('\n');
        }

        return text.ToString();
    }

    // "Pat ConollyJuly 13, 2015 at 2:39 AM", a blank line, and the text: a heading that the extractor did not cut. Where headings are known, the blank line may be lost.
    private string? TakeHeading(ReadComment read, ref string original, out string? author, out string? published)
    {
        author = null;
        if (!IsHeaded(read, isTight: hasHeadings, out var name, out published))
        {
            return null;
        }

        if (published is not null && !hasHeadings && !OutlastsItsLink(read, name))
        {
            problems.Add(Severity.Note, read.First, "this line reads like a name and a time, but most comments here have none; it was kept as text");
            published = null;
            return null;
        }

        if (published is null && !clocksHead && !PageWords.IsAnonymous(name))
        {
            if (CommentHeading.IsClock(Behind(read, name)))
            {
                problems.Add(Severity.Note, read.First, "this line reads like a name and a time of day, but most comments here have none; it was kept as text");
            }

            return null;
        }

        author = name;
        var firstEnd = original.IndexOf('\n', StringComparison.Ordinal);
        var heading = original[..firstEnd];
        original = original[((HasBlankBelow(read) ? original.IndexOf('\n', firstEnd + 1) : firstEnd) + 1)..];
        return heading;
    }

    // An extractor cuts a heading where most of it is the link of its time: a name that is long beside that time is left.
    private bool OutlastsItsLink(ReadComment read, string name)
    {
        var heading = lines.Raw(read.First)[read.TextStart..].Trim();
        return Encoding.UTF8.GetByteCount(heading[name.Length..]) <= MaxLinked * Encoding.UTF8.GetByteCount(heading);
    }

    private ReadOnlySpan<char> Behind(ReadComment read, string name) => lines.Raw(read.First)[read.TextStart..].Trim()[name.Length..];

    private bool HasBlankBelow(ReadComment read) => lines.Column(read.First + 1) == DumpLines.Blank;

    // A name and a time in its first line, and a blank line below.
    // Without that line a whole date is asked for.
    private bool IsHeaded(ReadComment read, bool isTight, out string name, out string? published)
    {
        (name, published) = ("", null);
        var isHeaded = !read.IsPlaceholder && read.LastText > read.First && (isTight || HasBlankBelow(read))
            && PrintedDate.TryHeading(lines.Raw(read.First)[read.TextStart..], out name, out published) && (published is not null || HasBlankBelow(read));
        name = name.Trim();
        return isHeaded;
    }

    // Where fewer than half of the comments begin with a short name and a time, somebody quoted a heading.
    // A verse such as "John3:16" has the form of a name and a time without a day: clocks are headings only where most are, and where
    // one of the times can be no verse, with its half of the day, a leading zero, or an hour of the afternoon.
    private (bool Any, bool Clocks) FindHeadings(List<ReadComment> thread)
    {
        var (headed, tight, clocks, sure, all) = (0, 0, 0, false, 0);
        foreach (var read in thread.Where(read => !read.IsPlaceholder))
        {
            all++;
            if (!IsHeaded(read, isTight: true, out var name, out _))
            {
                continue;
            }

            tight++;
            if (HasBlankBelow(read))
            {
                headed++;
                var clock = Behind(read, name);
                clocks += clock.IndexOf(':') is var colon && colon + 2 < clock.Length && char.IsAsciiDigit(clock[colon + 2]) ? 1 : 0;
                sure |= CommentHeading.IsClock(clock);
            }
        }

        // One line alone with text right below it may be a letter that somebody quotes.
        return (headed * 2 > all || (tight > 1 && tight * 2 > all), sure && clocks * 2 > all);
    }

    /// <summary>Whether a text is the notice of the platform that a comment was removed.</summary>
    public static bool IsRemoved(string original)
    {
        var text = BlankLines.Trim(original).Trim();
        return text.Length < MaxNotice && RemovedNotices.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text);
    }
}
