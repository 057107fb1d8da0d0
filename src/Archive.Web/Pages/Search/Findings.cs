namespace Archive.Web.Pages.Search;

/// <summary>A page of what a search finds, with all that is counted and said of it.</summary>
internal sealed class Findings(SearchAsked asked)
{
    public SearchAsked Asked => asked;

    public QueryReading Reading { get; private init; } = new(asked.Query, Expansion.None, asked.ByThread);

    /// <summary>Null where nothing was asked.</summary>
    public SearchAnswer? Answer { get; private init; }

    /// <summary>Null where nobody counted.</summary>
    public SearchFacets? Facets { get; private init; }

    public IReadOnlyList<CountedRelaxation> Relaxations { get; private init; } = [];

    /// <summary>What the blogs are called, by their slugs.</summary>
    public IReadOnlyDictionary<string, string> BlogTitles { get; private init; } = new Dictionary<string, string>();

    /// <summary>The query that is marked where a hit is read; empty where the query has only filters.</summary>
    public string Mark { get; private init; } = "";

    public bool HasNoHits => Answer is { Hits.Count: 0, CutShort: false };

    /// <summary>Something was left out that another time may be there.</summary>
    public bool IsCutShort => Answer is { CutShort: true } || (Answer is not null && !HasNoHits && Facets is null);

    public static async Task<Findings> OfAsync(ArchiveSearch search, ArchiveDb db, SearchAsked asked, CancellationToken cancel)
    {
        if (asked.Query.IsEmpty)
        {
            return new Findings(asked);
        }

        using var session = search.Open(asked.Query, cancel);
        var answer = session.Find(asked.From, asked.ByThread);
        var hasNoHits = answer is { Hits.Count: 0, CutShort: false };
        var titles = hasNoHits ? new Dictionary<string, string>() : await db.BlogTitlesAsync(cancel);
        var facets = hasNoHits ? null : session.Facets();
        return new Findings(asked)
        {
            Answer = facets is null ? answer : answer.CountedBy(facets),
            Reading = new QueryReading(asked.Query, answer.Expansion, asked.ByThread),
            Mark = QueryMarks.Of(asked.Query, answer.Expansion).IsEmpty ? "" : asked.Text,
            Relaxations = hasNoHits ? session.Relaxations() : [],
            BlogTitles = titles,
            Facets = facets is null ? null : facets with { Blogs = [.. facets.Blogs.Select(blog => blog with { Label = titles.GetValueOrDefault(blog.Value, blog.Label) })] },
        };
    }

    /// <summary>This search with another scope, order or page.</summary>
    public string Address(SearchQuery query) => SearchAddress.Of(query.ToString(), asked.ByThread && query.IsByDate);

    /// <summary>The hits of the page.</summary>
    public IEnumerable<HitCard> Cards() => HitCard.Of(Answer!.Hits, asked.Text, asked.Query, namesBlog: BlogTitles.Count > 1, hasWords: Mark.Length > 0);

    /// <summary>The kinds of hits with their numbers, where those are known.</summary>
    public IEnumerable<(string Label, SearchScope Scope, HitCount? Count)> Kinds()
    {
        var scope = asked.Query.Scope;
        var whole = scope == SearchScope.Everything;
        yield return ("All", SearchScope.Everything, whole ? Answer!.Total : null);
        yield return ("Posts", SearchScope.Posts, whole || scope == SearchScope.Posts ? Answer!.Posts : null);
        yield return ("Comments", SearchScope.Comments, whole || scope == SearchScope.Comments ? Answer!.Comments : null);
        if (scope is SearchScope.Title or SearchScope.Quotes)
        {
            yield return (scope == SearchScope.Title ? "Titles" : "Quoted passages", scope, Answer!.Total);
        }
    }
}
