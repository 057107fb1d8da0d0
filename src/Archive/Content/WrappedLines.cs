namespace Archive.Content;

/// <summary>Recognises lines that a program broke at a margin, so that they can be set as the paragraphs that they were.</summary>
/// <remarks>
/// A margin shows in that each line is as full as it could be: the first word of the next one would not have fitted. Verse, addresses, lists and
/// code break elsewhere, or go on with a capital, a mark or a number. Where that is not plain, lines stay as they were typed.
/// </remarks>
internal static class WrappedLines
{
    /// <summary>Characters of a line: narrower columns cannot be told from verse, and wider lines are paragraphs.</summary>
    public const int MinMargin = 50, MaxMargin = 120;

    /// <summary>Broken lines that a text must have before any of them is believed; a single one may be anybody's own.</summary>
    public const int MinBreaks = 2;

    // Where letters are of different widths, or a program counted otherwise, a line ends a word early.
    private const int SlackOfMargin = 12;

    /// <summary>Which lines go on the one before them, by their turn; empty where none does.</summary>
    public static bool[] In(ReadOnlySpan<char> text, List<TextLine> lines)
    {
        var runs = Runs(text, lines);
        return runs.Count == 0 ? [] : In(text, lines, runs);
    }

    private static bool[] In(ReadOnlySpan<char> text, List<TextLine> lines, List<Run> runs)
    {
        var margin = runs.Max(run => Margin(lines, run));
        var (wrapped, breaks, small) = (new List<Run>(), 0, 0);
        foreach (var run in runs)
        {
            if (IsWrapped(text, lines, run, margin) || (run.Breaks >= MinBreaks && IsWrapped(text, lines, run, OwnMargin(lines, run))))
            {
                wrapped.Add(run);
                breaks += run.Breaks;
                small += BeginningSmall(text, lines, run);
            }
        }

        // Most words within a sentence begin small; the names of one paragraph say nothing against it.
        if (breaks < MinBreaks || 2 * small <= breaks)
        {
            return [];
        }

        var goesOn = new bool[lines.Count];
        foreach (var run in wrapped)
        {
            Array.Fill(goesOn, true, run.First + 1, run.Breaks);
        }

        return goesOn;
    }

    // Lines that stand together, at one distance from the margin, none of which begins or is something of its own.
    private static List<Run> Runs(ReadOnlySpan<char> text, List<TextLine> lines)
    {
        var runs = new List<Run>();
        for (var i = 0; i < lines.Count;)
        {
            var end = i + 1;
            while (end < lines.Count && MayGoOn(text, lines[end - 1], lines[end]))
            {
                end++;
            }

            if (end - i > 1)
            {
                runs.Add(new Run(i, end - i));
            }

            i = end;
        }

        return runs;
    }

    private static bool MayGoOn(ReadOnlySpan<char> text, TextLine before, TextLine line) =>
        !line.AfterBlank && !line.AfterLong && line.Column == before.Column && line.Marker == ListMarker.None
        && Length(line) <= MaxMargin && Length(before) <= MaxMargin
        && !BeginsItself(text[line.Start]) && !IsAddress(text, line) && !IsAddress(text, before);

    // Quotations by mail, lists with dashes or stars, tables, headings of forums.
    private static bool BeginsItself(char first) => first is '>' or '-' or '–' or '—' or '*' or '+' or '#' or '|' or '•' or '·' or '=' or '_' or '{' or '}' or '<';

    private static bool IsAddress(ReadOnlySpan<char> text, TextLine line) =>
        text[line.Start..line.End] is var words && words.IndexOfAny(' ', '\t') < 0
        && (words.Contains("://", StringComparison.Ordinal) || words.StartsWith("www.", StringComparison.OrdinalIgnoreCase));

    // The last line of a paragraph says nothing about where it would have been broken.
    private static int Margin(List<TextLine> lines, Run run)
    {
        var margin = 0;
        for (var i = run.First; i < run.Last; i++)
        {
            margin = Math.Max(margin, Length(lines[i]));
        }

        return margin;
    }

    // Unless it is much longer than the others, as after one long word after another: the program had at least that width.
    private static int OwnMargin(List<TextLine> lines, Run run)
    {
        var (margin, last) = (Margin(lines, run), Length(lines[run.Last]));
        return last <= Widest(margin) ? margin : last;
    }

    private static int Widest(int margin) => margin + (margin / SlackOfMargin);

    private static bool IsWrapped(ReadOnlySpan<char> text, List<TextLine> lines, Run run, int margin)
    {
        if (margin is < MinMargin or > MaxMargin)
        {
            return false;
        }

        var stops = 0;
        for (var i = run.First; i < run.Last; i++)
        {
            var (line, next) = (lines[i], lines[i + 1]);
            if (Length(line) + 1 + FirstWord(text, next) <= margin - (margin / SlackOfMargin) || text[line.End - 1] is ';' or '{' or '}')
            {
                return false;
            }

            stops += text[line.End - 1] is '.' or '!' or '?' or ':' or '…' ? 1 : 0;
        }

        // Most breaks are within a sentence. Where every line begins with a capital, it may be verse.
        return Length(lines[run.Last]) <= Widest(margin) && 2 * stops <= run.Breaks
            && (run.Breaks < MinBreaks || BeginningSmall(text, lines, run) > 0);
    }

    private static int BeginningSmall(ReadOnlySpan<char> text, List<TextLine> lines, Run run)
    {
        var small = 0;
        for (var i = run.First + 1; i <= run.Last; i++)
        {
            small += char.IsLower(text[lines[i].Start]) ? 1 : 0;
        }

        return small;
    }

    private static int Length(TextLine line) => line.End - line.Start;

    private static int FirstWord(ReadOnlySpan<char> text, TextLine line)
    {
        var words = text[line.Start..line.End];
        return words.IndexOfAny(' ', '\t') is >= 0 and var end ? end : words.Length;
    }

    /// <param name="First">The turn of its first line.</param>
    private readonly record struct Run(int First, int Length)
    {
        public int Breaks => Length - 1;

        public int Last => First + Breaks;
    }
}
