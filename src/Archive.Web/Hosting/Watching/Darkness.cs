using System.Globalization;

namespace Archive.Web.Hosting.Watching;

/// <summary>Keeps back what may have been taken away: after a long break until the copy is level again, and where keepers chose so as long as the record is out of reach.</summary>
internal static class Darkness
{
    /// <summary>What <c>--dark-after</c> takes, in words.</summary>
    public const string PossibleAfter = "a time from 10s to 30d, such as 90s, 15m, 2h or 1d";

    /// <summary>A record is asked each second; less would go dark whenever an answer is slow.</summary>
    public static readonly TimeSpan LeastAfter = TimeSpan.FromSeconds(10);

    /// <summary>More is never, which is said by leaving the option out.</summary>
    public static readonly TimeSpan MostAfter = TimeSpan.FromDays(30);

    // More than a machine needs to catch up with, and no longer than somebody waits.
    private const string RetryAfterSeconds = "5";

    private const int MostDigits = 7;

    private static readonly (char Letter, TimeSpan Of, string Word)[] Units =
        [('d', TimeSpan.FromDays(1), "day"), ('h', TimeSpan.FromHours(1), "hour"), ('m', TimeSpan.FromMinutes(1), "minute"), ('s', TimeSpan.FromSeconds(1), "second")];

    /// <summary>Before finished pages are sent; scripts and style sheets tell nothing of the archive, and watchers ask on.</summary>
    public static void UseDarkness(this WebApplication app)
    {
        var machine = app.Services.GetRequiredService<Machine>();
        if (machine.IsShared)
        {
            app.Use(next => context => IsAWatchers(context.Request.Path) || machine.DarkBecause() is not { } reason ? next(context) : AnswerAsync(context, reason));
        }
    }

    /// <summary>Reads a time as <c>--dark-after</c> takes it.</summary>
    public static bool TryReadAfter(string text, out TimeSpan after)
    {
        after = default;
        if (text.Length is 0 or > MostDigits + 1 || Array.Find(Units, unit => unit.Letter == text[^1]) is not { Word: not null } unit
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        after = count * unit.Of;
        return after >= LeastAfter && after <= MostAfter;
    }

    /// <summary>A time in the largest unit of which it is a whole number.</summary>
    public static string InWords(TimeSpan after)
    {
        var unit = Array.Find(Units, unit => after.Ticks % unit.Of.Ticks == 0);
        var count = after.Ticks / unit.Of.Ticks;
        return string.Create(CultureInfo.InvariantCulture, $"{count} {unit.Word}{(count == 1 ? "" : "s")}");
    }

    private static bool IsAWatchers(PathString path) => path.StartsWithSegments(Health.Address, StringComparison.Ordinal) || path == Metrics.Address;

    private static Task AnswerAsync(HttpContext context, string reason)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(reason, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
    }
}
