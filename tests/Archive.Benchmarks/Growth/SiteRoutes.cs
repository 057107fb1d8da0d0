using Microsoft.AspNetCore.Routing.Patterns;

namespace Archive.Benchmarks.Growth;

/// <summary>The routes by which readers ask a site, each with what is asked in its place.</summary>
internal static class SiteRoutes
{
    // Without these they answer with an empty form, or not at all.
    private static readonly Dictionary<string, Func<Places, string>> Queries = new(StringComparer.Ordinal)
    {
        [CitationAddress.Check] = places => $"reference={Uri.EscapeDataString(places.Live)}",
        [LinkAddress.GoOn] = places => $"u={Uri.EscapeDataString(places.Live)}",
        [OpenSearch.Suggest] = _ => "q=harb",
        [SearchAddress.Suggest] = _ => "q=harb",
        [SearchAddress.Results] = _ => Words,
        [SearchAddress.First] = _ => Words,
        [SearchAddress.Concordance] = _ => Words,
        [SearchAddress.Curves] = _ => Words,
        // Whole answers are as long as what is found; so here they find what one post has.
        [SearchAddress.ConcordanceCsv] = InPost,
        [SearchAddress.CurvesCsv] = _ => Words,
        [SearchAddress.Json] = InPost,
        [SearchAddress.JsonLines] = InPost,
        [SearchAddress.Csv] = InPost,
        [SearchAddress.Atom] = _ => Words,
    };

    private const string Words = "q=harbour";

    // What is not measured, and why.
    private static readonly (Func<string, bool> Is, string Reason)[] LeftOut =
    [
        (route => AccessList.IsOfKeeper(route), "the keepers' desk: one reader, who is known"),
        (route => route is "/error" or "/not-found", "stands in place of another page"),
    ];

    /// <summary>All by which something is asked for, once each.</summary>
    public static IReadOnlyList<RouteEndpoint> Of(IEndpointRouteBuilder site) =>
        [.. site.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Where(IsRead)
            .DistinctBy(Pattern).OrderBy(Pattern, StringComparer.Ordinal)];

    /// <summary>Why a route is not measured; null where it is.</summary>
    public static string? Reason(RouteEndpoint route) => LeftOut.FirstOrDefault(left => left.Is(Pattern(route))).Reason;

    /// <summary>As the route table has it, without what its parts are held to.</summary>
    public static string Name(RouteEndpoint route) =>
        Path(route, part => part is RoutePatternParameterPart parameter ? $"{{{parameter.Name}}}" : Literal(part));

    /// <summary>An address that the route answers in an archive.</summary>
    /// <exception cref="InvalidOperationException">The route has a part for which no archive has a value: it is to be given one in <see cref="Places"/>.</exception>
    public static string Address(RouteEndpoint route, Places places)
    {
        var path = Path(route, part => part is RoutePatternParameterPart parameter ? places.Value(parameter.Name, IsUndated(route)) : Literal(part));
        return Query(Pattern(route)) is { } query ? $"{path}?{query(places)}" : path;
    }

    private static Func<Places, string>? Query(string route) =>
        ExtractFormat.All.Any(format => format.Address == route) ? OfPost : Queries.GetValueOrDefault(route);

    private static string OfPost(Places places) => $"blog={places.Value("blog")}&month={places.Value("year")}-{places.Value("month")}&post={places.Value("slug")}";

    private static string InPost(Places places) => $"{Words}+post:{places.Value("slug")}";

    private static bool IsUndated(RouteEndpoint route) =>
        route.RoutePattern.PathSegments.SelectMany(segment => segment.Parts).Any(part => part is RoutePatternLiteralPart { Content: PostAddress.Undated });

    private static bool IsRead(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>() is not { HttpMethods: { Count: > 0 } methods } || methods.Contains(HttpMethods.Get);

    private static string Pattern(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.TrimStart('/');

    private static string Path(RouteEndpoint route, Func<RoutePatternPart, string> part) =>
        "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part))));

    private static string Literal(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => throw new InvalidOperationException($"{part} is no part of a route that is known here"),
    };
}
