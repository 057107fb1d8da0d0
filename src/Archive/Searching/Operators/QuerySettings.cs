using Archive.Searching.Asking;

namespace Archive.Searching.Operators;

/// <summary>The operators that hold for the whole query: where words are looked for, and in which order hits come.</summary>
internal static class QuerySettings
{
    private static readonly (string Value, SearchScope Scope, string Aloud)[] Scopes =
    [
        ("posts", SearchScope.Posts, "in posts only"),
        ("comments", SearchScope.Comments, "in comments only"),
        ("title", SearchScope.Title, "in titles of posts only"),
        ("quotes", SearchScope.Quotes, "in passages that quote somebody only"),
    ];

    private static readonly (string Value, SearchOrder Order, string Aloud)[] Orders =
    [
        ("relevance", SearchOrder.Relevance, "what fits best first"),
        ("new", SearchOrder.New, "the newest first"),
        ("old", SearchOrder.Old, "the oldest first"),
        ("length", SearchOrder.Length, "the longest first"),
    ];

    public static readonly SettingOperator In = new(
        "in:place", "Looks in one place only: in posts, in comments, in titles of posts, or in passages that quote somebody.",
        ["{word} in:posts", "{word} in:title", "{word} in:quotes"])
    {
        Values = [.. Scopes.Select(scope => scope.Value)],
        LineKind = "scope",
        ValueOf = static query => query.Scope == SearchScope.Everything ? null : Value(query.Scope),
        With = static (query, value) => query with { Scope = Scopes.FirstOrDefault(scope => scope.Value == value).Scope },
        Aloud = static value => Scopes.First(scope => scope.Value == value).Aloud,
        Narrows = true,
    };

    public static readonly SettingOperator Sort = new(
        "sort:order", "Newest first, unless you say oldest first, most relevant first, or longest first.",
        ["{word} sort:old", "{word} sort:relevance", "{word} sort:length"])
    {
        Values = [.. Orders.Select(order => order.Value)],
        LineKind = "sort",
        ValueOf = static query => query.Order == SearchOrder.New ? null : Value(query.Order),
        With = static (query, value) => query with { Order = Orders.FirstOrDefault(order => order.Value == value).Order },
        Aloud = static value => Orders.First(order => order.Value == value).Aloud,
    };

    private static string Value(SearchScope scope) => Scopes.First(known => known.Scope == scope).Value;

    private static string Value(SearchOrder order) => Orders.First(known => known.Order == order).Value;
}
