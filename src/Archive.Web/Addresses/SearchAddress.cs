using System.Globalization;

namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses of searches; the whole state of a search is in its address.</summary>
internal static class SearchAddress
{
    public const string Results = "/search";

    public const string First = "/search/first";

    public const string Help = "/search/help";

    /// <summary>Every place, with its words in the middle of a line.</summary>
    public const string Concordance = "/search/concordance";

    public const string ConcordanceCsv = Concordance + ".csv";

    /// <summary>Several searches over time.</summary>
    public const string Curves = "/search/curves";

    public const string CurvesCsv = Curves + ".csv";

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

    /// <param name="path">Of the page or the table.</param>
    /// <param name="order">The word for <c>sort=</c>; null for the usual order.</param>
    public static string ConcordanceOf(string path, string query, string? order) => At(path, query) + (order is null ? "" : $"&sort={order}");

    /// <summary>Several searches over time, in one picture.</summary>
    public static string CurvesOf(IEnumerable<string> queries, bool share) =>
        $"{Curves}?{Several(queries)}{(share ? $"&as={CurvesModel.Share}" : "")}";

    public static string CurvesCsvOf(IEnumerable<string> queries) => $"{CurvesCsv}?{Several(queries)}";

    /// <summary>A filter as it is written: <c>post:power-to-people</c>.</summary>
    public static string Text(SearchFilter filter) => new SearchQuery { Root = filter }.ToString();

    /// <summary>A search for one filter; null where it cannot be written so that it is read again, as that for a name of signs alone.</summary>
    public static string? OfFilter(FilterOperator known, string value) =>
        Text(new SearchFilter(known, value)) is var text && SearchQuery.Parse(text).Root is SearchFilter ? text : null;

    /// <summary>Where a hit is read, with the words of the query marked there, and the way to the hits beside it.</summary>
    /// <param name="mark">The query; empty where there is nothing to mark.</param>
    public static string Of(SearchHit hit, string mark)
    {
        var post = PostAddress.Marked(PostOf(hit), mark, hit.Name);
        return hit.Comment is { } comment ? PostAddress.Comment(post, comment.Key) : post;
    }

    /// <summary>The post that a hit is, or stands under.</summary>
    public static string PostOf(SearchHit hit) => PostAddress.Post(hit.Blog, hit.Month, hit.Slug);

    /// <summary>The page of a search that has a hit, at that hit.</summary>
    /// <param name="turn">Its turn among all.</param>
    public static string Of(SearchQuery query, SearchHit? previous, HitTurn turn, HitName hit)
    {
        var onFirst = turn.Before is { IsExact: true, Number: < ArchiveSearch.PageSize };
        var from = query.IsByDate ? previous?.Name.Value : turn.Before.Number / ArchiveSearch.PageSize * ArchiveSearch.PageSize;
        return $"{Of(query.ToString(), from: onFirst || from is null ? null : new SearchPlace(from.Value))}#{Anchor(hit)}";
    }

    /// <summary>The id of a hit's element.</summary>
    public static string Anchor(SearchHit hit) => Anchor(hit.Name);

    private static string Several(IEnumerable<string> queries) => string.Join('&', queries.Select(query => $"q={Uri.EscapeDataString(query)}"));

    private static string Anchor(HitName hit) => string.Create(CultureInfo.InvariantCulture, $"h{hit.Value}");

    /// <summary>Where a hit is, for good: without anything marked.</summary>
    public static string Plain(SearchHit hit) => Of(hit, mark: "");
}
