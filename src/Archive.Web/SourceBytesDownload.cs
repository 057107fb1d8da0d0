using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Archive.Web;

/// <summary>Gives a kept dump back byte for byte, as a file to save and never as a page to show.</summary>
public static class SourceBytesDownload
{
    public static void MapSourceBytes(this WebApplication app) => app.MapGet("/sources/{sha256}/raw", Download);

    private static async Task<IResult> Download(string sha256, HttpContext context, ArchiveDb db, CancellationToken cancel)
    {
        // By way of the blogs, because the index of sources leads with the blog.
        var source = await (
            from blog in db.Blogs
            from kept in db.Sources
            where kept.BlogId == blog.Id && kept.Sha256 == sha256
            select new { kept.FileName, kept.Content }).FirstOrDefaultAsync(cancel);
        if (source is null)
        {
            return Results.NotFound();
        }

        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.StrangersPolicy;
        var bytes = new BrotliStream(new MemoryStream(source.Content), CompressionMode.Decompress);
        return Results.Stream(bytes, "application/octet-stream", source.FileName, entityTag: new EntityTagHeaderValue($"\"{sha256}\""));
    }
}
