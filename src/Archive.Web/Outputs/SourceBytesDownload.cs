using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Outputs;

/// <summary>Gives a kept dump back byte for byte, as a file to save and never as a page to show.</summary>
internal static class SourceBytesDownload
{
    public static void MapSourceBytes(this WebApplication app) => app.MapGet("/sources/{sha256}/raw", Download).AsDownload();

    private static async Task<IResult> Download(string sha256, HttpContext context, ArchiveDb db, Originals originals, CancellationToken cancel)
    {
        var name = await db.Sources.Where(kept => kept.Sha256 == sha256).OrderBy(kept => kept.Id).Select(kept => kept.FileName).FirstOrDefaultAsync(cancel);
        if (name is null || await originals.FindAsync(sha256, cancel) is not { } bytes)
        {
            return Results.NotFound();
        }

        SearchLimits.HurryReader(context);
        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.StrangersPolicy;
        // As a stream it goes out piece by piece; a whole array would be copied into the server's memory at once, and lie there as long as its reader is slow.
        return Results.Stream(new MemoryStream(bytes, writable: false), "application/octet-stream", name, entityTag: new EntityTagHeaderValue($"\"{sha256}\""));
    }
}
