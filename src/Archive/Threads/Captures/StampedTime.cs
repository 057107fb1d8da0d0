using System.Globalization;

namespace Archive.Threads.Captures;

/// <summary>When a comment was written, as one capture prints it: on the blog's clock, whose zone another capture may have seen set otherwise.</summary>
internal readonly record struct StampedTime(long Minutes, bool HasClock)
{
    private const int Day = 24 * 60;

    /// <summary>Zones lie so many minutes, or a multiple of them, apart.</summary>
    private const int BetweenZones = 15;

    public static StampedTime? Of(string? published) => published switch
    {
        { Length: >= 16 } when Parsed(published[..16], "yyyy-MM-dd'T'HH:mm") is { } minutes => new StampedTime(minutes, true),
        { Length: >= 10 } when Parsed(published[..10], "yyyy-MM-dd") is { } minutes => new StampedTime(minutes, false),
        _ => null,
    };

    /// <summary>Whether two stamps are of two moments, whatever the zone of each.</summary>
    public static bool Differ(StampedTime? one, StampedTime? other)
    {
        if (one is not { } left || other is not { } right)
        {
            return false;
        }

        var apart = Math.Abs(left.Minutes - right.Minutes);
        return left.HasClock && right.HasClock ? apart % BetweenZones != 0 || apart >= Day : apart / Day > 1;
    }

    private static long? Parsed(string text, string form) =>
        DateTime.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.Ticks / TimeSpan.TicksPerMinute : null;
}
