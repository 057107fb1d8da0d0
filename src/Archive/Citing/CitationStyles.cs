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
