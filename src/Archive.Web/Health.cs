using Microsoft.EntityFrameworkCore;

namespace Archive.Web;

/// <summary>Tells a watcher whether the archive can be read.</summary>
public static class Health
{
    public static void MapHealth(this WebApplication app) =>
        app.MapGet("/healthz", async (HttpContext context, ArchiveDb db, CancellationToken cancel) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            await db.Blogs.AnyAsync(cancel);
            return Results.Text("ok");
        });
}
