using System.Threading.RateLimiting;

namespace Archive.Web.Hosting;

/// <summary>Turns at searching for what a missing page may have been: one at a time, and nobody waits for it.</summary>
internal sealed class NearTurns : IDisposable
{
    private readonly ConcurrencyLimiter turns = new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 0 });

    /// <summary>A turn, or none where somebody else has it.</summary>
    public RateLimitLease Take() => turns.AttemptAcquire();

    public void Dispose() => turns.Dispose();
}
