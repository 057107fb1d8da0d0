using System.Net;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Hosting;

[Collection(SeedSiteTests.Name)]
public class HeadersTests(SeedSite seeds)
{
    private readonly TestSite site = seeds.Site;

    [Theory]
    [InlineData("GET", "/", HttpStatusCode.OK)]
    [InlineData("GET", "/posts", HttpStatusCode.Redirect)]
    [InlineData("GET", "/probation", HttpStatusCode.OK)]
    [InlineData("HEAD", "/probation", HttpStatusCode.OK)]
    [InlineData("GET", "/probation/2014/02/x.html", HttpStatusCode.MovedPermanently)]
    [InlineData("GET", "/nowhere/at/all", HttpStatusCode.NotFound)]
    [InlineData("POST", "/probation", HttpStatusCode.MethodNotAllowed)]
    [InlineData("OPTIONS", "/probation", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/imports/1", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/assets/0/archive.css", HttpStatusCode.OK)]
    [InlineData("GET", "/assets/0/archive.svg", HttpStatusCode.OK)]
    [InlineData("GET", "/assets/0/js/archive.js", HttpStatusCode.OK)]
    [InlineData("GET", "/assets/0/js/folds.js", HttpStatusCode.OK)]
    [InlineData("GET", "/assets/0/js/visits.js", HttpStatusCode.OK)]
    [InlineData("GET", "/assets/0/js/keys.js", HttpStatusCode.OK)]
    [InlineData("GET", "/assets/0/js/copying.js", HttpStatusCode.OK)]
    [InlineData("GET", "/assets/0/js/suggestions.js", HttpStatusCode.OK)]
    [InlineData("GET", "/assets/0/css/tokens.css", HttpStatusCode.NotFound)]
    [InlineData("GET", "/search/suggest?q=pro", HttpStatusCode.OK)]
    [InlineData("GET", "/search.json?q=pro", HttpStatusCode.OK)]
    [InlineData("GET", "/search.csv?q=pro", HttpStatusCode.OK)]
    [InlineData("GET", "/search.atom?q=pro", HttpStatusCode.OK)]
    [InlineData("GET", "/feed.atom", HttpStatusCode.OK)]
    [InlineData("GET", "/probation/feed.atom", HttpStatusCode.OK)]
    [InlineData("GET", SeedSite.PowerPost + "/comments.atom", HttpStatusCode.OK)]
    [InlineData("GET", SeedSite.PowerPost + "/cite?as=ris", HttpStatusCode.OK)]
    [InlineData("GET", "/cite?address=x&words=y", HttpStatusCode.OK)]
    [InlineData("GET", "/healthz", HttpStatusCode.OK)]
    [InlineData("GET", "/search?q=%00%22", HttpStatusCode.OK)]
    public async Task Every_response_is_fenced_in(string method, string address, HttpStatusCode status)
    {
        var response = await site.SendAsync(new HttpMethod(method), address);

        Assert.Equal(status, response.StatusCode);
        AssertFencedIn(response);
        Assert.Contains("default-src 'none'; script-src 'self';", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_the_browser_has_is_fenced_in_too()
    {
        var tag = Header(await site.GetAsync("/probation"), "ETag");

        var response = await site.GetAsync("/probation", ("If-None-Match", tag));

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        AssertFencedIn(response);
    }

    [Fact]
    public async Task A_keeper_who_wants_no_index_says_so_with_every_response()
    {
        await using var hidden = await TestSite.StartAsync(
            archive => archive.Import(TestArchive.Dump("1.txt", DumpText.Post("First"))), new SiteChoices { MayBeIndexed = false });
        foreach (var address in (string[])["/probation", "/probation", "/feed.atom", Assets.Style, "/nowhere", "/probation/2014/02/power-to-people/cite?as=ris", "/search.json?q=a"])
        {
            Assert.Equal("noindex", Header(await hidden.GetAsync(address), "X-Robots-Tag"));
        }

        Assert.Equal("noindex", (await hidden.PageAsync("/probation")).QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.False((await site.GetAsync("/probation")).Headers.Contains("X-Robots-Tag"));
        Assert.Null((await site.PageAsync("/probation")).QuerySelector("meta[name=robots]"));
    }

    [Fact]
    public async Task A_failure_tells_an_id_and_nothing_else()
    {
        await using var broken = await TestSite.StartAsync(archive => archive.Execute("ALTER TABLE imports RENAME TO lost"));

        var response = await broken.GetAsync("/imports");
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        AssertFencedIn(response);
        Assert.Contains("Something failed on our side", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sqlite", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("exception", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("no such table", text, StringComparison.OrdinalIgnoreCase);
        Assert.False(response.Headers.Contains("ETag"));
    }

    private static void AssertFencedIn(HttpResponseMessage response)
    {
        Assert.NotEmpty(Header(response, "Content-Security-Policy"));
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(response, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Header(response, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));
}
