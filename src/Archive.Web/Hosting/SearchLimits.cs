using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Archive.Web.Hosting;

/// <summary>How many searches, pages that read more than they show, and downloads run at once, so that readers of posts never wait for those who search, nor anybody for who reads slowly.</summary>
internal static class SearchLimits
{
    /// <summary>For pages and suggestions.</summary>
    public const string Searches = "searches";

    /// <summary>For downloads, apart from the pages: one goes on as long as its reader takes.</summary>
    public const string Downloads = "downloads";

    /// <summary>A search keeps a core busy; more at once would make none of them faster.</summary>
    public static readonly int MaxSearches = Math.Max(2, Environment.ProcessorCount);

    /// <summary>Twice the sixty-four people who may search at once; at ten milliseconds each, the last of them waits a second.</summary>
    public const int MaxWaiting = 128;

    /// <summary>As many as a browser or a script fetches side by side; all whom one proxy hides share them.</summary>
    public const int MaxDownloadsOfOne = 4;

    /// <summary>Who waits for a download behind as many of their own comes back later.</summary>
    public const int MaxWaitingDownloads = 8;

    /// <summary>Of all clients. Each costs a connection and some 200 kB (an original at the most 6 MB, the window of its packing and a part), and no state of the archive, however slow it is; so it takes many clients to fill them.</summary>
    public const int MaxDownloads = 64;

    /// <summary>Parts of downloads that are searched for at once; while a part is sent, others have the turn.</summary>
    public const int MaxPartsAtOnce = 4;

    /// <summary>Hits of a part: some 100 kB.</summary>
    public const int PartSize = 200;

    /// <summary>Who reads less than 8 KiB a second, as over two telephone lines, is cut off: counted over all that was sent, after ten seconds of grace.</summary>
    /// <remarks>What the system takes on itself (<see cref="ServerLimits.SendBufferBytes"/>) counts as read, so that somebody who reads nothing is cut off within a minute.</remarks>
    public static readonly MinDataRate MinDownloadRate = new(8 * 1024, TimeSpan.FromSeconds(10));

    /// <summary>A search ends itself after half a second; with its time in the queue it is not worth more than this.</summary>
    public const int SearchMilliseconds = 5_000;

    /// <summary>Every hit of the largest archive over a slow line.</summary>
    public static readonly TimeSpan DownloadTime = TimeSpan.FromMinutes(30);

    public const string RetryAfterSeconds = "5";

    // No client's name.
    private const string NoDownload = "-";

    public static void AddSearchLimits(this IServiceCollection services)
    {
        services.Configure<RequestTimeoutOptions>(timeouts =>
        {
            timeouts.AddPolicy(Searches, Policy(TimeSpan.FromMilliseconds(SearchMilliseconds)));
            timeouts.AddPolicy(Downloads, Policy(DownloadTime));
        });
        services.AddSingleton<NearTurns>();
        services.AddSingleton<DownloadTurns>();
        services.AddSingleton<MarkTurns>();
        services.AddSingleton<ReadingTurns>();
        services.AddSingleton<PageMarker>();
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
            limits.OnRejected = (rejected, _) =>
            {
                // Who has all of their own places is told so: the machine is well, and a proxy must not ask another in its place.
                if (limits.GlobalLimiter!.GetStatistics(rejected.HttpContext) is { CurrentAvailablePermits: 0 })
                {
                    rejected.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                }

                rejected.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
                return ValueTask.CompletedTask;
            };
            // Asked before those of all: who waits for their own turn takes no place of others.
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(OfOneClient);
            limits.AddConcurrencyLimiter(Searches, searches => (searches.PermitLimit, searches.QueueLimit) = (MaxSearches, MaxWaiting));
            limits.AddConcurrencyLimiter(Downloads, downloads => (downloads.PermitLimit, downloads.QueueLimit) = (MaxDownloads, 0));
        });
    }

    /// <summary>Makes an endpoint a download: each of its answers takes a place for as long as its reader takes, and no reader takes for ever.</summary>
    public static TBuilder AsDownload<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.RequireRateLimiting(Downloads).WithRequestTimeout(Downloads);
        return endpoint;
    }

    /// <summary>Cuts the reader of this answer off who reads slower than <see cref="MinDownloadRate"/>.</summary>
    public static void HurryReader(HttpContext context)
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = MinDownloadRate;
        }
    }

    private static RateLimitPartition<string> OfOneClient(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Downloads
            ? RateLimitPartition.GetConcurrencyLimiter(
                ClientNetwork.Of(context),
                _ => new ConcurrencyLimiterOptions { PermitLimit = MaxDownloadsOfOne, QueueLimit = MaxWaitingDownloads })
            : RateLimitPartition.GetNoLimiter(NoDownload);

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

/// <summary>Turns at searching for the hits beside the one that led to a page: as many at once as there are searches, and a queue as long.</summary>
internal sealed class MarkTurns : IDisposable
{
    private readonly ConcurrencyLimiter turns = new(
        new ConcurrencyLimiterOptions { PermitLimit = SearchLimits.MaxSearches, QueueLimit = SearchLimits.MaxWaiting });

    /// <summary>A turn, which the caller gives back; none where the queue is full.</summary>
    public ValueTask<RateLimitLease> TakeAsync(CancellationToken cancel) => turns.AcquireAsync(cancellationToken: cancel);

    public void Dispose() => turns.Dispose();
}

/// <summary>Turns at reading a whole original, capture or list of links for the page that shows a part of it; while that is sent, others have the turn.</summary>
internal sealed class ReadingTurns : IDisposable
{
    private readonly ConcurrencyLimiter turns = new(
        new ConcurrencyLimiterOptions { PermitLimit = SearchLimits.MaxSearches, QueueLimit = SearchLimits.MaxWaiting });

    /// <summary>Reads when it is one's turn; where the queue is full the page says that the site is busy.</summary>
    public async Task<IActionResult> InTurnAsync(HttpContext context, Func<Task<IActionResult>> read)
    {
        using var turn = await turns.AcquireAsync(cancellationToken: context.RequestAborted);
        if (turn.IsAcquired)
        {
            return await read();
        }

        context.Response.Headers.RetryAfter = SearchLimits.RetryAfterSeconds;
        return new StatusCodeResult(StatusCodes.Status503ServiceUnavailable);
    }

    public void Dispose() => turns.Dispose();
}

/// <summary>Turns at searching for a part of a download, of which there are fewer than downloads.</summary>
internal sealed class DownloadTurns : IDisposable
{
    private readonly ConcurrencyLimiter turns = new(
        new ConcurrencyLimiterOptions { PermitLimit = SearchLimits.MaxPartsAtOnce, QueueLimit = SearchLimits.MaxDownloads });

    /// <summary>A turn, which the caller gives back; whoever downloads gets one.</summary>
    public ValueTask<RateLimitLease> TakeAsync(CancellationToken cancel) => turns.AcquireAsync(cancellationToken: cancel);

    /// <summary>Parts of a download that are read in turns and given away without one: a slow reader keeps nobody from reading.</summary>
    public async IAsyncEnumerable<T> InTurns<T>(IEnumerable<IReadOnlyList<T>> parts, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var reading = parts.GetEnumerator();
        while (true)
        {
            using (await TakeAsync(cancel))
            {
                if (!reading.MoveNext())
                {
                    yield break;
                }
            }

            foreach (var one in reading.Current)
            {
                yield return one;
            }
        }
    }

    public void Dispose() => turns.Dispose();
}

/// <summary>Turns at asking what may be in a database of several machines: whoever asks it holds a thread and a connection until it has answered.</summary>
internal sealed class RecordTurns : IDisposable
{
    /// <summary>Far fewer than the connections by which a machine reads; an answer takes a millisecond.</summary>
    private const int MaxAtOnce = 4;

    private readonly SemaphoreSlim turns = new(MaxAtOnce);

    /// <summary>Asks when it is one's turn, for which no thread waits.</summary>
    public async Task<T> AskAsync<T>(Func<T> ask, CancellationToken cancel)
    {
        await turns.WaitAsync(cancel);
        try
        {
            return ask();
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();
}
