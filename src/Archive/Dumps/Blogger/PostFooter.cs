using System.Collections.Frozen;
using System.Text;
using Archive.Dumps.Blogger.Dates;
using Archive.Dumps.Blogger.Headings;

namespace Archive.Dumps.Blogger;

/// <summary>Reads what a page prints between a post's body and its comments: its author, links to share it, its labels.</summary>
/// <param name="First">Its first line: the line after the body.</param>
/// <param name="LabelsLine">The line of labels as printed, where it stands alone; else null.</param>
internal sealed record PostFooter(int First, string? Author, string? LabelsLine, IReadOnlyList<string> Labels)
{
    /// <summary>A line that reads like the byline and was left in the body; null where there is none.</summary>
    public int? Doubtful { get; private init; }

    /// <summary>An extractor that puts every link on a line of its own makes about so many of them.</summary>
    private const int MaxLines = 40;

    /// <summary>A longer line is a paragraph of the body.</summary>
    private const int MaxLength = 160;

    private const int MaxNameLength = 80;

    /// <summary>Fewer letters begin ordinary sentences: "By", "Por", "Von".</summary>
    private const int MinWords = 6;

    /// <summary>Where every link has a line of its own: the name, the word before the time, the time.</summary>
    private const int MaxNameLines = 3;

    /// <summary>A program breaks no shorter line at its margin.</summary>
    private const int MinWidth = 60;

    private static readonly char[] Commas = [',', '،', '、'];

    private static readonly string[] LinkMarks = ["|", "  "];

    private static readonly string[] DayMarks = [" - ", " – ", " — ", " | "];

    private static readonly FrozenSet<string> LabelWords =
        BloggerLanguage.All.Select(language => language.Labels).ToFrozenSet(StringComparer.Ordinal);

    /// <param name="byline">The first line of the byline, where the post's date has shown it; else null.</param>
    public static PostFooter Read(DumpLines lines, Lazy<VisibleLines> visible, int body, int end, int? byline, PostLedger ledger)
    {
        var last = lines.PreviousText(end - 1, body - 1);
        if (last <= body)
        {
            return new PostFooter(end, null, null, []);
        }

        var (first, author, doubtful) = byline is { } known ? (known, null, null) : FindAuthor(lines, visible, body, last);
        if (first >= 0)
        {
            ledger.Note(first, end, LineKind.Chrome);
            return new PostFooter(first, author, null, LabelsIn(lines, visible.Value, first, last + 1));
        }

        return WithoutAuthor(lines, visible, body, last, end, ledger) with { Doubtful = doubtful };
    }

    private static PostFooter WithoutAuthor(DumpLines lines, Lazy<VisibleLines> visible, int body, int last, int end, PostLedger ledger)
    {
        if (HasLinks(lines.Text(last)) && visible.Value.LabelsOf(last) is { } links)
        {
            ledger.Note(last, end, LineKind.Chrome);
            return new PostFooter(last, null, null, links);
        }

        // Links to pass the post on stand below its labels, too.
        var labels = last;
        while (labels > body && IsSharingAlone(visible.Value.Text(labels)))
        {
            labels = lines.PreviousText(labels - 1, body - 1);
        }

        if (labels > body && labels < last && IsLabels(lines.Text(labels)))
        {
            ledger.Note(labels, end, LineKind.Chrome);
            return new PostFooter(labels, null, null, SplitLabels(lines.Raw(labels)));
        }

        if (IsListToShare(lines, visible.Value, labels, last))
        {
            var shares = lines.NextText(labels + 1, last);
            ledger.Note(shares, end, LineKind.Chrome);
            return new PostFooter(shares, null, null, []);
        }

        if (!IsLabels(lines.Text(last)))
        {
            return LabelsByLine(lines, visible, body, last, end, ledger) ?? new PostFooter(end, null, null, []);
        }

        var first = AboveShareLine(lines, visible.Value, body, last);
        ledger.Note(first, last + 1, LineKind.Chrome);
        ledger.Note(last + 1, end, LineKind.Blank);
        var areLinks = HasLinks(lines.Text(last));
        return new PostFooter(first, null, first == last && !areLinks ? lines.Raw(last).ToString() : null, SplitLabels(areLinks ? visible.Value.Text(last) : lines.Raw(last)));
    }

    // "Email ThisBlogThis!Share to X" stands above the labels; nobody writes that.
    private static int AboveShareLine(DumpLines lines, VisibleLines visible, int body, int labels) =>
        lines.PreviousText(labels - 1, body) is var line && line > body && visible.Text(line).Contains("BlogThis!", StringComparison.Ordinal) && PageWords.IsShareLink(visible.Text(line)) ? line : labels;

    // A post may end in one such word; newer themes print a list that names these two sites.
    private static bool IsListToShare(DumpLines lines, VisibleLines visible, int above, int last)
    {
        var (hasFacebook, hasPinterest) = (false, false);
        for (var i = lines.NextText(above + 1, last + 1); i <= last; i = lines.NextText(i + 1, last + 1))
        {
            hasFacebook |= visible.Text(i) == "Facebook";
            hasPinterest |= visible.Text(i) == "Pinterest";
        }

        return hasFacebook && hasPinterest;
    }

    private static bool HasLinks(ReadOnlySpan<char> text) => text.Contains("/search/label/", StringComparison.Ordinal);

    private static (int First, string? Author, int? Doubtful) FindAuthor(DumpLines lines, Lazy<VisibleLines> visible, int body, int last)
    {
        var seen = 0;
        int? doubtful = null;
        for (var i = last; i > body && seen < MaxLines; i--)
        {
            if (lines.Column(i) == DumpLines.Blank)
            {
                continue;
            }

            seen++;
            var raw = lines.Text(i);
            if (raw.Length > MaxLength && !raw.Contains("](", StringComparison.Ordinal))
            {
                break;
            }

            if (!IsPostedBy(raw) || visible.Value.Text(i) is not { Length: <= MaxLength } byline || !PageWords.TryPostedBy(byline, out var printed))
            {
                continue;
            }

            var rest = WithoutLinks(printed);
            if (!IsByline(rest) || (PageWords.NamesNobody(byline, printed) && !rest.IsEmpty && !EndsInTime(rest.ToString())))
            {
                continue;
            }

            if (IsFooter(visible.Value, i + 1, last + 1)
                && EndsAsFooter(visible.Value, i, rest.IsEmpty, last) && (last + 1 >= lines.Count || PageWords.IsPostedByAbove(byline, CountBelow(visible.Value, last))))
            {
                return (i, AuthorOf(visible.Value, i, rest, last + 1), null);
            }

            doubtful ??= EndsInTime(rest.ToString()) ? i : null;
        }

        return (-1, null, doubtful);
    }

    private static string CountBelow(VisibleLines lines, int last) => lines.Next(last + 1, lines.Count) is var count && count < lines.Count ? lines.Text(count) : "";

    // Somebody may quote a byline, and go on in short lines; a page ends its footer in what only pages print, or in the byline.
    private static bool EndsAsFooter(VisibleLines lines, int byline, bool isBare, int last)
    {
        var (isOfPage, isSettled) = (true, false);
        for (var i = lines.Next(byline + 1, last + 1); i <= last; i = lines.Next(i + 1, last + 1))
        {
            var text = lines.Text(i);
            // Labels stand below their word, and what stands below a count is nobody's quotation.
            isSettled |= IsLabels(text) || PageCount.Is(text, out _);
            isOfPage = isSettled || isBare || PageWords.IsSharing(text) || PageWords.IsOfPage(text) || EndsLabels(text) || HasLinks(text);
            // The name below "Posted by", and the word before the time.
            isBare &= !CommentHeading.IsStamp(text, out _) && i <= byline + (2 * MaxNameLines);
        }

        return isOfPage;
    }

    // "By" alone may begin a sentence; under a body only the words that nobody uses otherwise count, and a name with its day.
    private static bool IsPostedBy(ReadOnlySpan<char> raw)
    {
        var text = raw.TrimStart("#*_[ ");
        return PageWords.TryPostedBy(text, out var rest) && (AreOfPages(text, rest) || IsNameAndDay(rest));
    }

    /// <summary>Whether the words before an author's name are such as nobody uses otherwise: "By" begins many a title.</summary>
    public static bool AreOfPages(ReadOnlySpan<char> line, ReadOnlySpan<char> rest) => line.Length - rest.Length >= MinWords || !char.IsAscii(line[0]);

    /// <summary>Whether a line names an author in words that nobody uses otherwise and goes on to a time: "Posted by Hester Quill at 6:45 AM".</summary>
    public static bool IsTimedByline(string line) => line.Length <= MaxLength && PageWords.TryPostedBy(line, out var printed) && AreOfPages(line, printed)
        && EndsInTime(WithoutLinks(printed).ToString());

    /// <summary>The author in a byline with its time that stands between the title and the text, in the words of the page that counts its comments below; null where the line is none.</summary>
    public static string? AuthorAbove(VisibleLines lines, int line, int end) => IsTimedByline(lines.Text(line)) && PageWords.TryPostedBy(lines.Text(line), out var printed)
        && (end >= lines.Count || PageWords.IsPostedByAbove(lines.Text(line), lines.Text(end))) ? AuthorOf(lines, line, WithoutLinks(printed), end) : null;

    // "Hester - March 08, 2009": both, and nothing else.
    private static bool IsNameAndDay(ReadOnlySpan<char> rest)
    {
        foreach (var mark in DayMarks)
        {
            if (rest.IndexOf(mark) is > 0 and <= MaxNameLength and var at)
            {
                var day = rest[(at + mark.Length)..].Trim();
                return PrintedDate.TryLine(day, out _) || CommentHeading.IsStamp(day.ToString(), out _);
            }
        }

        return false;
    }

    // "Posted by mistake, this was." is a sentence: a byline ends in a time, or is a name alone.
    private static bool IsByline(ReadOnlySpan<char> rest)
    {
        var text = rest.TrimEnd("*_ |-–");
        if (text.IsEmpty || text[^1] == ':' || EndsInTime(text.ToString()))
        {
            return true;
        }

        return text[^1] is not ('!' or '?' or '。') && !char.IsAsciiDigit(text[^1]) && !text.Contains(", ", StringComparison.Ordinal)
            && !(text[^1] == '.' && text.Length > 3 && char.IsLetter(text[^2]) && char.IsLetter(text[^3])) && text.Count(' ') < 8;
    }

    // "Hester Quill at 6:45 AM Email ThisBlogThis!Share to X", "wilma @ 6:45 AM   2 comments": where links stand beside each other they share the byline's line, behind its time.
    private static ReadOnlySpan<char> WithoutLinks(ReadOnlySpan<char> rest)
    {
        for (var at = 1; at < rest.Length; at++)
        {
            if (rest[at - 1] is ' ' or '|' && rest[at] is not (' ' or '|') && IsOfLinks(rest[at..].ToString()) && EndsInTime(rest[..at].TrimEnd(" |").ToString()))
            {
                return rest[..at].TrimEnd(" |");
            }
        }

        return rest;
    }

    private static bool IsOfLinks(string text) => text.Contains("BlogThis!", StringComparison.Ordinal)
        || Array.TrueForAll(Links(text), part => PageCount.Is(part, out _) || PageWords.IsClosing(part) || IsSharingAlone(part) || IsLabels(part));

    private static string[] Links(string text) => text.Split(LinkMarks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool EndsInTime(string text)
    {
        // No time is longer.
        text = text.Length > 2 * PrintedDate.MaxLength ? text[^(2 * PrintedDate.MaxLength)..].Replace('_', ' ') : text.Replace('_', ' ');
        for (var at = 0; at >= 0 && at < text.Length; at = text.IndexOf(' ', at + 1) is var blank and >= 0 ? blank + 1 : -1)
        {
            if (CommentHeading.IsStamp(text[at..], out _) || PrintedDate.TryLine(text.AsSpan(at), out _))
            {
                return true;
            }
        }

        return false;
    }

    // Links, labels and times are short and end no sentence.
    private static bool IsFooter(VisibleLines lines, int from, int end)
    {
        for (var i = lines.Next(from, end); i < end; i = lines.Next(i + 1, end))
        {
            var text = lines.Text(i);
            if (!PageWords.IsSharing(text) && !IsLabels(text) && (text.Length > MaxNameLength || (text[^1] is '.' or '!' or '?' or '。' or '…' && text.Contains(' ', StringComparison.Ordinal))))
            {
                return false;
            }
        }

        return true;
    }

    // "Hester Quill at 6:45 AM", or the name on the next line.
    private static string? AuthorOf(VisibleLines lines, int line, ReadOnlySpan<char> rest, int end)
    {
        var name = string.Join(' ', rest.ToString().Replace('_', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (name.Length == 0)
        {
            var next = lines.Next(line + 1, end);
            return next < end && lines.Text(next).Length <= MaxNameLength ? lines.Text(next) : null;
        }

        if (CommentHeading.IsStamp(name, out _) || PrintedDate.TryLine(name, out _) || (PageWords.TryPostedBy(lines.Text(line), out var printed) && PageWords.NamesNobody(lines.Text(line), printed)))
        {
            return null;
        }

        // "Hester Quill at", and the time on the next line.
        var below = lines.Next(line + 1, end);
        if (name.LastIndexOf(' ') is var tailAt and > 0 && char.IsLower(name[tailAt + 1]) && below < end && CommentHeading.IsStamp(lines.Text(below), out _))
        {
            name = name[..tailAt];
        }

        for (var blank = name.IndexOf(' ', StringComparison.Ordinal); blank > 0; blank = name.IndexOf(' ', blank + 1))
        {
            var tail = name[(blank + 1)..];
            if (CommentHeading.IsStamp(tail, out _) || PrintedDate.TryLine(tail, out _) || Joined(tail))
            {
                name = name[..blank];
                break;
            }
        }

        return name.Trim(" ,|-–*".ToCharArray()) is { Length: > 0 and <= MaxNameLength } author ? author : null;
    }

    // A joining word before the time, in whatever language: "at 6:45 AM", "a la/s 6:45 p. m.".
    private static bool Joined(string tail)
    {
        tail = tail.StartsWith("a la", StringComparison.Ordinal) ? tail[2..] : tail;
        var blank = tail.IndexOf(' ', StringComparison.Ordinal);
        return blank is > 0 and <= 6 && !char.IsUpper(tail[0]) && CommentHeading.IsStamp(tail[(blank + 1)..], out _);
    }

    // "Labels:", and each label and comma on a line of its own.
    private static PostFooter? LabelsByLine(DumpLines lines, Lazy<VisibleLines> visible, int body, int last, int end, PostLedger ledger)
    {
        var seen = 0;
        for (var i = last - 1; i > body && seen < MaxLines; i--)
        {
            seen += lines.Column(i) == DumpLines.Blank ? 0 : 1;
            if (lines.Text(i).Length > 1 && lines.Text(i)[^1] == ':' && LabelWords.Contains(lines.Text(i)[..^1].ToString()) && IsFooter(visible.Value, i + 1, last + 1))
            {
                ledger.Note(i, end, LineKind.Chrome);
                return new PostFooter(i, null, null, LabelsIn(lines, visible.Value, i, last + 1));
            }
        }

        return null;
    }

    private static string[] LabelsIn(DumpLines printed, VisibleLines lines, int from, int end)
    {
        if (PageWords.TryPostedBy(lines.Text(from), out var byline) && LabelsBeside(byline) is { } beside)
        {
            return SplitLabels(beside);
        }

        for (var i = lines.Next(from, end); i < end; i = lines.Next(i + 1, end))
        {
            if (IsLabels(lines.Text(i)))
            {
                return LabelsFrom(printed, lines, i, end);
            }
        }

        return [];
    }

    // "Hester Quill at 6:45 AM   Labels: rivers, tides": on the byline's own line, behind its time.
    private static string? LabelsBeside(ReadOnlySpan<char> byline) => byline.Length <= MaxLength && WithoutLinks(byline) is var rest && rest.Length < byline.Length
        ? Array.Find(Links(byline[rest.Length..].ToString()), part => IsLabels(part)) : null;

    // All on one line; or the word alone, and below it each label on a line, its comma beside it, on a line of its own or nowhere.
    private static string[] LabelsFrom(DumpLines printed, VisibleLines lines, int at, int end)
    {
        var (above, isList) = (lines.Text(at), lines.Text(at)[^1] == ':');
        var text = new StringBuilder(above);
        for (int next = lines.Next(at + 1, end), last = at; next < end; last = next, next = lines.Next(next + 1, end))
        {
            var below = lines.Text(next);
            var isParted = Commas.Contains(above[^1]) || Commas.Contains(below[0]);
            var isFull = printed.Text(last).Length + FirstWord(printed.Text(next)) >= MinWidth;
            if (IsOtherFact(below) || (!isParted && (IsSharingAlone(below) || !(isList || isFull))))
            {
                break;
            }

            text.Append(isParted || isFull || above[^1] == ':' ? " " : ", ").Append(below);
            above = below;
        }

        return SplitLabels(text.ToString());
    }

    private static int FirstWord(ReadOnlySpan<char> line) => line.IndexOf(' ') is >= 0 and var blank ? blank : line.Length;

    private static bool EndsLabels(string line) => IsSharingAlone(line) || IsOtherFact(line);

    private static bool IsSharingAlone(string line) => PageWords.IsShareLink(line) || PageWords.IsShareWord(line);

    // "Location: Kent, UK", "Reactions:".
    private static bool IsOtherFact(string line) => line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && !line.AsSpan(0, colon).Contains(',') && (colon + 1 == line.Length || line[colon + 1] == ' ');

    /// <summary>Whether a line is of those that begin with the word for labels.</summary>
    public static bool IsLabels(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        return colon > 0 && LabelWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(line[..colon].TrimEnd());
    }

    private static string[] SplitLabels(ReadOnlySpan<char> line) => line[(line.IndexOf(':') + 1)..].ToString()
        .Split(Commas, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
