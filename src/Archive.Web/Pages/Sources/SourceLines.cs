namespace Archive.Web.Pages.Sources;

/// <summary>A line of a file as its page shows it.</summary>
/// <param name="Cut">Characters that are not shown.</param>
/// <param name="Begins">The posts and comments that begin on it.</param>
/// <param name="Kind">What it was taken for; null where it is blank, or that is not known.</param>
/// <param name="BeginsKind">The line above was taken for something else.</param>
internal sealed record SourceLine(int Number, string Text, int Cut, IReadOnlyList<LineMark> Begins, LineKind? Kind, bool BeginsKind)
{
    /// <summary>What the line was taken for, as the page says it.</summary>
    public string? KindWord => Kind switch
    {
        LineKind.Header => "count",
        LineKind.Chrome => "page",
        LineKind.Tail => "rest of the page",
        { } kind => kind.ToString().ToLowerInvariant(),
        null => null,
    };
}

/// <summary>A link beside a line to what begins on it.</summary>
internal sealed record LineMark(string Address, string Words);

/// <summary>Prepares lines of a file to be shown with what each was taken for.</summary>
internal static class SourceLines
{
    /// <summary>Characters of a line that are shown; dumps without line ends exist, and the download has the rest.</summary>
    public const int MaxShownLine = 20_000;

    public static SourceLine[] Of(SourceText text, LineRange range, Func<int, IReadOnlyList<LineMark>> begins, Ledger? ledger)
    {
        var lines = new SourceLine[Math.Max(0, range.Last - range.First + 1)];
        for (var i = 0; i < lines.Length; i++)
        {
            var number = range.First + i;
            var whole = text.Line(number);
            var shown = whole.Length > MaxShownLine ? whole[..MaxShownLine] : whole;
            LineKind? kind = ledger?.Lines[number - 1].Kind is { } known and not (LineKind.Blank or LineKind.Unread) ? known : null;
            var isFirst = i == 0 || ledger?.Lines[number - 2].Kind != kind;
            lines[i] = new SourceLine(number, shown.ToString(), whole.Length - shown.Length, begins(number), kind, isFirst);
        }

        return lines;
    }
}
