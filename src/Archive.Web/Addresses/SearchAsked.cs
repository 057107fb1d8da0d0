using System.Globalization;

namespace Archive.Web.Addresses;

/// <summary>The question that an address puts to the search.</summary>
/// <param name="Typed">The text in the box.</param>
/// <param name="Query">The query that was typed, with the filters that a scoped box or an earlier kind of address adds.</param>
/// <param name="From">Where the page begins.</param>
internal sealed record SearchAsked(string Typed, SearchQuery Query, bool ByThread, SearchPlace? From)
{
    /// <summary>The keys that <see cref="Read"/> reads.</summary>
    public const string Keys = "q group from within blog in";

    /// <summary>The keys of a download, which has a limit (<see cref="LimitOf"/>) where a page has a place to begin at.</summary>
    public const string DownloadKeys = $"{Keys} limit";

    /// <summary>The query as every link writes it.</summary>
    public string Text { get; } = Query.ToString();

    /// <summary>Reads any address at all; what it does not understand is left out.</summary>
    public static SearchAsked Read(IQueryCollection address)
    {
        // The parser says what it did not read.
        var (typed, query) = (Cut(First(address, "q")), SearchQuery.Parse(First(address, "q")));
        var scoped = Scoped(query, address);
        return new SearchAsked(
            scoped == query ? typed : scoped.ToString(),
            scoped,
            scoped.IsByDate && First(address, "group") == "thread",
            long.TryParse(First(address, "from"), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? new SearchPlace(place) : null);
    }

    /// <summary>A question as a link of the archive's own puts it.</summary>
    public static SearchAsked Of(string query) => new(query, SearchQuery.Parse(query), ByThread: false, From: null);

    /// <summary>The most hits of a download; null for all.</summary>
    public static int? LimitOf(IQueryCollection address) =>
        int.TryParse(First(address, "limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;

    /// <summary>As much of a text as is read as a query; never half of a sign that takes two places.</summary>
    public static string Cut(string text) => LongTexts.Beginning(text, SearchQuery.MaxLength);

    private static string First(IQueryCollection address, string name) => address[name] is [{ } first, ..] ? first : "";

    // "in" and "blog" stood in addresses before the query could say the same.
    private static SearchQuery Scoped(SearchQuery query, IQueryCollection address)
    {
        query = Within(query, SearchQuery.Parse(Cut(First(address, "within"))).Root);
        if (First(address, "blog") is { Length: > 0 } blog)
        {
            query = Within(query, SearchQuery.Parse(SearchAddress.Text(new SearchFilter(AddressOperators.Blog, blog))).Root);
        }

        return First(address, "in") switch
        {
            "posts" => query with { Scope = SearchScope.Posts },
            "comments" => query with { Scope = SearchScope.Comments },
            _ => query,
        };
    }

    // Only filters make a scope; a loop, because a query may nest as deep as somebody types.
    private static SearchQuery Within(SearchQuery query, SearchNode? scope) =>
        (scope is AllOf all ? all.Parts : [scope!]).OfType<SearchFilter>().Aggregate(query, (sum, filter) => sum.With(filter));
}
