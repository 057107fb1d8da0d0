namespace Archive.Web.Outputs.Crawling;

/// <summary>Tells robots what they may read (RFC 9309).</summary>
internal static class Robots
{
    public const string Address = "/robots.txt";

    public static void MapRobots(this WebApplication app) => app.MapGet(Address, (HttpContext context, SiteChoices choices, SiteAddress site) =>
    {
        SiteCache.Keep(context);
        return Results.Text(Of(choices, site), "text/plain; charset=utf-8");
    });

    // Searches have no end, and each keeps a core busy; originals, captures and what is taken out hold what the pages hold; nobody is made easier to find by a name. What is to be in no index is not read either: headers say
    // so to those robots that come all the same.
    private static string Of(SiteChoices choices, SiteAddress site) => choices is { MayBeIndexed: true, IsPrivate: false }
        ? $"""
           User-agent: *
           Disallow: {SearchAddress.Results}?
           Disallow: {SearchAddress.Results}.
           Disallow: {SearchAddress.First}
           Disallow: {SearchAddress.Concordance}
           Disallow: {SearchAddress.Curves}
           Disallow: {SearchAddress.Suggest}
           Disallow: {ExtractAddress.Page}?
           Disallow: {ExtractAddress.File}
           Disallow: {OpenSearch.Suggest}
           Disallow: {LinkAddress.GoOn}?
           Disallow: {CitationAddress.Check}?
           Disallow: /timegate/
           Disallow: /sources/*/raw
           Disallow: /*/captures/
           Disallow: {PersonAddress.All}$
           Disallow: {PersonAddress.All}?
           Disallow: {PersonAddress.All}/
           Disallow: /*{PersonAddress.All}$
           Disallow: /*{PersonAddress.All}?
           Disallow: /signed/
           Disallow: {AccessList.Keeper}

           Sitemap: {site.Of(Sitemaps.Index)}

           """
        : """
          User-agent: *
          Disallow: /

          """;
}
