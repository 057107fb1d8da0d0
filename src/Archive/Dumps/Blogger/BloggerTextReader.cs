using Archive.Dumps.Blogger.Columns;
using Archive.Dumps.Blogger.Headings;
using Archive.Dumps.Recognising;

namespace Archive.Dumps.Blogger;

/// <summary>Reads the text that an extractor makes of a Blogger post page: date, title, body, count, nested comments.</summary>
/// <remarks>The layout and its variants are described in docs/FORMATS.md.</remarks>
internal static class BloggerTextReader
{
    public const string Format = "blogger-text";

    public static bool Recognises(SourceText source) => PageEvidence.Of(source).IsEnough;

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
        var problems = new DumpProblems();
        problems.AddRange(source.Problems);
        var visible = new Lazy<VisibleLines>(() => new VisibleLines(lines));
        var posts = new List<DumpPost>();
        if (Headed(visible, pages, lines.Count) is { } thread)
        {
            if (visible.Value.Divisions > 0)
            {
                problems.Add(Severity.Warning, null, "the text marks divisions of the page (\":::\"), which Archive does not read; they may stand in texts");
            }

            posts.Add(new HeadedPostReader(lines, visible, thread, new PostLedger(lines, ledger, 0), problems).Read());
        }
        else
        {
            foreach (var page in pages)
            {
                posts.Add(new PostReader(lines, visible, page, posts.Count == 0, new PostLedger(lines, ledger, posts.Count), problems).Read());
            }
        }

        return new Dump(Format, posts, new Ledger(ledger), problems.ToList());
    }

    // By headings where columns and closing words lead to less. A thread in columns that holds what it declares is not asked further.
    private static HeadedThread? Headed(Lazy<VisibleLines> visible, List<Page> pages, int end)
    {
        if (pages.TrueForAll(page => page.Count is { Strength: 5 } or { Declared: 0 }))
        {
            return null;
        }

        var thread = HeadedThread.Find(visible.Value, 0, end);
        if (thread is null && pages.TrueForAll(page => page.Count is null) && HeadedThread.CountAlone(visible.Value) is { } alone)
        {
            return HeadedThread.Empty(visible.Value, alone);
        }

        var (found, closed) = (pages.Sum(page => page.Count?.Thread?.Found ?? 0), pages.Sum(page => page.Count?.Thread?.Closed ?? 0));
        return thread is not null && thread.Comments.Count > (closed > 0 ? found * 2 : found) && (found == 0 || pages.Count == 1) ? thread : null;
    }
}

/// <summary>What a Blogger page printed around a post's content, as its text dump has it.</summary>
public sealed record BloggerTextLayout
{
    /// <summary>The date line as printed: <c>Tuesday 11 February 2014</c>; null where there is none.</summary>
    public string? DateLine { get; init; }

    /// <summary>The line that counts the comments as printed: <c>38 comments:</c>; null where there is none.</summary>
    public string? Header { get; init; }

    /// <summary>The line of labels under the body as printed; null where there is none.</summary>
    public string? LabelsLine { get; init; }

    /// <summary>The page's own words around comments.</summary>
    public BloggerWords Words { get; init; } = BloggerWords.English;

    /// <summary>What follows the last comment, lines joined by LF; empty where nothing does.</summary>
    public string Tail { get; init; } = "";
}
