namespace Archive.Threads.Captures;

/// <summary>When a comment was written, as one capture prints it: on the blog's clock, whose zone another capture may have seen set otherwise.</summary>
internal readonly record struct StampedTime(long Minutes, bool HasClock)
{
    private const int Day = 24 * 60;

    /// <summary>Zones lie so many minutes, or a multiple of them, apart.</summary>
    private const int BetweenZones = 15;

    public static StampedTime? Of(string? published) => IsoDate.DayOf(published) is not { } day ? null
        : IsoDate.MinuteOf(published) is { } minute ? new StampedTime(day.ToDateTime(minute).Ticks / TimeSpan.TicksPerMinute, true)
        : new StampedTime((long)day.DayNumber * Day, false);

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
}
