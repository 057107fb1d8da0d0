using Microsoft.Extensions.Primitives;

namespace Archive.Web.Addresses;

/// <summary>The part of an address behind the question mark, without what no page reads.</summary>
internal static class KnownQuery
{
    /// <summary>What pages, downloads and files read; a page that reads another name finds nothing under it.</summary>
    private static readonly string[] Names =
    [
        "q", "within", "in", "blog", "from", "group", "limit", "page", "order", "comment", "mark", "host", "by", "as", "address", "words", "v",
    ];

    /// <summary>Takes everything else out of a request.</summary>
    /// <remarks>
    /// The framework gives pages more of a query than they ask for: a year where the path has none, another method by
    /// <c>handler</c>. Whatever a page could read and its key in the cache did not hold, one reader would choose for all others.
    /// </remarks>
    /// <returns>What is left, written in one way: equal where the pages read the same.</returns>
    public static string Narrow(HttpRequest request)
    {
        var asked = request.Query;
        if (asked.Count == 0)
        {
            return "";
        }

        var known = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in Names)
        {
            if (asked.TryGetValue(name, out var values))
            {
                known.Add(name, values);
            }
        }

        request.Query = new QueryCollection(known);
        return request.QueryString.Value ?? "";
    }
}
