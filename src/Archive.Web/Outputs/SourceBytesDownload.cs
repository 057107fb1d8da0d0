using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Outputs;

/// <summary>Gives a kept dump back byte for byte, as a file to save and never as a page to show.</summary>
internal static class SourceBytesDownload
{
    public static void MapSourceBytes(this WebApplication app) => app.MapGet("/sources/{sha256}/raw", Download);

    private static async Task<IResult> Download(string sha256, HttpContext context, ArchiveDb db, ArchiveFolder archive, CancellationToken cancel)
    {
        var name = await db.Sources.Where(kept => kept.Sha256 == sha256).OrderBy(kept => kept.Id).Select(kept => kept.FileName).FirstOrDefaultAsync(cancel);
        if (name is null || archive.Original(sha256) is not { } bytes)
        {
            return Results.NotFound();
        }

        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.StrangersPolicy;
        return Results.Bytes(bytes, "application/octet-stream", name, entityTag: new EntityTagHeaderValue($"\"{sha256}\""));
    }
}
