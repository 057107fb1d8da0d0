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
        if (name is null || await originals.SizeAsync(sha256, cancel) is not { } size)
        {
            return Results.NotFound();
        }

        SearchLimits.HurryReader(context);
        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.StrangersPolicy;
        context.Response.ContentLength = size;
        return Results.Stream(body => originals.WriteAsync(sha256, size, body, cancel), "application/octet-stream", name, entityTag: new EntityTagHeaderValue($"\"{sha256}\""));
    }
}
