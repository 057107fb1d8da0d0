using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Archive.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.ClusterTests;

/// <summary>What a machine shows that cannot ask the record, and one that has come back to it; over HTTP, with a clock that is set.</summary>
public sealed class DarknessTests(PostgresServer server) : IDisposable
{
    private const string Page = "/probationmatters/2014/02/power-to-people";

    private readonly Machines machines = new();

    public void Dispose() => machines.Dispose();

    [Fact]
    public async Task Cut_off_for_longer_than_keepers_allow_it_shows_nothing_and_then_all_again()
    {
        await using var two = await StartAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.OK, (await two.GetAsync(Page)).StatusCode);
        Assert.Equal("ok", await two.TextAsync("/healthz"));
        var style = Assets.Style;

        await two.CutAsync();
        two.Clock.Now += TimeSpan.FromMinutes(14);
        Assert.Equal(HttpStatusCode.OK, (await two.GetAsync(Page)).StatusCode);
        Assert.StartsWith("the copy was last level with the record 8", await two.TextAsync("/healthz"), StringComparison.Ordinal);

        two.Clock.Now += TimeSpan.FromMinutes(2);
        foreach (var address in (string[])[Page, "/", "/feed.atom", "/search?q=serco", "/search.json?q=serco", "/keeper/sign-in", "/nowhere"])
        {
            var answer = await two.GetAsync(address);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter!.Delta);
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.Contains("for 15 minutes", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await two.GetAsync(style)).StatusCode);
        Assert.Contains("for 15 minutes", await two.TextAsync("/healthz"), StringComparison.Ordinal);
        var details = await two.DetailsAsync();
        Assert.Contains("cannot be reached", details.GetProperty("trouble").GetString(), StringComparison.Ordinal);
        Assert.InRange(details.GetProperty("secondsSinceLevel").GetDouble(), 960, 1020);
        Assert.DoesNotContain(PostgresServer.Password, details.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("archive_site_dark 1\n", await two.TextAsync("/metrics"), StringComparison.Ordinal);
        Assert.Contains("archive_record_trouble 1\n", await two.TextAsync("/metrics"), StringComparison.Ordinal);

        two.Wire.Mend();
        await two.UntilAsync(HttpStatusCode.OK, meanwhile: HttpStatusCode.ServiceUnavailable);
        Assert.Equal("ok", await two.TextAsync("/healthz"));
        Assert.Contains("archive_record_behind_entries 0\n", await two.TextAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cut_off_it_shows_what_it_has_for_as_long_as_it_takes_where_keepers_say_nothing()
    {
        await using var two = await StartAsync(darkAfter: null);
        Assert.Equal(HttpStatusCode.OK, (await two.GetAsync(Page)).StatusCode);

        await two.CutAsync();
        two.Clock.Now += TimeSpan.FromDays(100);

        Assert.Equal(HttpStatusCode.OK, (await two.GetAsync(Page)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await two.GetAsync("/healthz")).StatusCode);
    }

    [Theory]
    [InlineData(120, HttpStatusCode.ServiceUnavailable)]
    [InlineData(30, HttpStatusCode.OK)]
    public async Task Back_from_a_long_break_it_shows_nothing_that_was_taken_back_meanwhile(int seconds, HttpStatusCode untilItIsLevel)
    {
        await using var two = await StartAsync(darkAfter: null);
        Assert.Equal(HttpStatusCode.OK, (await two.GetAsync(Page)).StatusCode);

        await two.CutAsync();
        new Keeper(two.Other, TimeProvider.System).Undo(1);
        two.Clock.Now += TimeSpan.FromSeconds(seconds);
        Assert.Equal(HttpStatusCode.OK, (await two.GetAsync(Page)).StatusCode);

        // Something else writes to the folder of this machine, so that the copy cannot follow yet.
        using (WriteRight.TryTake(two.Folder) ?? throw new InvalidOperationException("it writes by itself"))
        {
            two.Wire.Mend();
            await two.UntilAsync(details => details.GetProperty("behind").GetInt64() > 0 && details.GetProperty("trouble").ValueKind == JsonValueKind.Null);
            Assert.Equal(untilItIsLevel, (await two.GetAsync(Page)).StatusCode);
        }

        await two.UntilAsync(HttpStatusCode.NotFound, meanwhile: untilItIsLevel);
        Assert.Equal("ok", await two.TextAsync("/healthz"));
    }

    private async Task<Standing> StartAsync(TimeSpan? darkAfter)
    {
        var database = new Npgsql.NpgsqlConnectionStringBuilder(server.NewDatabase());
        var one = machines.Open("one", database.ConnectionString);
        await Machines.ImportAsync(one, Machines.Seeds());
        var wire = new Wire(database.Port);
        database.Port = wire.Port;
        var two = machines.Open("two", database.ConnectionString);
        var clock = new TestClock();
        var site = ArchiveSite.Build(two, "http://127.0.0.1:0", builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<TimeProvider>(clock);
        }, new SiteChoices { DarkAfter = darkAfter });
        await site.StartAsync();
        var standing = new Standing(site, one, two, wire, clock);
        await standing.UntilAsync(details => details.GetProperty("secondsSinceLevel").ValueKind == JsonValueKind.Number);
        return standing;
    }

    /// <summary>A machine that serves, one beside it, and the line of the first to the record.</summary>
    private sealed class Standing(WebApplication site, ArchiveFolder one, ArchiveFolder two, Wire wire, TestClock clock) : IAsyncDisposable
    {
        private readonly HttpClient client = new() { BaseAddress = new Uri(site.Urls.First()) };

        public ArchiveFolder Other => one;

        public string Folder => two.Folder;

        public Wire Wire => wire;

        public TestClock Clock => clock;

        public Task<HttpResponseMessage> GetAsync(string address) => client.GetAsync(new Uri(address, UriKind.Relative));

        public async Task<string> TextAsync(string address) => await (await GetAsync(address)).Content.ReadAsStringAsync();

        public async Task<JsonElement> DetailsAsync() => await client.GetFromJsonAsync<JsonElement>(new Uri("/healthz/details", UriKind.Relative));

        public async Task CutAsync()
        {
            wire.Cut();
            await UntilAsync(details => details.GetProperty("trouble").ValueKind == JsonValueKind.String);
        }

        public async Task UntilAsync(Func<JsonElement, bool> holds)
        {
            for (var turn = 0; !holds(await DetailsAsync()); turn++)
            {
                Assert.True(turn < 300, $"it does not come: {await TextAsync("/healthz/details")}");
                await Task.Delay(50);
            }
        }

        public async Task UntilAsync(HttpStatusCode status, HttpStatusCode meanwhile)
        {
            for (var turn = 0; (await GetAsync(Page)).StatusCode is var answer && answer != status; turn++)
            {
                Assert.Equal(meanwhile, answer);
                Assert.True(turn < 300, $"it does not come: {await TextAsync("/healthz/details")}");
                await Task.Delay(50);
            }
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await site.StopAsync();
            await site.DisposeAsync();
            one.Dispose();
            two.Dispose();
            wire.Dispose();
        }
    }
}
