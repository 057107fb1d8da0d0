namespace Archive.Dumps.Blogger;

/// <summary>Reads the text that an extractor makes of a Blogger post page: date, title, body, count, nested comments.</summary>
/// <remarks>The layout and its variants are described in docs/FORMATS.md.</remarks>
internal static class BloggerTextReader
{
    public const string Format = "blogger-text";

    /// <summary>Lines with text among which the date is looked for: themes print a breadcrumb or a widget above it.</summary>
    private const int MaxLinesAboveDate = 4;

    public static bool Recognises(SourceText source)
    {
        var lines = new DumpLines(source);
        if (PostHead.FindDate(lines, 0, lines.Count, MaxLinesAboveDate) >= 0)
        {
            return true;
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (BloggerChrome.IsKnownTop(lines, i) || (lines.Column(i) == 0 && IsCount(lines, i)))
            {
                return true;
            }
        }

        return false;
    }

    /// <exception cref="NotADumpException">There is no text at all.</exception>
    public static Dump Read(SourceText source)
    {
        var lines = new DumpLines(source);
        if (lines.NextText(0, lines.Count) == lines.Count)
        {
            throw new NotADumpException("the file holds no text");
        }

        var pages = PageDivision.Of(lines);
        var ledger = new LedgerLine[lines.Count];
        var problems = new ProblemList();
        problems.AddRange(source.Problems);
        var posts = new List<DumpPost>();
        foreach (var page in pages)
        {
            posts.Add(new PostReader(lines, page, posts.Count, MaxLinesAboveDate, ledger, problems).Read());
        }

        return new Dump(Format, posts, new Ledger(ledger), problems.ToList());
    }

    private static bool IsCount(DumpLines lines, int line)
    {
        var text = lines.Text(line);
        if (CountHeader.TryKnown(text, out var declared))
        {
            return declared is not null || StartsList(lines, line);
        }

        return CountHeader.TryForeign(text, out _) && StartsList(lines, line)
            && RepeatedWords.Find(lines, line + 1, lines.Count) is not null;
    }

    private static bool StartsList(DumpLines lines, int header)
    {
        var next = lines.NextText(header + 1, lines.Count);
        return next < lines.Count && lines.IsFirstItem(next, column: 2);
    }
}
