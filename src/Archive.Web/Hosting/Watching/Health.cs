using System.Globalization;

namespace Archive.Web.Hosting.Watching;

/// <summary>Tells a watcher whether the archive can be read, and a keeper how the machine stands.</summary>
internal static class Health
{
    /// <summary>Where a watcher asks.</summary>
    public const string Address = "/healthz";

    /// <summary>Where a keeper asks.</summary>
    public const string Details = Address + "/details";

    /// <summary>For so long a machine counts as well whose copy is not level with a record that others append to.</summary>
    public static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(60);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet(Address, (HttpContext context, Machine machine) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return machine.Applied() is null ? Ill("the archive cannot be read")
                : !machine.IsShared ? Results.Text("ok")
                : machine.DarkBecause() is { } dark ? Ill(dark)
                : machine.SinceLevel is not { } behind ? Ill("the copy was not level with the record yet")
                : behind > MostBehind ? Ill(string.Create(CultureInfo.InvariantCulture, $"the copy was last level with the record {behind.TotalSeconds:0} seconds ago"))
                : Results.Text("ok");
        });
        app.MapGet(Details, (HttpContext context, Machine machine) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return Machine.MayAsk(context) ? Results.Json(machine.Details()) : Results.NotFound();
        });
    }

    private static IResult Ill(string reason) => Results.Text(reason, statusCode: StatusCodes.Status503ServiceUnavailable);
}
