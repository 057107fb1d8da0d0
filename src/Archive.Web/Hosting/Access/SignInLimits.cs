using System.Net;

namespace Archive.Web.Hosting.Access;

/// <summary>How often a password, a code or a passkey may be tried: from one address, and from all together.</summary>
/// <remarks>The framework's limiters go by a clock of their own, which no test can move; this one needs no more than a list of the last hour.</remarks>
internal sealed class SignInLimits(TimeProvider clock)
{
    /// <summary>A person mistypes less often; a program that guesses needs ages.</summary>
    public const int MaxPerMinute = 5, MaxPerHour = 20;

    /// <summary>From a million addresses, too, no more is guessed than this.</summary>
    public const int MaxPerMinuteInAll = 60;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), Hour = TimeSpan.FromHours(1);

    // At most an hour of what all together may try: 3,600.
    private readonly Queue<(DateTimeOffset At, string Client)> tries = [];
    private readonly Lock gate = new();

    /// <summary>Counts a try.</summary>
    /// <returns>How long to wait before the next; null where this one may go on.</returns>
    public TimeSpan? Refuse(IPAddress? address)
    {
        var client = ClientNetwork.Of(address);
        lock (gate)
        {
            var now = clock.GetUtcNow();
            while (tries.TryPeek(out var oldest) && oldest.At <= now - Hour)
            {
                tries.Dequeue();
            }

            var wait = new[]
            {
                Wait(one => true, MaxPerMinuteInAll, Minute, now),
                Wait(one => one == client, MaxPerMinute, Minute, now),
                Wait(one => one == client, MaxPerHour, Hour, now),
            }.Max();
            if (wait is null)
            {
                tries.Enqueue((now, client));
            }

            return wait;
        }
    }

    private TimeSpan? Wait(Func<string, bool> whose, int max, TimeSpan within, DateTimeOffset now)
    {
        var counted = tries.Where(one => one.At > now - within && whose(one.Client)).Select(one => one.At).ToList();
        return counted.Count < max ? null : counted[^max] + within - now;
    }
}
