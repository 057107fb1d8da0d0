using Microsoft.Net.Http.Headers;

namespace Archive.Web.Outputs;

/// <summary>Gives the hits of a search to other programs: all of them as JSON, JSON Lines or CSV, the newest as a feed.</summary>
internal static class SearchDownloads
{
    private delegate Task Format(Stream output, SearchHead head, IEnumerable<SearchHit> hits, CancellationToken cancel);

    public static void MapDownloads(this WebApplication app)
    {
        Map(app, SearchAddress.Json, "application/json; charset=utf-8", fileName: null, HitJson.WriteAsync);
        Map(app, SearchAddress.JsonLines, "application/jsonl; charset=utf-8", "search.jsonl", HitJson.WriteLinesAsync);
        Map(app, SearchAddress.Csv, "text/csv; charset=utf-8", "search.csv", HitCsv.WriteAsync);
        app.MapGet(SearchAddress.Atom, SendFeed)
            .WithMetadata(new ReadsQueryAttribute(SearchAsked.DownloadKeys))
            .RequireRateLimiting(SearchLimits.Searches)
            .WithRequestTimeout(SearchLimits.Searches);
    }

    private static void Map(WebApplication app, string path, string contentType, string? fileName, Format write) => app
        .MapGet(path, async (HttpContext context, ArchiveSearch search, TimeProvider time, CancellationToken cancel) =>
        {
            var asked = SearchAsked.Read(context.Request.Query);
            var head = SearchHead.Of(search, asked.Query, time, cancel);
            var headers = context.Response.Headers;
            headers.ContentType = contentType;
            headers.CacheControl = "no-cache";
            if (fileName is not null)
            {
                headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = fileName }.ToString();
            }

            try
            {
                await write(context.Response.Body, head, SearchHead.Hits(search, asked.Query, SearchAsked.LimitOf(context.Request.Query), cancel), cancel);
            }
            catch (TimeoutException)
            {
                GiveUp(context);
            }
        })
        .WithMetadata(new ReadsQueryAttribute(SearchAsked.DownloadKeys))
        .RequireRateLimiting(SearchLimits.Downloads)
        .WithRequestTimeout(SearchLimits.Downloads);

    private static IResult SendFeed(HttpContext context, ArchiveSearch search, SiteAddress site, CancellationToken cancel)
    {
        var asked = SearchAsked.Read(context.Request.Query);
        using var session = search.Open(asked.Query, cancel);
        var hits = SearchHead.Hits(search, asked.Query with { Order = SearchOrder.New }, SearchAsked.LimitOf(context.Request.Query), cancel);
        context.Response.Headers.CacheControl = "no-cache";
        try
        {
            return Results.Bytes(HitFeed.Write(site, asked.Text, session.Archive(), hits), AtomWriter.ContentType);
        }
        catch (TimeoutException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    // What is cut short must not look whole: a download that has begun breaks off, and the other side knows it.
    private static void GiveUp(HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }
}
