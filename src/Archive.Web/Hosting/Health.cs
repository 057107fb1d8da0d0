using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Hosting;

/// <summary>Tells a watcher whether the archive can be read.</summary>
internal static class Health
{
    /// <summary>Where a watcher asks.</summary>
    public const string Address = "/healthz";

    public static void MapHealth(this WebApplication app) =>
        app.MapGet(Address, async (HttpContext context, ArchiveFolder archive, CancellationToken cancel) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return await CanReadAsync(archive, cancel)
                ? Results.Text("ok")
                : Results.Text("the archive cannot be read", statusCode: StatusCodes.Status503ServiceUnavailable);
        });

    private static async Task<bool> CanReadAsync(ArchiveFolder archive, CancellationToken cancel)
    {
        try
        {
            await using var db = archive.Read();
            await db.Blogs.AnyAsync(cancel);
            return archive.Generation() >= 0;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
