namespace Archive.Citing;

/// <summary>The styles in which everything here can be cited.</summary>
public static class CitationStyles
{
    public static readonly IReadOnlyList<CitationStyle> All =
    [
        new("apa", "APA", null, Prose.Apa),
        new("mla", "MLA", null, Prose.Mla),
        new("chicago", "Chicago, notes", null, Prose.Chicago),
        new("text", "Plain text", null, Prose.Plain),
        new("wikipedia", "Wikipedia", null, work => Citation.Of(WikipediaTemplate.Write(work))),
        new("bibtex", "BibTeX", new("bib", "application/x-bibtex"), work => Citation.Of(BibTeX.Write(work))),
        new("ris", "RIS", new("ris", "application/x-research-info-systems"), work => Citation.Of(Ris.Write(work))),
        new("csl", "CSL-JSON", new("json", "application/vnd.citationstyles.csl+json"), work => Citation.Of(CslJson.Write(work))),
    ];
}

/// <summary>A way to cite.</summary>
/// <param name="Id">Stands in addresses.</param>
/// <param name="Name">As people call it.</param>
/// <param name="File">For styles that programs read; null for prose.</param>
public sealed record CitationStyle(string Id, string Name, CitationFile? File, Func<CitedWork, Citation> Write);

/// <summary>A citation as a file.</summary>
/// <param name="Extension">Without the dot.</param>
public sealed record CitationFile(string Extension, string ContentType);

/// <summary>A citation as written in one style: runs of text, some of them in italics.</summary>
public sealed class Citation
{
    private readonly List<Run> runs = [];

    public IReadOnlyList<Run> Runs => runs;

    public static Citation Of(string text) => new Citation().Add(text);

    public Citation Add(string text)
    {
        if (text.Length > 0)
        {
            runs.Add(new Run(text, false));
        }

        return this;
    }

    public Citation Italic(string text)
    {
        runs.Add(new Run(text, true));
        return this;
    }

    /// <summary>Without italics.</summary>
    public override string ToString() => string.Concat(runs.Select(run => run.Text));

    /// <summary>A stretch of text in one hand.</summary>
    public readonly record struct Run(string Text, bool IsItalic);
}
