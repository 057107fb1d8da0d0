using System.Net;

namespace Archive.Tests.Web.Hosting.Access;

/// <summary>The first keeper.</summary>
public sealed class BeginTests
{
    private const string Begin = "/keeper/begin";

    [Fact]
    public async Task A_code_makes_the_first_keeper_and_the_page_is_gone_for_ever()
    {
        await using var kept = await KeptSite.StartAsync();
        using var browser = new KeeperBrowser(kept.Site);
        Assert.Equal(Begin, (await browser.GetAsync("/keeper/sign-in")).Headers.Location!.ToString());
        var code = kept.Site.Part<OneUseCodes>().Issue(null);

        var begun = await browser.FillInAsync(Begin, ("code", code), ("name", "Ada"), ("password", KeptSite.Password), ("again", KeptSite.Password));

        Assert.Equal("/keeper", begun.Headers.Location!.ToString());
        Assert.Equal("Ada", (await browser.PageAsync("/keeper")).QuerySelector("#you").Words());
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Begin)).StatusCode);
        using var stranger = new KeeperBrowser(kept.Site);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(Begin)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostWithSecretAsync(stranger, code)).StatusCode);
        Assert.Single(kept.Keepers.All());
        Assert.DoesNotContain(kept.Lines, line => line.Contains(code, StringComparison.Ordinal) || line.Contains(KeptSite.Password, StringComparison.Ordinal) || line.Contains(browser.Session!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "Ada", KeptSite.Password, KeptSite.Password, 400)]
    [InlineData("00000-00000-00000-00000-00000", "Ada", KeptSite.Password, KeptSite.Password, 401)]
    [InlineData("the code", "", KeptSite.Password, KeptSite.Password, 400)]
    [InlineData("the code", "Ada", "fourteen chars", "fourteen chars", 400)]
    [InlineData("the code", "Ada", KeptSite.Password, "another horse battery", 400)]
    public async Task What_is_wrong_is_said_and_uses_nothing_up(string code, string name, string password, string again, int status)
    {
        await using var kept = await KeptSite.StartAsync();
        using var browser = new KeeperBrowser(kept.Site);
        var real = kept.Site.Part<OneUseCodes>().Issue(null);

        var refused = await browser.FillInAsync(Begin, ("code", code == "the code" ? real : code), ("name", name), ("password", password), ("again", again));

        Assert.Equal(status, (int)refused.StatusCode);
        Assert.NotNull((await TestSite.ReadAsync(refused)).QuerySelector("[role='alert']"));
        Assert.True(kept.Keepers.IsEmpty);
        Assert.Equal(0, kept.Passwords.Hashed);
        Assert.True(kept.Site.Part<OneUseCodes>().Opens(real));
    }

    [Fact]
    public async Task A_code_is_too_old_after_ten_minutes()
    {
        await using var kept = await KeptSite.StartAsync();
        using var browser = new KeeperBrowser(kept.Site);
        var code = kept.Site.Part<OneUseCodes>().Issue(null);

        kept.Clock.Now += TimeSpan.FromMinutes(10);
        var refused = await browser.FillInAsync(Begin, ("code", code), ("name", "Ada"), ("password", KeptSite.Password), ("again", KeptSite.Password));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.True(kept.Keepers.IsEmpty);
    }

    [Fact]
    public async Task Of_fifty_who_send_the_code_at_once_one_becomes_the_keeper()
    {
        await using var kept = await KeptSite.StartAsync();
        var code = kept.Site.Part<OneUseCodes>().Issue(null);
        var browsers = Enumerable.Range(1, 50).Select(i => new KeeperBrowser(kept.Site, $"127.0.7.{i}")).ToList();
        var secrets = await Task.WhenAll(browsers.Select(browser => browser.SecretAsync(Begin)));

        var answers = await Task.WhenAll(browsers.Select((browser, i) => browser.PostAsync(
            Begin, [("code", code), ("name", $"Keeper {i}"), ("password", KeptSite.Password), ("again", KeptSite.Password), (OwnForms.Field, secrets[i])])));

        var winner = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Found);
        Assert.All(answers.Where(answer => answer != winner), answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.NotFound }));
        Assert.Equal($"Keeper {Array.IndexOf(answers, winner)}", Assert.Single(kept.Keepers.All()).Name);
        Assert.Single(browsers, browser => browser.Session is not null);
        browsers.ForEach(browser => browser.Dispose());
    }

    [Fact]
    public async Task A_keeper_lets_another_in_by_a_code_of_their_name()
    {
        await using var kept = await KeptSite.StartAsync();
        using var ada = await kept.SignInAsync();
        using var ben = new KeeperBrowser(kept.Site, "127.0.0.2");
        Assert.Equal(HttpStatusCode.Forbidden, (await ada.FillInAsync("/keeper/keepers", ("name", "Ben"), ("password", "of somebody else"))).StatusCode);

        var given = await TestSite.ReadAsync(await ada.FillInAsync("/keeper/keepers", ("name", "Ben"), ("password", KeptSite.Password)));
        var begun = await ben.FillInAsync("/keeper/code", ("code", given.QuerySelector(".one-use").Words()), ("password", "another horse battery"), ("again", "another horse battery"));

        Assert.Equal("/keeper", begun.Headers.Location!.ToString());
        Assert.Equal("Ben", (await ben.PageAsync("/keeper")).QuerySelector("#you").Words());
        Assert.Equal("2 keepers", (await ada.PageAsync("/keeper")).QuerySelector("a[href='/keeper/keepers']").Words());
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.FillInAsync("/keeper/keepers", ("name", "ben"), ("password", KeptSite.Password))).StatusCode);
    }

    // The page itself gives no form any more.
    private static async Task<HttpResponseMessage> PostWithSecretAsync(KeeperBrowser browser, string code) => await browser.PostAsync(
        Begin, [("code", code), ("name", "Eve"), ("password", KeptSite.Password), ("again", KeptSite.Password), (OwnForms.Field, await browser.SecretAsync("/keeper/sign-in"))]);
}
