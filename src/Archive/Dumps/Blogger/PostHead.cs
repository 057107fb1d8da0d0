using System.Collections.Frozen;

namespace Archive.Dumps.Blogger;

/// <summary>Reads the date, the title, the body and the labels of a post: all that stands above its comments.</summary>
/// <param name="Title">As printed; null where there is none.</param>
/// <param name="DateLine">As printed; null where there is none.</param>
/// <param name="Published">The date of that line; null where it stays open.</param>
/// <param name="Original">As <see cref="DumpPost.Original"/>.</param>
/// <param name="Lines">As <see cref="DumpPost.Lines"/>.</param>
/// <param name="LabelsLine">The line of labels under the body as printed; null where there is none.</param>
internal sealed record PostHead(
    string? Title, string? DateLine, string? Published, string Original, LineRange? Lines, string? LabelsLine)
{
    /// <summary>A longer line is a paragraph; Blogger's own titles end well before.</summary>
    private const int MaxTitleLength = 300;

    /// <summary>From this length on, a line that ends like a sentence is one.</summary>
    private const int MinSentenceLength = 120;

    private static readonly FrozenSet<string> LabelWords =
        BloggerLanguage.All.Select(language => language.Labels).ToFrozenSet(StringComparer.Ordinal);

    public string[] Labels =>
        LabelsLine?[(LabelsLine.IndexOf(':', StringComparison.Ordinal) + 1)..]
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <param name="end">The line after the last of the body.</param>
    /// <param name="maxAboveDate">Lines with text that may stand above the date.</param>
    public static PostHead Read(DumpLines lines, int first, int end, int maxAboveDate, PostLedger ledger, DumpProblems problems)
    {
        var at = ReadDate(lines, first, end, maxAboveDate, ledger, problems, out var dateLine, out var published);
        var title = ReadTitle(lines, ref at, end, ledger, problems);
        var bodyEnd = ReadLabels(lines, at, end, ledger, out var labelsLine);
        var range = ReadBody(lines, at, bodyEnd, ledger);
        return new PostHead(title, dateLine, published, lines.Block(at, bodyEnd), range, labelsLine);
    }

    /// <summary>The date line, with at most so many lines of text above it; -1 where there is none.</summary>
    public static int FindDate(DumpLines lines, int first, int end, int maxAbove)
    {
        var line = lines.NextText(first, end);
        for (var above = 0; line < end && above <= maxAbove; above++)
        {
            if (lines.Column(line) == 0 && PrintedDate.TryLine(lines.Text(line), out _))
            {
                return line;
            }

            line = lines.NextText(line + 1, end);
        }

        return -1;
    }

    // The first line with text below the date.
    private static int ReadDate(
        DumpLines lines, int from, int end, int maxAbove, PostLedger ledger, DumpProblems problems, out string? dateLine, out string? published)
    {
        (dateLine, published) = (null, null);
        var first = lines.NextText(from, end);
        var date = FindDate(lines, from, end, maxAbove);
        if (date < 0)
        {
            problems.Add(Severity.Warning, first < lines.Count ? first : null, "the post has no date line; its date stays unknown");
            ledger.Note(from, first, LineKind.Blank);
            return first;
        }

        if (date > first)
        {
            problems.Add(Severity.Note, first, "lines above the date were taken for the page's own");
        }

        ledger.Note(from, date, LineKind.Chrome);
        ledger.Note(date, LineKind.Date);
        dateLine = lines.Raw(date).ToString();
        published = ReadDay(lines.Text(date), date, dateLine, problems);

        var next = lines.NextText(date + 1, end);
        ledger.Note(date + 1, next, LineKind.Blank);
        return next;
    }

    private static string? ReadDay(ReadOnlySpan<char> text, int line, string printed, DumpProblems problems)
    {
        PrintedDate.TryLine(text, out var date);
        if (date.IsImpossible)
        {
            problems.Add(Severity.Warning, line, $"the date \"{printed}\" cannot be: there is no such day; it stays unknown");
        }
        else if (date.Iso is null)
        {
            problems.Add(Severity.Warning, line, $"the date \"{printed}\" can be read in more than one way; it stays unknown");
        }
        else if (date.WeekdayDisagrees)
        {
            problems.Add(Severity.Note, line, $"the date \"{printed}\" was another day of the week; it stays as printed");
        }

        return date.Iso;
    }

    private static string? ReadTitle(DumpLines lines, ref int at, int end, PostLedger ledger, DumpProblems problems)
    {
        if (at >= end || !IsTitle(lines, at, end))
        {
            problems.Add(Severity.Warning, at < lines.Count ? at : null, "the post has no title");
            return null;
        }

        var title = lines.Raw(at).Trim().ToString();
        ledger.Note(at, LineKind.Title);
        at++;

        // One blank line belongs to the layout; further ones are the body's.
        if (at < end)
        {
            ledger.Note(at, LineKind.Blank);
            at++;
        }

        return title;
    }

    // A title is short, at the margin, with a blank line below it.
    private static bool IsTitle(DumpLines lines, int line, int end)
    {
        var text = lines.Text(line);
        return lines.Column(line) == 0 && text.Length <= MaxTitleLength
            && (line + 1 >= end || lines.Column(line + 1) == DumpLines.Blank)
            && !(text.Length >= MinSentenceLength && text[^1] is '.' or '…' or ':' or ';');
    }

    // The line after the body: that of the labels, where one follows.
    private static int ReadLabels(DumpLines lines, int at, int end, PostLedger ledger, out string? labelsLine)
    {
        labelsLine = null;
        var last = lines.PreviousText(end - 1, at - 1);
        if (last <= at || !IsLabels(lines.Raw(last)))
        {
            return end;
        }

        labelsLine = lines.Raw(last).ToString();
        ledger.Note(last, LineKind.Chrome);
        ledger.Note(last + 1, end, LineKind.Blank);
        return last;
    }

    private static bool IsLabels(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        return colon > 0 && LabelWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(line[..colon]);
    }

    private static LineRange? ReadBody(DumpLines lines, int at, int end, PostLedger ledger)
    {
        var (first, last) = (lines.NextText(at, end), lines.PreviousText(end - 1, at - 1));
        ledger.Note(at, end, LineKind.Blank);
        if (first >= end)
        {
            return null;
        }

        ledger.Note(first, last + 1, LineKind.Body);
        return new LineRange(first + 1, last + 1);
    }
}
