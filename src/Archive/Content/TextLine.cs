namespace Archive.Content;

/// <summary>One line of a plain text that is not blank.</summary>
/// <param name="Start">Where it starts in the text, the spaces before it left out.</param>
/// <param name="End">Where it ends, the spaces behind it left out.</param>
/// <param name="Column">How many spaces stand before it.</param>
/// <param name="AfterBlank">A blank line stands before it, or nothing.</param>
/// <param name="AfterLong">The line before it is as long as a paragraph.</param>
/// <param name="Marker">What it looks like an item of.</param>
/// <param name="Number">The number of a numbered item.</param>
/// <param name="Item">Where the item's own text starts.</param>
internal readonly record struct TextLine(
    int Start, int End, int Column, bool AfterBlank, bool AfterLong, ListMarker Marker, int Number, int Item)
{
    private const int MaxDigits = 9;

    /// <summary>
    /// Dumps print a paragraph of the page as one line, and not always a blank line between two. Nobody breaks a line after
    /// so many characters but to end a paragraph; two lines of a verse or an address are shorter.
    /// </summary>
    private const int MinParagraph = 160;

    /// <summary>The lines of a text in one pass; line ends are LF, CRLF or a lone CR.</summary>
    public static List<TextLine> Split(ReadOnlySpan<char> text)
    {
        var lines = new List<TextLine>();
        var afterBlank = true;
        var afterLong = false;
        for (var at = 0; at <= text.Length;)
        {
            var length = text[at..].IndexOfAny('\n', '\r');
            var end = length < 0 ? text.Length : at + length;
            if (text[at..end].IsWhiteSpace())
            {
                afterBlank = true;
            }
            else
            {
                lines.Add(Read(text, at, end, afterBlank, afterLong));
                afterBlank = false;
                afterLong = end - at >= MinParagraph;
            }

            at = end + (text[end..].StartsWith("\r\n") ? 2 : 1);
        }

        return lines;
    }

    private static TextLine Read(ReadOnlySpan<char> text, int lineStart, int lineEnd, bool afterBlank, bool afterLong)
    {
        int start = lineStart, end = lineEnd;
        while (text[start] is ' ' or '\t')
        {
            start++;
        }

        while (text[end - 1] is ' ' or '\t')
        {
            end--;
        }

        var (marker, number, markerLength) = ReadMarker(text[start..end]);
        return new TextLine(start, end, start - lineStart, afterBlank, afterLong, marker, number, start + markerLength);
    }

    // "• item" or "1. item"; a number that ol could not print the same way ("01.") is none.
    private static (ListMarker Marker, int Number, int Length) ReadMarker(ReadOnlySpan<char> line)
    {
        if (line.StartsWith("• "))
        {
            return (ListMarker.Bullet, 0, 2);
        }

        var number = 0;
        var digits = 0;
        while (digits < line.Length && digits < MaxDigits && char.IsAsciiDigit(line[digits]))
        {
            number = (number * 10) + (line[digits++] - '0');
        }

        var isMarker = digits > 0 && (digits == 1 || line[0] != '0') && line[digits..].StartsWith(". ");
        return isMarker ? (ListMarker.Number, number, digits + 2) : (ListMarker.None, 0, 0);
    }
}

/// <summary>What a line of plain text looks like an item of.</summary>
internal enum ListMarker : byte
{
    None,
    Bullet,
    Number,
}
