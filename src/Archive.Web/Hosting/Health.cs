using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Archive.Web.Hosting;

/// <summary>Tells a watcher whether the archive can be read.</summary>
internal static class Health
{
    /// <summary>Where a watcher asks.</summary>
    public const string Address = "/healthz";

    /// <summary>For so long a machine counts as well whose copy is not level with a record that others append to.</summary>
    public static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(60);

    public static void MapHealth(this WebApplication app) =>
        app.MapGet(Address, (HttpContext context, ArchiveFolder archive, Follower follower, TimeProvider clock) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return !CanRead(archive) ? Ill("the archive cannot be read")
                : !archive.Place.IsShared ? Results.Text("ok")
                : follower.Now.LevelAt is not { } level ? Ill("the copy was not level with the record yet")
                : clock.GetUtcNow() - level is var behind && behind > MostBehind ? Ill(string.Create(CultureInfo.InvariantCulture, $"the copy was last level with the record {behind.TotalSeconds:0} seconds ago"))
                : Results.Text("ok");
        });

    private static IResult Ill(string reason) => Results.Text(reason, statusCode: StatusCodes.Status503ServiceUnavailable);

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
