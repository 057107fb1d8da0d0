using Archive.Dumps.Blogger.Columns;
using Archive.Dumps.Recognising;

namespace Archive.Dumps.Blogger;

/// <summary>Reads the text that an extractor makes of a Blogger post page: date, title, body, count, nested comments.</summary>
/// <remarks>The layout and its variants are described in docs/FORMATS.md.</remarks>
internal static class BloggerTextReader
{
    public const string Format = "blogger-text";

    /// <summary>Lines with text among which the date is looked for: themes print a breadcrumb or a widget above it.</summary>
    private const int MaxLinesAboveDate = 4;

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
        var posts = new List<DumpPost>();
        foreach (var page in pages)
        {
            var maxAboveDate = posts.Count == 0 ? MaxLinesAboveDate : 0;
            posts.Add(new PostReader(lines, page, maxAboveDate, new PostLedger(lines, ledger, posts.Count), problems).Read());
        }

        return new Dump(Format, posts, new Ledger(ledger), problems.ToList());
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
