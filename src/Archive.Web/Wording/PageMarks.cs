namespace Archive.Web.Wording;

/// <summary>Marks on a page of the archive the words of the search that led there.</summary>
internal sealed class PageMarks
{
    private readonly QueryMarks wanted;

    private PageMarks(string query, QueryMarks wanted) => (Query, this.wanted) = (query, wanted);

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
        using var session = search.Open(query);
        var wanted = QueryMarks.Of(query, session.Expand());
        return wanted.IsEmpty ? null : new PageMarks(query.ToString(), wanted);
    }

    public SafeHtml In(SafeHtml html) => MarkedHtml.Mark(html, wanted.In);

    public MarkedText In(string text)
    {
        var marked = text;
        foreach (var (start, length) in wanted.In(text).Reverse())
        {
            marked = marked.Insert(start + length, QueryMarks.MarkEnd.ToString()).Insert(start, QueryMarks.MarkStart.ToString());
        }

        return new MarkedText(marked);
    }
}
