using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.RateLimiting;
using Archive.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using Serilog.Events;

namespace Archive.Tests.Web.Hosting;

/// <summary>A request that runs out of time is one line of the log, and one whose reader goes away none.</summary>
public class RequestLogTests
{
    private const string Post = "/probation/2014/02/power-to-people";

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("/search?q=said")]
    [InlineData("/search?q=xylofon")]
    [InlineData("/search?q=said&group=thread")]
    [InlineData("/search/first?q=said")]
    [InlineData("/search.json?q=said")]
    [InlineData("/search.jsonl?q=said")]
    [InlineData("/search.csv?q=said")]
    [InlineData("/search.atom?q=said")]
    [InlineData("/feed.atom")]
    [InlineData("/probation/feed.atom")]
    [InlineData(Post + "/comments.atom")]
    [InlineData(Post)]
    [InlineData("/sources")]
    public async Task What_runs_out_of_time_is_one_line(string address)
    {
        await using var site = await LoggedSite.StartAsync(new UntilTimeIsOver());

        using var response = await site.Client.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotEmpty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Matches($"^Error GET {address.Split('?')[0].Replace(".", "\\.", StringComparison.Ordinal)} 503 in [0-9.]+ ms$", Assert.Single(await site.LinesAsync()));
    }

    // The framework's queue would answer 200 with nothing.
    [Fact]
    public async Task Who_waits_in_vain_for_a_turn_is_told_so_in_one_line()
    {
        await using var site = await LoggedSite.StartAsync(new UntilTimeIsOver(throws: true));

        using var response = await site.Client.GetAsync("/search?q=said", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.StartsWith("Error GET /search 503", Assert.Single(await site.LinesAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_breaks_off_is_one_line_and_no_whole_answer()
    {
        await using var site = await LoggedSite.StartAsync(map: app => app.MapGet("/trial", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("begun");
            await context.Response.Body.FlushAsync();
            RequestLog.BreakOff(context);
        }).AllowAnonymous());

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => site.Client.GetStringAsync("/trial", TestContext.Current.CancellationToken));

        Assert.StartsWith("Error GET", Assert.Single(await site.LinesAsync()), StringComparison.Ordinal);
    }

    // A keeper must not read there that nothing was changed: a form may have been done.
    [Theory]
    [InlineData("/trial", false)]
    [InlineData("/keeper/trial", true)]
    public async Task A_page_that_was_not_ready_in_time_says_so_and_blames_nobody(string address, bool isOfKeepers)
    {
        await using var site = await LoggedSite.StartAsync(map: app => app.MapGet(address, () => Results.StatusCode(StatusCodes.Status504GatewayTimeout)).AllowAnonymous());

        using var response = await site.Client.GetAsync(address, TestContext.Current.CancellationToken);
        var page = await TestSite.ReadAsync(response);

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("This took too long", page.QuerySelector("h1").Words());
        Assert.Equal(isOfKeepers, page.QuerySelector("main a[href='/keeper/log']") is not null);
    }

    [Theory]
    [InlineData("/trial")]
    [InlineData("/trial/begun")]
    public async Task Who_goes_away_is_no_line(string address)
    {
        var gone = new TaskCompletionSource();
        await using var site = await LoggedSite.StartAsync(map: app =>
        {
            app.MapGet("/trial", (HttpContext context) => WaitAsync(context)).AllowAnonymous();
            app.MapGet("/trial/begun", async (HttpContext context) =>
            {
                await context.Response.WriteAsync("begun");
                await context.Response.Body.FlushAsync();
                await WaitAsync(context);
            }).AllowAnonymous();
        });
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(site.Client.BaseAddress!.Host, site.Client.BaseAddress.Port, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {address} HTTP/1.1\r\nHost: a\r\n\r\n"), TestContext.Current.CancellationToken);
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        await gone.Task.WaitAsync(MaxWait, TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Empty(site.Lines);
        Assert.Equal("ok", await site.Client.GetStringAsync("/healthz", TestContext.Current.CancellationToken));
        Assert.Contains("/healthz", Assert.Single(await site.LinesAsync()), StringComparison.Ordinal);

        async Task WaitAsync(HttpContext context)
        {
            try
            {
                await Task.Delay(MaxWait, context.RequestAborted);
            }
            finally
            {
                gone.TrySetResult();
            }
        }
    }

    /// <summary>A site that writes the log of the program, to be read here.</summary>
    private sealed class LoggedSite : ILogEventSink, IAsyncDisposable
    {
        private readonly TestArchive archive = new();
        private readonly ConcurrentQueue<string> lines = [];
        private WebApplication site = null!;

        public HttpClient Client { get; } = new();

        /// <summary>What a terminal would show, errors with their traces.</summary>
        public IEnumerable<string> Lines => lines.SelectMany(line => line.Split('\n'));

        public static async Task<LoggedSite> StartAsync(UntilTimeIsOver? turns = null, Action<WebApplication>? map = null)
        {
            var logged = new LoggedSite();
            logged.archive.Import(TestArchive.Dump("1.txt", DumpText.Post([.. Enumerable.Range(0, 300).Select(i => $"said {i}")])));
            logged.site = ArchiveSite.Build(logged.archive.File, "http://127.0.0.1:0", builder =>
            {
                builder.AddArchiveLog(to => to.Sink(logged));
                if (turns is not null)
                {
                    builder.Services.PostConfigure<RequestTimeoutOptions>(Shorten);
                    builder.Services.PostConfigure<RateLimiterOptions>(limits => limits.GlobalLimiter = turns);
                }
            });
            map?.Invoke(logged.site);
            await logged.site.StartAsync();
            logged.Client.BaseAddress = new Uri(logged.site.Urls.First());
            return logged;
        }

        // The log is written when the answer is sent.
        public async Task<List<string>> LinesAsync()
        {
            for (var tries = 0; lines.IsEmpty && tries < 100; tries++)
            {
                await Task.Delay(50);
            }

            return [.. Lines];
        }

        public void Emit(LogEvent logEvent) => lines.Enqueue(
            $"{logEvent.Level} {logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture).Replace("\"", "", StringComparison.Ordinal)}{(logEvent.Exception is { } failure ? $"\n{failure}" : "")}");

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await site.DisposeAsync();
            archive.Dispose();
        }

        private static void Shorten(RequestTimeoutOptions timeouts)
        {
            var shorter = new RequestTimeoutPolicy { Timeout = TimeSpan.FromMilliseconds(50), TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable };
            foreach (var name in timeouts.Policies.Keys.ToList())
            {
                timeouts.Policies[name] = shorter;
            }

            timeouts.DefaultPolicy = shorter;
        }
    }

    /// <summary>Gives turns, but only to those whose time is over; or none, as a queue does whose turn does not come.</summary>
    private sealed class UntilTimeIsOver(bool throws = false) : PartitionedRateLimiter<HttpContext>
    {
        private static readonly ConcurrencyLimiter Turns = new(new ConcurrencyLimiterOptions { PermitLimit = int.MaxValue });

        private static readonly ConcurrencyLimiter NoTurns = new(new ConcurrencyLimiterOptions { PermitLimit = 1 });

        private static readonly RateLimitLease TheOnlyOne = NoTurns.AttemptAcquire();

        public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

        // Asked first; who gets none waits.
        protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) => TheOnlyOne.IsAcquired ? NoTurns.AttemptAcquire() : TheOnlyOne;

        protected override async ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext context, int permitCount, CancellationToken cancellationToken)
        {
            // The page that says so is made in the same request.
            if (!context.Request.Path.StartsWithSegments("/not-found", StringComparison.Ordinal))
            {
                await Task.Delay(MaxWait, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
                (throws ? cancellationToken : default).ThrowIfCancellationRequested();
            }

            return Turns.AttemptAcquire();
        }
    }
}
