using System.Net;

namespace Archive.Tests.Web.Hosting.Access;

/// <summary>An archive that only its keepers read.</summary>
public sealed class PrivateTests
{
    private static readonly SiteChoices Private = new() { IsPrivate = true };

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("/", true)]
    [InlineData("/probation", true)]
    [InlineData("/probation/2014/02/power-to-people", true)]
    [InlineData("/search?q=first", true)]
    [InlineData("/sources", true)]
    [InlineData("/imports/1", true)]
    [InlineData("/nothing", true)]
    [InlineData("/nothing/2014/02/at-all/whatever/it/is", true)]
    [InlineData("/feed.atom", false)]
    [InlineData("/probation/feed.atom", false)]
    [InlineData("/search.json?q=first", false)]
    [InlineData("/search.csv?q=first", false)]
    [InlineData("/search/suggest?q=fi", false)]
    [InlineData("/sources/{sha256}/raw", false)]
    public async Task A_stranger_reads_nothing_and_is_led_to_sign_in(string address, bool isPage)
    {
        await using var kept = await KeptSite.StartAsync(Private);
        using var keeper = await kept.SignInAsync();
        address = address.Replace("{sha256}", kept.Site.Archive.File.Record.Originals().Single().Sha256, StringComparison.Ordinal);
        // Were anything kept of it, the stranger would have it.
        var read = await keeper.GetAsync(address);
        await keeper.GetAsync(address);

        var refused = await kept.Site.GetAsync(address);

        Assert.Equal(isPage ? HttpStatusCode.Found : HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(isPage ? $"/keeper/sign-in?from={Uri.EscapeDataString(address)}" : null, refused.Headers.Location?.OriginalString);
        var body = await refused.Content.ReadAsStringAsync();
        Assert.All(new[] { "First", "power-to-people", "/probation" }, word => Assert.DoesNotContain(word, body, StringComparison.OrdinalIgnoreCase));
        Assert.All(new[] { read, refused }, answer => Assert.Equal("no-store, private", answer.Headers.CacheControl!.ToString()));
        Assert.All(new[] { read, refused }, answer => Assert.Null(answer.Headers.Age));
        Assert.Equal(address.StartsWith("/nothing", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK, read.StatusCode == HttpStatusCode.Found ? HttpStatusCode.OK : read.StatusCode);
    }

    [Fact]
    public async Task A_watcher_hears_that_it_runs_and_nothing_else()
    {
        await using var kept = await KeptSite.StartAsync(Private);

        Assert.Equal("ok", await (await kept.Site.GetAsync("/healthz")).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/not-found")]
    [InlineData("/keeper/begin")]
    [InlineData("/error")]
    public async Task What_says_that_nothing_is_there_names_no_post(string address)
    {
        await using var kept = await KeptSite.StartAsync(Private);
        await kept.AddAsync("Ada");

        var answer = await kept.Site.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("/probation", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_signing_in_a_keeper_reads_on_where_they_were_led_from()
    {
        await using var kept = await KeptSite.StartAsync(Private);
        await kept.AddAsync("Ada");
        using var browser = new KeeperBrowser(kept.Site);
        var led = (await browser.GetAsync("/search?q=first")).Headers.Location!.OriginalString;

        var signedIn = await browser.FillInAsync(led, ("name", "Ada"), ("password", KeptSite.Password), ("from", (await browser.PageAsync(led)).QuerySelector("input[name='from']")!.GetAttribute("value")!));

        Assert.Equal("/search?q=first", signedIn.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/search?q=first")).StatusCode);
    }

    [Theory]
    [InlineData("Private", true)]
    [InlineData("private", true)]
    [InlineData("Public", false)]
    [InlineData("", false)]
    public void The_configuration_closes_it_too(string visibility, bool isPrivate)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { ["Archive:Visibility"] = visibility };

        Assert.Equal(isPrivate, new SiteChoices().With(configuration).IsPrivate);
        Assert.True(Private.With(configuration).IsPrivate);
    }

    [Fact]
    public void A_word_that_is_neither_is_refused()
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { ["Archive:Visibility"] = "Privat" };

        Assert.Throws<InvalidDataException>(() => new SiteChoices().With(configuration));
    }
}
