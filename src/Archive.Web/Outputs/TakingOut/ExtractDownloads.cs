using Microsoft.Net.Http.Headers;

namespace Archive.Web.Outputs.TakingOut;

/// <summary>A format in which posts and comments are taken out with their whole texts.</summary>
/// <param name="Ending">Of its address and of its files.</param>
/// <param name="Use">For whom it is, in words.</param>
internal sealed record ExtractFormat(string Name, string Ending, string ContentType, string Use, Func<Stream, Extract, IAsyncEnumerable<ExtractedText>, CancellationToken, Task> Write)
{
    public static readonly IReadOnlyList<ExtractFormat> All =
    [
        new("CSV", "csv", "text/csv; charset=utf-8", "for spreadsheets and statistics", static (output, extract, texts, cancel) =>
            HitCsv.WriteAsync(output, extract.TableHead(), texts, extract.Row, cancel)),
        new("JSON", "json", "application/json; charset=utf-8", "for programs: one object", static (output, extract, texts, cancel) =>
            HitJson.WriteAsync(output, extract.WriteHead, "texts", texts, extract.Write, cancel)),
        new("JSON Lines", "jsonl", "application/jsonl; charset=utf-8", "for programs: a line each, however many", static (output, extract, texts, cancel) =>
            HitJson.WriteLinesAsync(output, extract.WriteHead, texts, extract.Write, cancel)),
        new("Text", "txt", "text/plain; charset=utf-8", "to read and to print, eighty columns wide", ThreadText.WriteAsync) { IsOfThread = true },
        new("EPUB", "epub", "application/epub+zip", "for a reader of books", ThreadBook.WriteAsync) { IsOfThread = true, HasHtml = true },
    ];

    /// <summary>Only one thread can be had so.</summary>
    public bool IsOfThread { get; init; }

    /// <summary>It holds texts as they are printed.</summary>
    public bool HasHtml { get; init; }

    public string Address => ExtractAddress.File + Ending;
}

/// <summary>Gives posts and comments with their whole texts: everything, a blog, a year, a month, a thread, or what a search finds.</summary>
internal static class ExtractDownloads
{
    public static void MapExtracts(this WebApplication app)
    {
        foreach (var format in ExtractFormat.All)
        {
            app.MapGet(format.Address, (HttpContext context, Extracts extracts, ExtractReader reader, DownloadTurns turns, CancellationToken cancel) => SendAsync(format, context, extracts, reader, turns, cancel))
                .WithMetadata(new ReadsQueryAttribute(ExtractAsked.Keys))
                .AsDownload();
        }
    }

    private static async Task SendAsync(ExtractFormat format, HttpContext context, Extracts extracts, ExtractReader reader, DownloadTurns turns, CancellationToken cancel)
    {
        SearchLimits.HurryReader(context);
        if (ExtractAsked.Read(context.Request.Query) is not { } asked || (format.IsOfThread && !asked.IsThread))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (await BeginAsync(format, asked, extracts, turns, cancel) is not { } extract)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (asked.HasPseudonyms && extract.Pseudonym is null)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        context.Response.ContentType = format.ContentType;
        context.Response.Headers.CacheControl = "no-cache";
        var file = new ContentDispositionHeaderValue("attachment");
        file.SetHttpFileName($"{asked.Name}.{format.Ending}");
        context.Response.Headers.ContentDisposition = file.ToString();
        var parts = reader.Read(asked.Scope, format.HasHtml, cancel);
        try
        {
            await format.Write(context.Response.Body, extract, turns.InTurns(HeadRequests.IsHead(context) ? parts.Take(1) : parts, cancel), cancel);
        }
        catch (TimeoutException)
        {
            SearchDownloads.GiveUp(context);
        }
    }

    private static async Task<Extract?> BeginAsync(ExtractFormat format, ExtractAsked asked, Extracts extracts, DownloadTurns turns, CancellationToken cancel)
    {
        using var turn = await turns.TakeAsync(cancel);
        return await extracts.BeginAsync(asked, format.IsOfThread, cancel);
    }
}

/// <summary>Begins the takings out that are asked for.</summary>
internal sealed class Extracts(ArchiveDb db, ExtractReader reader, SiteAddress site, Pseudonyms pseudonyms, TimeProvider time)
{
    /// <summary>Null where the archive has no such part; a search that finds nothing is one.</summary>
    /// <param name="withPost">The post is named at the head.</param>
    public async Task<Extract?> BeginAsync(ExtractAsked asked, bool withPost, CancellationToken cancel)
    {
        var post = withPost ? PostArticle.Find(db, asked.Scope.Blog!, asked.Scope.Month!, asked.Scope.Post!) : null;
        var isThere = withPost ? post is not null : asked.IsEverything || asked.Query is not null || reader.Any(asked.Scope, cancel);
        return !isThere ? null : new Extract(asked, site, reader.Archive(cancel), time.GetUtcNow().UtcDateTime)
        {
            Post = post,
            Pseudonym = asked.HasPseudonyms ? pseudonyms.Giver() : null,
        };
    }
}
