using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Archive.Web.Pages.Search;

/// <summary>Finds what was said, and says how it understood the question.</summary>
[ReadsQuery(SearchAsked.Keys)]
[RequestTimeout(SearchLimits.Searches)]
[EnableRateLimiting(SearchLimits.Searches)]
internal sealed class ResultsModel(ArchiveSearch search, ArchiveDb db, SiteAddress site) : PageModel
{
    public SearchAsked Asked { get; private set; } = null!;

    public QueryReading Reading { get; private set; } = null!;

    /// <summary>Null where nothing was asked.</summary>
    public SearchAnswer? Answer { get; private set; }

    /// <summary>Null where nobody counted.</summary>
    public SearchFacets? Facets { get; private set; }

    public IReadOnlyList<CountedRelaxation> Relaxations { get; private set; } = [];

    /// <summary>What the blogs are called, by their slugs.</summary>
    public IReadOnlyDictionary<string, string> BlogTitles { get; private set; } = new Dictionary<string, string>();

    /// <summary>The query that is marked where a hit is read; empty where the query has only filters.</summary>
    public string Mark { get; private set; } = "";

    public bool HasNoHits => Answer is { Hits.Count: 0, CutShort: false };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await AddressedPage.OfSearchAsync(db, site, Request, cancel) is { } page)
        {
            return LocalRedirect(page);
        }

        Asked = SearchAsked.Read(Request.Query);
        Reading = new QueryReading(Asked.Query, Expansion.None, Asked.ByThread);
        if (Asked.Query.Root is null)
        {
            return Page();
        }

        using var session = search.Open(Asked.Query, cancel);
        Answer = session.Find(Asked.From, Asked.ByThread);
        Reading = new QueryReading(Asked.Query, Answer.Expansion, Asked.ByThread);
        Mark = QueryMarks.Of(Asked.Query, Answer.Expansion).IsEmpty ? "" : Asked.Text;
        if (HasNoHits)
        {
            Relaxations = session.Relaxations();
        }
        else
        {
            BlogTitles = await db.BlogTitlesAsync(cancel);
            Facets = session.Facets() is { } facets
                ? facets with { Blogs = [.. facets.Blogs.Select(blog => blog with { Label = BlogTitles.GetValueOrDefault(blog.Value, blog.Label) })] }
                : null;
        }

        if (Answer.CutShort || (!HasNoHits && Facets is null))
        {
            SiteCache.Forget(HttpContext);
        }

        return Page();
    }

    /// <summary>This search with another scope, order or page.</summary>
    public string Address(SearchQuery query) => SearchAddress.Of(query.ToString(), Asked.ByThread);

    /// <summary>The kinds of hits with their numbers, where those are known.</summary>
    public IEnumerable<(string Label, SearchScope Scope, HitCount? Count)> Kinds()
    {
        var scope = Asked.Query.Scope;
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
