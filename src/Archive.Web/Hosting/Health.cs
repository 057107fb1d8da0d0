using Microsoft.Data.Sqlite;

namespace Archive.Web.Hosting;

/// <summary>Tells a watcher whether the archive can be read.</summary>
internal static class Health
{
    /// <summary>Where a watcher asks.</summary>
    public const string Address = "/healthz";

    public static void MapHealth(this WebApplication app) =>
        app.MapGet(Address, (HttpContext context, ArchiveFolder archive) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return CanRead(archive)
                ? Results.Text("ok")
                : Results.Text("the archive cannot be read", statusCode: StatusCodes.Status503ServiceUnavailable);
        });

    // What a copy says of itself is read by no more than a statement: a watcher asks before anybody else, and often.
    private static bool CanRead(ArchiveFolder archive)
    {
        try
        {
            return archive.Seal().Number >= 0 && archive.Generation() >= 0;
        }
        catch (Exception unread) when (unread is SqliteException or InvalidDataException or ArchiveFileException)
        {
            return false;
        }
    }
}
