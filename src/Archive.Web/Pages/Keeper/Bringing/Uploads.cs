using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Archive.Web.Pages.Keeper.Bringing;

/// <summary>What a keeper may send at once, in place of the limits that hold for everybody; and the turns of those who send.</summary>
internal sealed class Uploads
{
    /// <summary>Of one request, twice the largest file: without scripts all files that somebody chooses are one, and a blog of 10,000 dumps has some 200 MB.</summary>
    public const long MaxBytes = 256L * 1024 * 1024;

    /// <summary>Two tabs, each of which sends two files at once.</summary>
    public const int MaxOfKeeper = 4;

    /// <summary>Each writes to the disk from which readers read.</summary>
    public const int MaxInAll = 8;

    /// <summary>Enough for the largest at 37 KB a second; the ten seconds of a page would cut honest lines.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <summary>On the whole way: a line that pauses is not cut, one that holds a turn for nothing is.</summary>
    public static readonly MinDataRate SlowestSender = new(1024, TimeSpan.FromSeconds(30));

    private readonly Lock gate = new();
    private readonly List<long> sending = [];

    /// <summary>Takes a turn of a keeper, which ends when it is disposed of; null where too many send.</summary>
    public IDisposable? Take(long keeper)
    {
        lock (gate)
        {
            if (sending.Count >= MaxInAll || sending.Count(one => one == keeper) >= MaxOfKeeper)
            {
                return null;
            }

            sending.Add(keeper);
            return new Turn(this, keeper);
        }
    }

    /// <summary>Lets a request be as large and as slow as an upload may be; what holds for all others is not changed.</summary>
    public static CancellationTokenSource Open(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBytes;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = SlowestSender;
        }

        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        var time = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        time.CancelAfter(Longest);
        return time;
    }

    /// <summary>Lets the server read what nobody will use, for the few seconds that it does: a browser that is cut off in the middle shows no answer.</summary>
    public static void ReadOn(HttpContext context) => context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;

    private sealed class Turn(Uploads uploads, long keeper) : IDisposable
    {
        private bool isOver;

        public void Dispose()
        {
            lock (uploads.gate)
            {
                _ = isOver || uploads.sending.Remove(keeper);
                isOver = true;
            }
        }
    }
}
