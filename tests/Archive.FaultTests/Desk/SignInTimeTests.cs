using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.FaultTests.Desk;

/// <summary>How long a sign-in takes does not tell whether there is a keeper of that name.</summary>
public sealed class SignInTimeTests(ITestOutputHelper output)
{
    private const string Address = "/keeper/sign-in";

    private const int InLongForm = 500, InShortForm = 60;

    /// <summary>Of what is spent on hashing, some tenth of a second, nobody tells this over a network.</summary>
    private const double BarMilliseconds = 5;

    [Fact]
    public async Task A_name_that_is_known_takes_as_long_as_one_that_is_not()
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        using var archive = ArchiveFolder.Open(folder.Data);
        var clock = new MovedClock();
        await using var site = ArchiveSite.Build(archive, "http://127.0.0.1:0", builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<TimeProvider>(clock);
        });
        await site.StartAsync();
        site.Services.GetRequiredService<Keepers>().Reset("Ada", await site.Services.GetRequiredService<Passwords>().HashAsync("correct horse battery", CancellationToken.None));
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(site.Urls.First()) };
        var times = new Dictionary<string, List<double>> { ["Ada"] = [], ["Eve"] = [] };
        var tries = Form.IsLong ? InLongForm : InShortForm;
        var (cookies, secret) = await OpenAsync(client);
        // One of each warms up.
        for (var i = 0; i <= tries; i++)
        {
            foreach (var name in i % 2 == 0 ? new[] { "Ada", "Eve" } : ["Eve", "Ada"])
            {
                // No limit is reached.
                clock.Moved += TimeSpan.FromMinutes(5);
                using var request = new HttpRequestMessage(HttpMethod.Post, Address)
                {
                    Content = new FormUrlEncodedContent([new("name", name), new("password", $"guess number {i:D8}"), new(OwnForms.Field, secret)]),
                };
                request.Headers.TryAddWithoutValidation("Cookie", cookies);
                var elapsed = Stopwatch.StartNew();
                using var answer = await client.SendAsync(request);
                Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
                if (i > 0)
                {
                    times[name].Add(elapsed.Elapsed.TotalMilliseconds);
                }
            }
        }

        var (known, unknown) = (Median(times["Ada"]), Median(times["Eve"]));
        // As far apart as medians of halves of the same tries are: what a difference must be to mean anything.
        var noise = times.Values.Max(all => Math.Abs(Median([.. all.Where((_, i) => i % 2 == 0)]) - Median([.. all.Where((_, i) => i % 2 == 1)])));
        output.WriteLine($"{tries} tries each: known {known:0.00} ms, unknown {unknown:0.00} ms, difference {Math.Abs(known - unknown):0.00} ms; halves of the same differ by {noise:0.00} ms");
        Assert.InRange(Math.Abs(known - unknown), 0, Math.Max(BarMilliseconds, 2 * noise));
        await site.StopAsync();
    }

    private static async Task<(string Cookies, string Secret)> OpenAsync(HttpClient client)
    {
        using var page = await client.GetAsync(new Uri(Address, UriKind.Relative));
        return (string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';', 2)[0])), DeskSite.SecretIn(await page.Content.ReadAsStringAsync()));
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private sealed class MovedClock : TimeProvider
    {
        public TimeSpan Moved { get; set; }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + Moved;
    }
}
