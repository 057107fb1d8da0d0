namespace Archive.Web.Pages.Search;

/// <summary>Marks on a page of the archive what the search looked for that led there.</summary>
internal sealed class PageMarks
{
    private readonly QueryMarks found;

    private PageMarks(string query, QueryMarks found) => (Query, this.found) = (query, found);

    /// <summary>The query as text.</summary>
    public string Query { get; }

    /// <summary>Null where the address names nothing that could be marked.</summary>
    public static PageMarks? Of(string? typed, ArchiveSearch search)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        var query = SearchQuery.Parse(SearchAsked.Cut(typed));
        var found = QueryMarks.Of(query, search.Expand(query));
        return found.IsEmpty ? null : new PageMarks(query.ToString(), found);
    }

    public SafeHtml In(SafeHtml html) => MarkedHtml.Mark(html, found.In);

    public MarkedSnippet In(string text)
    {
        var marked = text;
        foreach (var (start, length) in found.In(text).Reverse())
        {
            marked = marked.Insert(start + length, QueryMarks.MarkEnd.ToString()).Insert(start, QueryMarks.MarkStart.ToString());
        }

        return new MarkedSnippet(marked);
    }
}
