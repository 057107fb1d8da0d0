using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Outputs;

/// <summary>Gives the hits of a search to other programs: all of them as JSON, JSON Lines or CSV, the newest as a feed.</summary>
internal static class SearchDownloads
{
    private delegate Task Format(Stream output, SearchHead head, IAsyncEnumerable<SearchHit> hits, CancellationToken cancel);

    public static void MapDownloads(this WebApplication app)
    {
        Map(app, SearchAddress.Json, "application/json; charset=utf-8", fileName: null, HitJson.WriteAsync);
        Map(app, SearchAddress.JsonLines, "application/jsonl; charset=utf-8", "search.jsonl", HitJson.WriteLinesAsync);
        Map(app, SearchAddress.Csv, "text/csv; charset=utf-8", "search.csv", HitCsv.WriteAsync);
        app.MapGet(SearchAddress.Atom, SendFeedAsync)
            .WithMetadata(new ReadsQueryAttribute(SearchAsked.DownloadKeys))
            .AsDownload();
    }

    private static void Map(WebApplication app, string path, string contentType, string? fileName, Format write) => app
        .MapGet(path, async (HttpContext context, ArchiveSearch search, DownloadTurns turns, TimeProvider time, CancellationToken cancel) =>
        {
            SearchLimits.HurryReader(context);
            var asked = SearchAsked.Read(context.Request.Query);
            var head = await HeadAsync(search, asked, turns, time, cancel);
            var headers = context.Response.Headers;
            headers.ContentType = contentType;
            headers.CacheControl = "no-cache";
            if (fileName is not null)
            {
                headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = fileName }.ToString();
            }

            try
            {
                await write(context.Response.Body, head, turns.InTurns(Hits(context, search, asked, cancel).Chunk(SearchLimits.PartSize), cancel), cancel);
            }
            catch (TimeoutException)
            {
                GiveUp(context);
            }
        })
        .WithMetadata(new ReadsQueryAttribute(SearchAsked.DownloadKeys))
        .AsDownload();

    private static async Task<SearchHead> HeadAsync(ArchiveSearch search, SearchAsked asked, DownloadTurns turns, TimeProvider time, CancellationToken cancel)
    {
        using var turn = await turns.TakeAsync(cancel);
        return SearchHead.Of(search, asked.Query, time, cancel);
    }

    // Where nobody reads them, the first shows as well whether there will be any.
    private static IEnumerable<SearchHit> Hits(HttpContext context, ArchiveSearch search, SearchAsked asked, CancellationToken cancel)
    {
        var hits = SearchHead.Hits(search, asked.Query, SearchAsked.LimitOf(context.Request.Query), cancel);
        return HeadRequests.IsHead(context) ? hits.Take(1) : hits;
    }

    private static async Task<IResult> SendFeedAsync(HttpContext context, ArchiveSearch search, ArchiveDb db, DownloadTurns turns, SiteAddress site, CancellationToken cancel)
    {
        SearchLimits.HurryReader(context);
        var asked = SearchAsked.Read(context.Request.Query);
        context.Response.Headers.CacheControl = "no-cache";
        try
        {
            using var turn = await turns.TakeAsync(cancel);
            using var session = search.Open(asked.Query, cancel);
            var zones = await db.Blogs.Where(blog => blog.TimeZone != null).ToDictionaryAsync(blog => blog.Slug, blog => blog.TimeZone!, cancel);
            var hits = SearchHead.Hits(search, asked.Query with { Order = SearchOrder.New }, SearchAsked.LimitOf(context.Request.Query), cancel);
            return Results.Bytes(HitFeed.Write(site, asked.Text, session.Archive(), hits, zones), AtomWriter.ContentType);
        }
        catch (TimeoutException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Ends an answer whose search takes too long. What is cut short must not look whole: a download that has begun breaks off, and the other side knows it.</summary>
    public static void GiveUp(HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            RequestLog.BreakOff(context);
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }
}
