using System.Diagnostics;
using System.Globalization;

namespace Archive.Web.Hosting.Access;

/// <summary>Shows keepers what they did, also where another machine answers: it waits a moment for its copy, and says so where that did not suffice.</summary>
/// <remarks>What a keeper has seen goes with the browser as the number of the last entry that was in the copy that answered.</remarks>
internal static class SeenEntry
{
    /// <summary>The name of the cookie.</summary>
    public const string Cookie = "__Host-archive-entry";

    /// <summary>How long an answer waits for the copy of this machine.</summary>
    public static readonly TimeSpan MostWaited = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private static readonly object Behind = new();

    private static readonly CookieOptions Settings = new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/" };

    /// <summary>Whether the page shows an earlier state than the keeper has seen.</summary>
    public static bool IsBehind(this HttpContext context) => context.Items.ContainsKey(Behind);

    /// <summary>Only where the record is shared: a machine alone is never behind itself.</summary>
    public static void UseSeenEntry(this WebApplication app)
    {
        var (archive, follower) = (app.Services.GetRequiredService<ArchiveFolder>(), app.Services.GetRequiredService<Follower>());
        if (archive.Place.IsShared)
        {
            app.Use((context, next) => context.User.Identity is { IsAuthenticated: true } ? AnswerAsync(context, archive, follower, next) : next(context));
        }
    }

    private static async Task AnswerAsync(HttpContext context, ArchiveFolder archive, Follower follower, RequestDelegate next)
    {
        var seen = long.TryParse(context.Request.Cookies[Cookie], NumberStyles.None, CultureInfo.InvariantCulture, out var entry) ? entry : 0;
        var waited = Stopwatch.StartNew();
        while (archive.Seal().Number < seen)
        {
            if (waited.Elapsed >= MostWaited || follower.Now.Trouble is not null)
            {
                context.Items[Behind] = true;
                break;
            }

            await Task.Delay(LookAgain, context.RequestAborted);
        }

        context.Response.OnStarting(() =>
        {
            // Where the record has lost entries the number falls: nobody waits for what will not come.
            if (archive.Seal().Number is var shown && (shown > seen || (shown < seen && follower.Now is { Known: { } known, Trouble: null } && known < seen)))
            {
                context.Response.Cookies.Append(Cookie, shown.ToString(CultureInfo.InvariantCulture), Settings);
            }

            return Task.CompletedTask;
        });
        await next(context);
    }
}
