namespace Archive.Content;

/// <summary>
/// Finds the passages of a plain text that quote somebody: lines that start with &gt;, and pasted paragraphs whose first
/// line opens with a quotation mark that is closed at the end of a later one.
/// </summary>
/// <remarks>
/// Where it is not certain that a quotation ends, there is none: a passage missed costs a margin, one that is wrong puts
/// words into a mouth. Each mark is searched forward only, so the cost is linear.
/// </remarks>
internal readonly ref struct QuotedPassages
{
    /// <summary>A quotation of one line is set apart from this length on; a shorter one reads well where it stands.</summary>
    public const int MinSingleLine = 200;

    private const char Straight = '"', Single = '\'';

    private const string MayFollowTheEnd = ".,;:!?…)] \u00A0";

    // A quotation in English reopens with every paragraph, so all paragraphs after the first do it, or none.
    private static readonly (char Open, string Close)[] Marks =
        [(Straight, "\""), (Single, "'"), ('“', "”"), ('‘', "’"), ('„', "“”"), ('«', "»")];

    private readonly ReadOnlySpan<char> text;
    private readonly List<TextLine> lines;
    private readonly int[] searchedUpTo;

    public QuotedPassages(ReadOnlySpan<char> text, List<TextLine> lines)
    {
        this.text = text;
        this.lines = lines;
        searchedUpTo = new int[Marks.Length];
    }

    /// <summary>The last line of the passage that starts with this line; null where none does.</summary>
    public int? EndOf(int first)
    {
        if (text[lines[first].Start] == '>')
        {
            return EndOfMarkedLines(first);
        }

        var kind = Opening(first);
        return kind < 0 || first < searchedUpTo[kind] || !StartsSentence(first) ? null : EndOfQuotation(first, kind);
    }

    // One line such as ">90% of people" quotes nobody; "> he said" does, and so do two lines. Where the passage ends is asked only of what
    // opens one: of a list of lines that quote nobody, each would be searched to the end of all.
    private int? EndOfMarkedLines(int first)
    {
        if (!Line(first).StartsWith("> ") && !(IsMarked(first + 1) && !lines[first + 1].AfterBlank))
        {
            return null;
        }

        var last = first;
        while (IsMarked(last + 1))
        {
            last++;
        }

        return last;
    }

    private bool IsMarked(int line) => line < lines.Count && text[lines[line].Start] == '>';

    private int Opening(int line)
    {
        var opening = Line(line).TrimStart()[0];
        var kind = Marks.Length - 1;
        while (kind >= 0 && Marks[kind].Open != opening)
        {
            kind--;
        }

        return kind;
    }

    // A line that goes on with the sentence of the one above was only broken there.
    private bool StartsSentence(int line) =>
        lines[line].AfterBlank || !(char.IsLetterOrDigit(text[lines[line - 1].End - 1]) || text[lines[line - 1].End - 1] == ',');

    private int? EndOfQuotation(int first, int kind)
    {
        var depth = 0;
        bool? reopens = null;
        for (var i = first; i < lines.Count; i++)
        {
            var newParagraph = i > first && lines[i].AfterBlank;
            if (newParagraph)
            {
                var opens = Opening(i) == kind;
                if (opens != (reopens ?? opens))
                {
                    searchedUpTo[kind] = i;
                    return null;
                }

                reopens = opens;
                depth = opens ? 0 : depth;
            }

            var closed = FindClose(Line(i), kind, ref depth);
            if (closed >= 0)
            {
                searchedUpTo[kind] = i + 1;
                var endsLine = Line(i)[(closed + 1)..].Trim(MayFollowTheEnd).IsEmpty;
                return endsLine && IsSure(Line(i), closed, kind) && (i > first || Line(i).Length >= MinSingleLine) ? i : null;
            }
        }

        searchedUpTo[kind] = lines.Count;
        return null;
    }

    // Where the outermost quotation closes, or -1; depth goes on from line to line.
    private static int FindClose(ReadOnlySpan<char> line, int kind, ref int depth)
    {
        var (open, close) = Marks[kind];
        for (var at = 0; at < line.Length; at++)
        {
            var next = line[at..].IndexOfAny(open, close[0], close[^1]);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            var opens = open is Straight or Single ? OpensStraight(line, at) : line[at] == open;
            if (opens)
            {
                depth++;
            }
            else if (!IsApostrophe(line, at) && --depth <= 0)
            {
                return at;
            }
        }

        return -1;
    }

    // A straight single mark after a letter may be that of "the workers' day".
    private static bool IsSure(ReadOnlySpan<char> line, int closed, int kind) =>
        Marks[kind].Open != Single || (closed > 0 && line[closed - 1] is '.' or '!' or '?' or '…');

    private static bool OpensStraight(ReadOnlySpan<char> line, int at) =>
        (at == 0 || char.IsWhiteSpace(line[at - 1]) || line[at - 1] is '(' or '[' or '-' or '–' or '—')
        && at + 1 < line.Length && !char.IsWhiteSpace(line[at + 1]);

    private static bool IsApostrophe(ReadOnlySpan<char> line, int at) =>
        line[at] is '’' or Single && at > 0 && char.IsLetterOrDigit(line[at - 1]) && at + 1 < line.Length && char.IsLetterOrDigit(line[at + 1]);

    private ReadOnlySpan<char> Line(int index) => text[lines[index].Start..lines[index].End];
}
