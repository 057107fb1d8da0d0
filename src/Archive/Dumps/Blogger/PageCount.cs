using Archive.Dumps.Blogger.Headings;

namespace Archive.Dumps.Blogger;

/// <summary>A line that counts comments, in whatever shape an extractor left it: with or without its colon, marked as a heading, in capitals.</summary>
internal sealed record PageCount(int Line, int? Declared)
{
    /// <summary>A date and a title, or a title and a body.</summary>
    private const int MinLinesAbove = 2;

    public static List<PageCount> All(VisibleLines lines, int from, int end)
    {
        var counts = new List<PageCount>();
        var above = 0;
        for (var i = lines.Next(from, end); i < end; i = lines.Next(i + 1, end), above++)
        {
            // A title may say the same, without a colon: below a date alone it is one.
            if (Is(lines.Text(i), out var declared) && (above >= MinLinesAbove || lines.Text(i)[^1] is ':' or '：'))
            {
                counts.Add(new PageCount(i, declared));
            }
        }

        return counts;
    }

    public static bool Is(string text, out int? declared)
    {
        declared = null;
        if (text.Length is 0 or > 60)
        {
            return false;
        }

        return CountHeader.TryKnown(text, out declared)
            || (text[^1] is not (':' or '.') && CountHeader.TryKnown(text + ":", out declared));
    }
}

/// <summary>The line that says which comments of a long thread a page holds: <c>201 – 238 of 238</c>.</summary>
internal static class PagerLine
{
    /// <summary>A pager stands directly below the count or the comments.</summary>
    private const int MaxLines = 12;

    /// <summary>A longer line is text.</summary>
    private const int MaxLength = 80;

    private static readonly string[] Words = ["Newer", "Newest", "Older", "Oldest", "Newer›", "Newest»", "‹Older", "«Oldest", "‹ Older", "Newer ›", "« Oldest", "Newest »"];

    /// <summary>Whether a line is one of the words of pagers that people use as well.</summary>
    public static bool IsWord(string text) => text.Trim().TrimEnd('.', '…') is "Newer" or "Newest" or "Older" or "Oldest" or "Load more";

    public static bool Is(ReadOnlySpan<char> text) => TryRange(text, out _, out _, out _) || Words.Contains(text.Trim().ToString())
        || (text.Length < MaxLength && text.IndexOfAny("‹›") >= 0 && IsPointed(text.Trim()) && text.IndexOfAny(".?!,") < 0 && !IsQuoted(text));

    // "Settings › Comments" is a way through pages, and no pager.
    private static bool IsPointed(ReadOnlySpan<char> text) => text is ['‹' or '«', ..] or [.., '›' or '»'];

    // One pair of marks around all of a line, or one inside it, quotes something.
    private static bool IsQuoted(ReadOnlySpan<char> text) => !text.ContainsAnyInRange('0', '9')
        && (text.Count('«'), text.Count('»'), text.Count('‹'), text.Count('›')) is (1, 1, 0, 0) or (0, 0, 1, 1);

    /// <summary>The range that some line in a stretch of a page prints; null where none does, or all comments are on the page.</summary>
    public static (int From, int To)? RangeIn(DumpLines lines, int from, int end)
    {
        var found = 0;
        for (var i = lines.NextText(from, end); i < end && found < MaxLines; i = lines.NextText(i + 1, end), found++)
        {
            if (TryRange(lines.Text(i), out var first, out var last, out var all))
            {
                return (first, last) == (1, all) ? null : (first, last);
            }
        }

        return null;
    }

    // "10-12 May 2015", "pages 10-12 of 300": what a pager prints before its numbers are links with marks.
    private static bool IsSaid(ReadOnlySpan<char> text, int last, int all) => (last <= 31 && all is >= 1900 and < 2200)
        || (text[..text.IndexOfAnyInRange('0', '9')] is var before && before.IndexOfAny('«', '‹') < 0 && HasLetter(before));

    private static bool HasLetter(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (char.IsLetter(letter))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first and last number of the comments on the page, and how many there are in all.</summary>
    public static bool TryRange(ReadOnlySpan<char> text, out int first, out int last, out int all)
    {
        (first, last, all) = (0, 0, 0);
        if (text.Length > MaxLength)
        {
            return false;
        }

        Span<int> numbers = stackalloc int[3];
        var count = 0;
        var between = "";
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                between += count == 1 && !char.IsWhiteSpace(text[i]) ? text[i] : "";
                i++;
                continue;
            }

            var end = i;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            if (count == 3 || end - i > 7)
            {
                return false;
            }

            numbers[count++] = int.Parse(text[i..end], System.Globalization.CultureInfo.InvariantCulture);
            i = end;
        }

        (first, last, all) = (numbers[0], numbers[1], numbers[2]);
        return count == 3 && between is "–" or "-" or "—" && first > 0 && first <= last && last <= all && text.IndexOfAny('/', ':') < 0 && !IsSaid(text, last, all);
    }
}
