using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Archive.Benchmarks.Pages;

/// <summary>Asks a measured site for pages.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly HttpClient http;

    private Visitor(Child site, Uri address)
    {
        Site = site;
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    /// <summary>The coding that it takes; null for the text as it is.</summary>
    public string? Coding { get; set; }

    /// <summary>Whether it asks as nobody is answered from what is kept, so that every page is made for it.</summary>
    public bool IsAnew { get; set; }

    /// <summary>The process that serves.</summary>
    public Child Site { get; }

    public Uri Address => http.BaseAddress!;

    /// <param name="database">Of the record; null where it is in the folder.</param>
    public static async Task<Visitor> StartAsync(string data, string kind, string path, string? database = null) => await OfAsync(
        Child.Start(database is null ? [] : [(MeasuredSite.RecordVariable, database)], ["measured-site", data, kind, path]), isAnew: kind == MeasuredSite.Anew);

    /// <summary>Of a program that prints where it serves.</summary>
    public static async Task<Visitor> OfAsync(Child program, bool isAnew = false) => new(program, await program.ReadAddressAsync()) { IsAnew = isAnew };

    /// <summary>The text of a page; null where there is none.</summary>
    public async Task<string?> FindAsync(string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : null;
    }

    /// <summary>Asks for pages until the server is as quick as it becomes.</summary>
    /// <param name="least">Requests that it is asked for in any case.</param>
    public Task WarmUpAsync(IReadOnlyList<string> paths, int least, int connections)
    {
        const int LeastWindows = 6, MostWindows = 4 * LeastWindows;
        return Windows.UntilAlikeAsync(LeastWindows, MostWindows, async () => (await MeasureAsync(paths, least / LeastWindows, connections)).Microseconds);
    }

    /// <summary>What the server burns for these pages, asked for in turn over several connections.</summary>
    public async Task<Cost> MeasureAsync(IReadOnlyList<string> paths, int requests, int connections)
    {
        var before = Site.Cpu;
        var asked = 0;
        var bytes = 0L;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(AskAsync)));
        return new Cost(Site.Cpu - before, requests, bytes);

        async Task AskAsync()
        {
            var buffer = new byte[64 * 1024];
            for (var i = Interlocked.Increment(ref asked); i <= requests; i = Interlocked.Increment(ref asked))
            {
                Interlocked.Add(ref bytes, await ReadAsync(paths[i % paths.Count], buffer));
            }
        }
    }

    /// <summary>Milliseconds of each of many requests for a page made anew, one after the other, in ascending order.</summary>
    public async Task<List<double>> LatenciesAsync(string path, int requests, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        var latencies = new List<double>();
        while (latencies.Count < requests && !stop.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            await ReadAsync(path, buffer);
            latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        latencies.Sort();
        return latencies;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Site.DisposeAsync();
    }

    private async Task<long> ReadAsync(string path, byte[] buffer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (Coding is not null)
        {
            request.Headers.AcceptEncoding.ParseAdd(Coding);
        }

        if (IsAnew)
        {
            request.Headers.CacheControl = new CacheControlHeaderValue { OnlyIfCached = true };
        }

        // An address that leads on is answered, too; nobody follows it here.
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode >= HttpStatusCode.BadRequest)
        {
            throw new HttpRequestException($"{path}: {(int)response.StatusCode}", null, response.StatusCode);
        }

        await using var body = await response.Content.ReadAsStreamAsync();
        var total = 0L;
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            total += read;
        }

        return total;
    }
}

/// <summary>What some requests cost the server.</summary>
public readonly record struct Cost(TimeSpan Cpu, int Requests, long Bytes)
{
    public static readonly Cost Unknown = new(TimeSpan.MaxValue, 1, 1);

    public double Microseconds => Cpu.TotalMicroseconds / Requests;

    public double PerByte => Cpu.TotalMicroseconds / Bytes;

    public double BytesPerRequest => (double)Bytes / Requests;

    public Cost OrBetter(Cost other) => other.Microseconds < Microseconds ? other : this;
}
