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
/// <param name="Last">The line on which that ends; null where it is not known, or of no matter.</param>
internal sealed record LineMark(string Address, string Words, int? Last = null);

/// <summary>Lines that stand together.</summary>
/// <param name="Id">Of the post or comment whose lines they are; null for lines of none.</param>
internal sealed record Stretch(string? Id, IReadOnlyList<SourceLine> Lines)
{
    /// <summary>Anchors of texts that begin on a line of it and are no stretch.</summary>
    public IEnumerable<string> OthersOn(SourceLine line) => line.Begins
        .Where(mark => mark.Last > line.Number).Select(mark => SourceAddress.Anchor(line.Number, mark.Last!.Value)).Where(id => id != Id).Distinct();

    /// <summary>The lines of one text together, and those between.</summary>
    /// <remarks>Where texts of a source lie within each other, as in a tree of JSON, none is a stretch of its own: each has an anchor, and scripts mark its lines.</remarks>
    public static IReadOnlyList<Stretch> Of(SourceLine[] lines)
    {
        var stretches = new List<Stretch>();
        var (from, first) = (0, lines.Length > 0 ? lines[0].Number : 0);
        for (var i = 0; i < lines.Length; i++)
        {
            var last = lines[i].Begins.Select(mark => mark.Last ?? lines[i].Number).DefaultIfEmpty(0).Max();
            var end = Math.Min(last - first + 1, lines.Length);
            if (last <= lines[i].Number || lines[(i + 1)..end].Any(line => line.Begins.Count > 0))
            {
                continue;
            }

            if (i > from)
            {
                stretches.Add(new Stretch(null, lines[from..i]));
            }

            stretches.Add(new Stretch(SourceAddress.Anchor(lines[i].Number, last), lines[i..end]));
            (from, i) = (end, end - 1);
        }

        if (from < lines.Length)
        {
            stretches.Add(new Stretch(null, lines[from..]));
        }

        return stretches;
    }
}

/// <summary>Prepares lines of a file to be shown with what each was taken for.</summary>
internal static class SourceLines
{
    /// <summary>Characters of a line that are shown, as long as the page has room; dumps without line ends exist, and the download has the rest.</summary>
    public const int MaxShownLine = 20_000;

    public static SourceLine[] Of(SourceText text, LineRange range, Func<int, IReadOnlyList<LineMark>> begins, Ledger? ledger)
    {
        var room = new PageRoom();
        var lines = new SourceLine[Math.Max(0, range.Last - range.First + 1)];
        for (var i = 0; i < lines.Length; i++)
        {
            var number = range.First + i;
            var whole = text.Line(number);
            var shown = LongTexts.Beginning(whole, MaxShownLine);
            if (!room.Takes(shown.Length))
            {
                shown = LongTexts.Beginning(whole, PageRoom.MaxCut);
            }

            LineKind? kind = ledger?.Lines[number - 1].Kind is { } known and not (LineKind.Blank or LineKind.Unread) ? known : null;
            var isFirst = i == 0 || ledger?.Lines[number - 2].Kind != kind;
            lines[i] = new SourceLine(number, shown.ToString(), whole.Length - shown.Length, begins(number), kind, isFirst);
        }

        return lines;
    }
}
