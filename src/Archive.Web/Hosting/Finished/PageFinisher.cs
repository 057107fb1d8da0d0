using System.Diagnostics;
using System.IO.Hashing;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Hosting.Finished;

/// <summary>Finishes pages behind the requests: codes them as small as is worth while, puts them into the store, and makes those anew that an import made old.</summary>
internal sealed class PageFinisher(PageShelf shelf, FinishedStore store, IHttpContextFactory contexts, ILogger<PageFinisher> log) : BackgroundService
{
    /// <summary>Pages that wait to be finished, in bytes; who comes when they are too many has a page that is less small, and nothing in the store.</summary>
    /// <remarks>Some eighty: to finish one takes longer than to make it, so that of as many as can be asked for more would wait and no more be finished.</remarks>
    public const int MaxWaitingBytes = 8 * 1024 * 1024;

    /// <summary>Pages that are made anew after an import: those that were made last.</summary>
    public const int MaxMadeAnew = 2_000;

    private const int MaxAtOnce = 16;

    // Nothing is made anew before the archive has been the same for so long. Behind each page it waits three times as long as that took, so that a core has most of its time for others.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private const int Rest = 3;

    // What is set anew with each answer.
    private static readonly HashSet<string> OfEachAnswer = new(
        [HeaderNames.ETag, HeaderNames.CacheControl, HeaderNames.Vary, HeaderNames.ContentLength, HeaderNames.ContentEncoding, HeaderNames.TransferEncoding, HeaderNames.Date, HeaderNames.Age],
        StringComparer.OrdinalIgnoreCase);

    private readonly Channel<Waiting> waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private int waitingBytes;
    private RequestDelegate? make;

    /// <summary>All pages that were made are finished.</summary>
    public bool IsIdle => Volatile.Read(ref waitingBytes) == 0;

    /// <summary>Says how a page is made.</summary>
    public void MakeBy(RequestDelegate pages) => make = pages;

    /// <summary>Takes a page that was made just now, for its first reader and for all others.</summary>
    public FinishedPage Add(IHeaderDictionary headers, Making making, HeldBody body)
    {
        // A cookie is for one reader; and by a state that does not tell the blogs apart yet nothing is kept in the place of what may still hold.
        var key = headers.SetCookie.Count == 0 && making.Moment.Common is not null ? making.Key : null;
        var page = new FinishedPage
        {
            Blog = making.Blog,
            State = making.Moment.StateOf(making.Blog),
            Names = making.Names,
            Tag = $"W/\"{Convert.ToHexStringLower(XxHash128.Hash(body.Held.Span))}\"",
            Headers = [.. headers.Where(header => !OfEachAnswer.Contains(header.Key)).Select(header => KeyValuePair.Create(header.Key, header.Value))],
            MadeAt = DateTimeOffset.UtcNow,
            Coding = making.Coding,
            // What nobody keeps need not be copied.
            Bytes = key is null && making.Coding == ContentCoding.Identity ? body.Held : ContentCoding.Coded(body.Held.Span, making.Coding, isFinished: false),
        };
        if (key is not null)
        {
            shelf.Put(key, page with { GoodAt = making.Moment });
            Wait(key, page with { GoodAt = making.Moment }, body);
        }

        return page;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        UntilStoppedAsync(FinishAsync, stoppingToken), UntilStoppedAsync(MakeAnewAsync, stoppingToken));

    // That the site ends is no failure, however it ends; and what fails here may leave readers with slower pages, never without a site.
    private async Task UntilStoppedAsync(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                log.LogWarning(failed, "Pages were not finished");
                await Task.Delay(Quiet, CancellationToken.None);
            }
        }
    }

    private void Wait(PageKey key, FinishedPage page, HeldBody body)
    {
        if (Interlocked.Add(ref waitingBytes, body.Held.Length) > MaxWaitingBytes)
        {
            Interlocked.Add(ref waitingBytes, -body.Held.Length);
            return;
        }

        try
        {
            // What the page was written into is needed for the next.
            var text = new OwnBytes(body.Held.Length);
            body.Held.Span.CopyTo(text.Span);
            waiting.Writer.TryWrite(new Waiting(key, page, text, body.Held.Length));
        }
        catch (InsufficientMemoryException)
        {
            // The reader has the page.
            Interlocked.Add(ref waitingBytes, -body.Held.Length);
        }
    }

    private async Task FinishAsync(CancellationToken stop)
    {
        while (await waiting.Reader.WaitToReadAsync(stop))
        {
            var (finished, bytes) = (new List<StoredPage>(), 0);
            try
            {
                for (var i = 0; i < MaxAtOnce && waiting.Reader.TryRead(out var next); i++)
                {
                    bytes += next.Length;
                    var page = Finish(next);
                    // What anybody may ask for in any words is kept in memory alone: the store has what the archive itself links to. What was made before
                    // something was taken back came too late.
                    if ((page.Blog != 0 || next.Key.Query.Length == 0) && page.State == shelf.Moment()?.StateOf(page.Blog))
                    {
                        finished.Add(PageShelf.ToStore(next.Key, page));
                    }
                }

                store.Put(finished);
            }
            finally
            {
                Interlocked.Add(ref waitingBytes, -bytes);
            }
        }
    }

    private FinishedPage Finish(Waiting waiting)
    {
        using var text = waiting.Text;
        return shelf.Put(waiting.Key, waiting.Page with
        {
            Coding = ContentCoding.Brotli,
            Bytes = ContentCoding.Coded(text.Span[..waiting.Length], ContentCoding.Brotli, isFinished: true),
        });
    }

    private async Task MakeAnewAsync(CancellationToken stop)
    {
        var (before, done, kept) = ((PageMoment?)null, (PageMoment?)null, (string?)null);
        using var timer = new PeriodicTimer(Quiet);
        while (await timer.WaitForNextTickAsync(stop))
        {
            var now = shelf.Moment();
            if (now?.Common is { } common && common != kept)
            {
                // However it came here that something was taken back, and whichever process was told.
                kept = store.KeepOf(common) ? common : kept;
            }

            if (now is not null && now == before && now != done)
            {
                done = now;
                await MakeAnewAsync(now, stop);
            }

            before = now;
        }
    }

    private async Task MakeAnewAsync(PageMoment now, CancellationToken stop)
    {
        foreach (var (path, query, blog, state) in store.Last(MaxMadeAnew))
        {
            if (state == now.StateOf(blog))
            {
                continue;
            }

            if (shelf.Moment() != now)
            {
                return;
            }

            var begun = Stopwatch.GetTimestamp();
            await MakeAnewAsync(path, query, stop);
            await Task.Delay(Rest * Stopwatch.GetElapsedTime(begun), stop);
        }
    }

    // As if somebody had asked for it. What is not there any more leaves the store.
    private async Task MakeAnewAsync(string path, string query, CancellationToken stop)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = HttpMethods.Get,
            Scheme = Uri.UriSchemeHttp,
            Protocol = HttpProtocol.Http11,
            Path = path,
            QueryString = query,
            Headers = new HeaderDictionary { [HeaderNames.AcceptEncoding] = ContentCoding.Brotli },
        });
        await using var answer = new OwnAnswer();
        features.Set<IHttpResponseFeature>(answer);
        features.Set<IHttpMaxRequestBodySizeFeature>(answer);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        var context = contexts.Create(features);
        try
        {
            context.RequestAborted = stop;
            await make!(context);
            // A busy site says nothing of the page.
            if (context.Response.StatusCode is not (StatusCodes.Status200OK or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout))
            {
                store.Remove(path, query);
            }
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // Whoever asks for it next hears of it.
            store.Remove(path, query);
            log.LogWarning("A page was not made anew after an import: {Path}: {Reason}", path, failed.Message);
        }
        finally
        {
            contexts.Dispose(context);
        }
    }

    // At the end of an answer a server has done what was left to then. The services of a request give back what they lent: a connection, with the state of the archive that it holds.
    private sealed class OwnAnswer : HttpResponseFeature, IHttpMaxRequestBodySizeFeature, IAsyncDisposable
    {
        private readonly Stack<(Func<object, Task> Do, object State)> atEnd = [];

        // A page that takes forms says how long these may be, and warns a server that does not hear it.
        public bool IsReadOnly => false;

        public long? MaxRequestBodySize { get; set; }

        public override void OnCompleted(Func<object, Task> callback, object state) => atEnd.Push((callback, state));

        public async ValueTask DisposeAsync()
        {
            while (atEnd.TryPop(out var last))
            {
                await last.Do(last.State);
            }
        }
    }

    private sealed record Waiting(PageKey Key, FinishedPage Page, OwnBytes Text, int Length);
}
