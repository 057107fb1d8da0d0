using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Archive.Tests.Web.Hosting.Access;

namespace Archive.Tests.Web.Hosting.Watching;

/// <summary>What a watcher, a keeper and a scraper are told of the machine, and that nobody else is.</summary>
public sealed partial class HealthTests
{
    private static readonly string[] Told = [Health.Details, Metrics.Address];

    [Fact]
    public async Task Who_asks_on_the_machine_itself_is_told_how_it_stands()
    {
        await using var kept = await KeptSite.StartAsync();

        var details = await (await kept.Site.GetAsync(Health.Details)).Content.ReadFromJsonAsync<JsonElement>();

        var (applied, seal) = kept.Site.Archive.File.Seal();
        Assert.Equal(applied, details.GetProperty("applied").GetInt64());
        Assert.Equal(seal, details.GetProperty("seal").GetString());
        Assert.Equal(CopyState.MakingVersion, details.GetProperty("making").GetInt64());
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+$", details.GetProperty("version").GetString());
        Assert.Equal(kept.Site.Archive.File.RecordPath, details.GetProperty("record").GetString());
        Assert.True(details.GetProperty("copyBytes").GetInt64() > 0);
        Assert.Equal(JsonValueKind.Null, details.GetProperty("trouble").ValueKind);
        Assert.False(details.GetProperty("isBeingMadeAnew").GetBoolean());
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("Host", "archive.example.org")]
    public async Task Whoever_comes_through_a_proxy_is_told_nothing(string header, string value)
    {
        await using var kept = await KeptSite.StartAsync();

        foreach (var address in Told)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await kept.Site.GetAsync(address, (header, value))).StatusCode);
        }
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("203.0.113.7")]
    public async Task Whoever_comes_through_a_proxy_that_the_site_knows_is_told_nothing(string reader)
    {
        await using var kept = await KeptSite.StartAsync(new SiteChoices { Proxies = [IPAddress.Loopback] });

        foreach (var address in Told)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await kept.Site.GetAsync(address, ("X-Forwarded-For", reader))).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await kept.Site.GetAsync(address)).StatusCode);
        }
    }

    [Fact]
    public async Task Whoever_comes_through_a_proxy_that_says_nothing_of_itself_is_told_nothing()
    {
        await using var kept = await KeptSite.StartAsync();
        var site = kept.Site.Client.BaseAddress!;
        using var line = new TcpClient(site.Host, site.Port);
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {Health.Details} HTTP/1.0\r\nHost: {site.Authority}\r\nConnection: close\r\n\r\n"));

        Assert.StartsWith("HTTP/1.1 404", await new StreamReader(line.GetStream()).ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_keeper_is_told_from_wherever_they_are_signed_in()
    {
        await using var kept = await KeptSite.StartAsync(new SiteChoices { IsPrivate = true });
        using var keeper = await kept.SignInAsync();

        foreach (var address in Told)
        {
            var asked = ("X-Forwarded-For", "203.0.113.7");
            Assert.Equal(HttpStatusCode.OK, (await kept.Site.GetAsync(address, asked, ("Cookie", $"{KeeperScheme.Cookie}={keeper.Session}"))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await kept.Site.GetAsync(address, asked, ("Cookie", $"{KeeperScheme.Cookie}={new string('0', Sessions.SecretLength)}"))).StatusCode);
        }
    }

    [Fact]
    public async Task Figures_are_in_the_format_of_those_who_collect_them_and_the_same_as_the_instruments()
    {
        await using var kept = await KeptSite.StartAsync();
        var heard = new Dictionary<string, double>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, listening) => Listen(instrument, listening, kept.Site.Part<Metrics>()) };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => heard[instrument.Name.Replace('.', '_')] = value);
        listener.Start();
        listener.RecordObservableInstruments();

        var answer = await kept.Site.GetAsync(Metrics.Address);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(Line(), line));
        Assert.Contains($"archive_record_applied {kept.Site.Archive.File.Seal().Number}\n", text, StringComparison.Ordinal);
        Assert.Contains("archive_site_dark 0\n", text, StringComparison.Ordinal);
        // A machine alone is never behind itself.
        Assert.DoesNotContain("behind", text, StringComparison.Ordinal);
        Assert.Equal(heard.Keys.Order(), Line().Matches(text).Select(line => line.Groups["name"].Value).Where(name => name.Length > 0 && name != "archive_info").Order());
    }

    [Theory]
    [InlineData("10s", 10)]
    [InlineData("15m", 900)]
    [InlineData("2h", 7_200)]
    [InlineData("30d", 2_592_000)]
    public void A_time_after_which_nothing_is_shown_is_read(string text, int seconds)
    {
        Assert.True(Darkness.TryReadAfter(text, out var after));
        Assert.Equal(TimeSpan.FromSeconds(seconds), after);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("9s")]
    [InlineData("31d")]
    [InlineData("15")]
    [InlineData("-15m")]
    [InlineData("1.5h")]
    [InlineData("15 m")]
    [InlineData("15M")]
    [InlineData("9999999d")]
    [InlineData("99999999s")]
    public void What_is_no_such_time_is_refused(string text) => Assert.False(Darkness.TryReadAfter(text, out _));

    // Other tests have sites of their own in this process, and each of them has instruments of these names.
    private static void Listen(Instrument instrument, MeterListener listening, Metrics metrics)
    {
        if (metrics.Owns(instrument))
        {
            listening.EnableMeasurementEvents(instrument);
        }
    }

    [GeneratedRegex("""^(?:# (?:HELP|TYPE) [a-z_]+ [ -~]+|(?<name>[a-z_]+)(?:\{[a-z]+="[^"]+"(?:,[a-z]+="[^"]+")*\})? [0-9.E+-]+)$""", RegexOptions.Multiline)]
    private static partial Regex Line();
}
