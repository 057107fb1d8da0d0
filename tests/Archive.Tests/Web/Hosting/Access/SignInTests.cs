using System.Net;

namespace Archive.Tests.Web.Hosting.Access;

public sealed class SignInTests
{
    private const string SignIn = "/keeper/sign-in";

    [Fact]
    public async Task The_cookie_is_of_this_host_alone_and_no_script_reads_it()
    {
        await using var kept = await KeptSite.StartAsync();
        await kept.AddAsync("Ada");
        using var browser = new KeeperBrowser(kept.Site);

        var signedIn = await browser.FillInAsync(SignIn, ("name", " ada"), ("password", KeptSite.Password));

        Assert.Matches("^__Host-archive=[0-9a-f]{64}; path=/; secure; samesite=strict; httponly$", Assert.Single(signedIn.Headers.GetValues("Set-Cookie")));
        Assert.Equal("/keeper", signedIn.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Pages_of_keepers_are_kept_by_nobody()
    {
        await using var kept = await KeptSite.StartAsync();
        using var browser = await kept.SignInAsync();
        foreach (var address in new[] { "/keeper", "/keeper/password", "/keeper/keepers", "/keeper/passkeys", "/keeper/sign-out", "/keeper/code", "/keeper/begin", "/keeper/nothing", "/probation", "/sources", "/feed.atom", "/search?q=first" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", "br" } } };
            var answer = await browser.SendAsync(request);

            Assert.Equal("no-store, private", answer.Headers.CacheControl!.ToString());
            Assert.Null(answer.Headers.ETag);
            Assert.True(answer.Content.Headers.ContentEncoding.Count == 0 || !address.StartsWith("/keeper", StringComparison.Ordinal) || answer.StatusCode == HttpStatusCode.NotFound, $"{address} is compressed");
        }
    }

    [Fact]
    public async Task Nobody_learns_whether_there_is_a_keeper_of_a_name()
    {
        await using var kept = await KeptSite.StartAsync();
        await kept.AddAsync("Ada");
        using var browser = new KeeperBrowser(kept.Site);
        await browser.FillInAsync(SignIn, ("name", "Eve"), ("password", "wrong horse battery"));
        var before = kept.Passwords.Hashed;

        var wrong = await browser.FillInAsync(SignIn, ("name", "Ada"), ("password", "wrong horse battery"));
        var between = kept.Passwords.Hashed;
        var unknown = await browser.FillInAsync(SignIn, ("name", "Eve"), ("password", "wrong horse battery"));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (wrong.StatusCode, unknown.StatusCode));
        Assert.Equal(
            (await TestSite.ReadAsync(wrong)).QuerySelector("main").Words(), (await TestSite.ReadAsync(unknown)).QuerySelector("main").Words());
        Assert.Equal((1, 1), (between - before, kept.Passwords.Hashed - between));
    }

    [Fact]
    public async Task Who_signs_out_is_out_with_every_copy_of_the_cookie()
    {
        await using var kept = await KeptSite.StartAsync();
        using var browser = await kept.SignInAsync();
        var copy = browser.Session!;

        var signedOut = await browser.FillInAsync("/keeper/sign-out");

        Assert.Equal("/", signedOut.Headers.Location!.ToString());
        Assert.Equal("\"cache\"", signedOut.Headers.GetValues("Clear-Site-Data").Single());
        Assert.Null(browser.Session);
        browser.Cookies[KeeperScheme.Cookie] = copy;
        Assert.Equal(SignIn, (await browser.GetAsync("/keeper")).Headers.Location!.ToString());
    }

    [Fact]
    public async Task Who_signs_out_everywhere_is_out_everywhere()
    {
        await using var kept = await KeptSite.StartAsync();
        using var here = await kept.SignInAsync();
        using var there = await kept.SignInAsync();
        using var other = await kept.SignInAsync("Ben");
        Assert.Equal(2, (await here.PageAsync("/keeper")).QuerySelectorAll(".sessions li").Length);

        await here.FillInAsync("/keeper/sign-out", ("everywhere", "true"));

        Assert.Equal(HttpStatusCode.Found, (await there.GetAsync("/keeper")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/keeper")).StatusCode);
    }

    [Fact]
    public async Task A_session_is_new_with_each_sign_in_and_none_can_be_given_to_somebody()
    {
        await using var kept = await KeptSite.StartAsync();
        await kept.AddAsync("Ada");
        using var browser = new KeeperBrowser(kept.Site);
        browser.Cookies[KeeperScheme.Cookie] = new string('a', Sessions.SecretLength);

        await browser.FillInAsync(SignIn, ("name", "Ada"), ("password", KeptSite.Password));
        var first = browser.Session!;
        var secret = await browser.SecretAsync("/keeper/password");
        await browser.PostAsync(SignIn, [("name", "Ada"), ("password", KeptSite.Password), (OwnForms.Field, secret)]);

        Assert.NotEqual(new string('a', Sessions.SecretLength), first);
        Assert.NotEqual(first, browser.Session);
        Assert.Null(kept.Site.Part<Sessions>().Use(first));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(720, false)]
    public async Task A_session_ends_after_an_hour_alone_or_twelve_at_work(int minutes, bool idle)
    {
        await using var kept = await KeptSite.StartAsync();
        using var browser = await kept.SignInAsync();

        for (var i = idle ? minutes : 30; i < minutes; i += 30)
        {
            kept.Clock.Now += TimeSpan.FromMinutes(30);
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/keeper")).StatusCode);
        }

        kept.Clock.Now += TimeSpan.FromMinutes(idle ? minutes : 30);
        Assert.Equal(SignIn, (await browser.GetAsync("/keeper")).Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/probation?from=2", "/probation?from=2")]
    [InlineData("//example.org", "/keeper")]
    [InlineData("/\\example.org", "/keeper")]
    [InlineData("https://example.org/", "/keeper")]
    [InlineData("javascript:alert(1)", "/keeper")]
    [InlineData("/\t/example.org", "/keeper")]
    [InlineData("/\u00FC", "/keeper")]
    [InlineData("", "/keeper")]
    public async Task Signing_in_leads_on_within_the_site_alone(string from, string to)
    {
        await using var kept = await KeptSite.StartAsync();
        await kept.AddAsync("Ada");
        using var browser = new KeeperBrowser(kept.Site);

        var signedIn = await browser.FillInAsync($"{SignIn}?from={Uri.EscapeDataString(from)}", ("name", "Ada"), ("password", KeptSite.Password), ("from", from));

        Assert.Equal(to, signedIn.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Another_password_signs_out_elsewhere_and_goes_on_here()
    {
        await using var kept = await KeptSite.StartAsync();
        using var here = await kept.SignInAsync();
        using var there = await kept.SignInAsync();
        const string Other = "another horse battery";
        Assert.Equal(HttpStatusCode.Forbidden, (await here.FillInAsync("/keeper/password", ("current", "not the password"), ("password", Other), ("again", Other))).StatusCode);

        await here.FillInAsync("/keeper/password", ("current", KeptSite.Password), ("password", Other), ("again", Other));

        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/keeper")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await there.GetAsync("/keeper")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.FillInAsync(SignIn, ("name", "Ada"), ("password", KeptSite.Password))).StatusCode);
    }

    [Fact]
    public async Task A_keeper_finds_the_desk_on_every_page_and_a_reader_the_page_as_it_was()
    {
        await using var kept = await KeptSite.StartAsync();
        var before = await (await kept.Site.GetAsync("/probation")).Content.ReadAsByteArrayAsync();
        using var browser = await kept.SignInAsync();

        var keepers = await browser.PageAsync("/probation");
        var again = await kept.Site.GetAsync("/probation");
        kept.Site.ForgetAnswers();
        var anew = await kept.Site.GetAsync("/probation");

        Assert.NotNull(keepers.QuerySelector("footer a[href='/keeper']"));
        Assert.NotNull(again.Headers.Age);
        Assert.Equal(before, await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(before, await anew.Content.ReadAsByteArrayAsync());
        Assert.False(again.Headers.Contains("Set-Cookie") || anew.Headers.Contains("Set-Cookie"));
    }
}
