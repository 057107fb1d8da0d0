using System.Globalization;

namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses of searches; the whole state of a search is in its address.</summary>
internal static class SearchAddress
{
    public const string Results = "/search";

    public const string First = "/search/first";

    public const string Help = "/search/help";

    public const string Suggest = "/search/suggest";

    public const string Json = "/search.json";

    public const string JsonLines = "/search.jsonl";

    public const string Csv = "/search.csv";

    public const string Atom = "/search.atom";

    /// <summary>A page of hits.</summary>
    /// <param name="query">As text, so that every link says what will stand in the box.</param>
    public static string Of(string query, bool byThread = false, SearchPlace? from = null)
    {
        var address = At(Results, query);
        var joint = query.Length > 0 ? '&' : '?';
        if (byThread)
        {
            address += $"{joint}group=thread";
            joint = '&';
        }

        return from is { } place ? string.Create(CultureInfo.InvariantCulture, $"{address}{joint}from={place.Value}") : address;
    }

    /// <summary>The same query elsewhere: as a download, or its first use.</summary>
    public static string At(string path, string query) => query.Length == 0 ? path : $"{path}?q={Uri.EscapeDataString(query)}";

    /// <summary>A filter as it is written: <c>post:power-to-people</c>.</summary>
    public static string Text(SearchFilter filter) => new SearchQuery { Root = filter }.ToString();

    /// <summary>A search for one filter; null where it cannot be written so that it is read again, as that for a name of signs alone.</summary>
    public static string? OfFilter(FilterOperator known, string value) =>
        Text(new SearchFilter(known, value)) is var text && SearchQuery.Parse(text).Root is SearchFilter ? text : null;

    /// <summary>Where a hit is read, with the words of the query marked there.</summary>
    /// <param name="mark">The query; empty where there is nothing to mark.</param>
    public static string Of(SearchHit hit, string mark)
    {
        var post = PostAddress.Marked(PostAddress.Post(hit.Blog, hit.Month, hit.Slug), mark);
        return hit.Comment is { } comment ? PostAddress.Comment(post, comment.Key) : post;
    }

    /// <summary>Where a hit is, for good: without anything marked.</summary>
    public static string Plain(SearchHit hit) => Of(hit, mark: "");
}
