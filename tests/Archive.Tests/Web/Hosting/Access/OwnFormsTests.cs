using System.Net;

namespace Archive.Tests.Web.Hosting.Access;

/// <summary>Forms that another site makes a keeper's browser send.</summary>
public sealed class OwnFormsTests
{
    private const string SignOut = "/keeper/sign-out";

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Sec-Fetch-Site", "none", true)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "", false)]
    [InlineData("Sec-Fetch-Site", "same-origin, cross-site", false)]
    [InlineData("Origin", "{site}", true)]
    [InlineData("Origin", "https://example.org", false)]
    [InlineData("Origin", "{site}.example.org", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("X-Other", "", true)]
    public async Task A_form_comes_from_this_site(string header, string value, bool isTaken)
    {
        await using var kept = await KeptSite.StartAsync();
        using var browser = await kept.SignInAsync();
        var secret = await browser.SecretAsync(SignOut);

        var answer = await browser.PostAsync(SignOut, [(OwnForms.Field, secret)], (header, value.Replace("{site}", kept.Site.Client.BaseAddress!.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)));

        Assert.Equal(isTaken ? HttpStatusCode.Found : HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(isTaken, browser.Session is null);
    }

    [Theory]
    [InlineData("https://archive.example.org", true)]
    [InlineData("http://archive.example.org", false)]
    [InlineData("https://archive.example.org:444", false)]
    [InlineData("{site}", false)]
    public async Task Where_the_site_has_an_address_a_form_comes_from_there(string origin, bool isTaken)
    {
        await using var kept = await KeptSite.StartAsync(new SiteChoices { Address = new Uri("https://archive.example.org") });
        using var browser = await kept.SignInAsync();
        var secret = await browser.SecretAsync(SignOut);

        var answer = await browser.PostAsync(SignOut, [(OwnForms.Field, secret)], ("Origin", origin.Replace("{site}", kept.Site.Client.BaseAddress!.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)));

        Assert.Equal(isTaken ? HttpStatusCode.Found : HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("/keeper/sign-out")]
    [InlineData("/keeper/password")]
    [InlineData("/keeper/keepers")]
    [InlineData("/keeper/passkeys")]
    [InlineData("/keeper/sign-in")]
    [InlineData("/keeper/code")]
    public async Task A_form_has_its_own_secret_or_is_not_taken(string address)
    {
        await using var kept = await KeptSite.StartAsync();
        using var browser = await kept.SignInAsync();
        using var other = await kept.SignInAsync("Ben");
        var strange = await other.SecretAsync(SignOut);
        await browser.SecretAsync(SignOut);

        foreach (var fields in new (string, string)[][] { [], [(OwnForms.Field, "guessed")], [(OwnForms.Field, strange)] })
        {
            var answer = await browser.PostAsync(address, fields);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("This form was not taken", (await TestSite.ReadAsync(answer)).QuerySelector("h1").Words());
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/keeper")).StatusCode);
    }

    [Fact]
    public async Task Whatever_is_sent_elsewhere_from_another_site_is_refused_with_a_page()
    {
        await using var kept = await KeptSite.StartAsync();

        foreach (var address in new[] { "/", "/probation", "/search.json", "/nothing/at/all", "/not-found" })
        {
            var answer = await kept.Site.SendAsync(HttpMethod.Post, address, ("Sec-Fetch-Site", "cross-site"));

            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Equal("This request cannot be answered", (await TestSite.ReadAsync(answer)).QuerySelector("h1").Words());
        }
    }

    [Fact]
    public async Task Only_pages_of_keepers_set_a_cookie()
    {
        await using var kept = await KeptSite.StartAsync();
        await kept.AddAsync("Ada");

        foreach (var address in new[] { "/", "/probation", "/search?q=first", "/imports", "/nothing", "/feed.atom", "/keeper" })
        {
            Assert.False((await kept.Site.GetAsync(address)).Headers.Contains("Set-Cookie"), address);
        }

        Assert.Matches("^__Host-archive-forms=.*; path=/; secure; samesite=strict; httponly$", Assert.Single((await kept.Site.GetAsync("/keeper/sign-in")).Headers.GetValues("Set-Cookie")));
    }
}
