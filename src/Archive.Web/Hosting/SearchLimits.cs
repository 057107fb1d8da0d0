using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;

namespace Archive.Web.Hosting;

/// <summary>How many searches run at once, so that readers of posts never wait for those who search.</summary>
internal static class SearchLimits
{
    /// <summary>For pages and suggestions.</summary>
    public const string Searches = "searches";

    /// <summary>For downloads, apart from the pages: one goes on as long as its reader is slow.</summary>
    public const string Downloads = "downloads";

    /// <summary>A search keeps a core busy; more at once would make none of them faster.</summary>
    public static readonly int MaxSearches = Math.Max(2, Environment.ProcessorCount);

    /// <summary>Twice the sixty-four people who may search at once; at ten milliseconds each, the last of them waits a second.</summary>
    public const int MaxWaiting = 128;

    /// <summary>A download waits for its reader now and then, so that a few more than there are cores do no harm.</summary>
    public const int MaxDownloads = 4;

    /// <summary>Who waits for a download behind as many others comes back later.</summary>
    public const int MaxWaitingDownloads = 8;

    /// <summary>A search ends itself after half a second; with its time in the queue it is not worth more than this.</summary>
    public const int SearchMilliseconds = 5_000;

    /// <summary>Every hit of the largest archive over a slow line.</summary>
    public static readonly TimeSpan DownloadTime = TimeSpan.FromMinutes(30);

    private const string RetryAfterSeconds = "5";

    public static void AddSearchLimits(this IServiceCollection services)
    {
        services.Configure<RequestTimeoutOptions>(timeouts =>
        {
            timeouts.AddPolicy(Searches, Policy(TimeSpan.FromMilliseconds(SearchMilliseconds)));
            timeouts.AddPolicy(Downloads, Policy(DownloadTime));
        });
        services.AddSingleton<NearTurns>();
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
            limits.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
                return ValueTask.CompletedTask;
            };
            limits.AddConcurrencyLimiter(Searches, searches => (searches.PermitLimit, searches.QueueLimit) = (MaxSearches, MaxWaiting));
            limits.AddConcurrencyLimiter(Downloads, downloads => (downloads.PermitLimit, downloads.QueueLimit) = (MaxDownloads, MaxWaitingDownloads));
        });
    }

    private static RequestTimeoutPolicy Policy(TimeSpan time) =>
        new() { Timeout = time, TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable };
}

/// <summary>Turns at searching for what a missing page may have been: one at a time, and nobody waits for it.</summary>
internal sealed class NearTurns : IDisposable
{
    private readonly ConcurrencyLimiter turns = new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 0 });

    /// <summary>A turn, or none where somebody else has it.</summary>
    public RateLimitLease Take() => turns.AttemptAcquire();

    public void Dispose() => turns.Dispose();
}
