using System.Net;
using System.Xml.Linq;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Outputs.Crawling;

public sealed class SitemapTests
{
    private static readonly XNamespace Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

    [Fact]
    public async Task Every_page_that_is_listed_is_there_and_every_post_is_listed()
    {
        await using var site = await TestSite.StartAsync(Fill);
        var lists = await AddressesAsync(site, "/sitemap.xml");
        var pages = new List<string>();
        foreach (var list in lists)
        {
            pages.AddRange(await AddressesAsync(site, list));
        }

        Assert.Equal(["/probation/sitemap.xml", "/probation/2014/02/sitemap.xml", "/probation/2016/04/sitemap.xml", "/probation/undated/sitemap.xml"], lists);
        Assert.Equal(
            ["/probation", "/probation/2014", "/probation/2014/02", "/probation/2014/02/power-to-people", "/probation/2016", "/probation/2016/04", "/probation/2016/04/changed", "/probation/undated", "/probation/undated/undated-words"],
            pages.Order(StringComparer.Ordinal));
        foreach (var page in pages)
        {
            Assert.Equal(HttpStatusCode.OK, (await site.GetAsync(page)).StatusCode);
        }
    }

    [Fact]
    public async Task A_post_changed_when_the_last_capture_came_that_changed_it()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            // The last one has the same words and the same comments; another that came later was taken earlier, and has a comment that is gone since.
            CaptureAt(archive, 1, 2017, DumpText.Titled("Changed", "2016-04-05", "It stays", "It goes"));
            CaptureAt(archive, 2, 2018, DumpText.Titled("Changed", "2016-04-05", "It stays", "It goes", "It is new"));
            CaptureAt(archive, 3, 2019, DumpText.Titled("Changed", "2016-04-05", "It stays", "It goes", "It is new"));
            CaptureAt(archive, 4, 2017, DumpText.Titled("Same", "2016-04-06", "It stays"));
            CaptureAt(archive, 5, 2018, DumpText.Titled("Same", "2016-04-06", "It stays"));
            CaptureAt(archive, 6, 2017, DumpText.Titled("Body", "2016-04-07", "It stays"));
            CaptureAt(archive, 7, 2018, DumpText.Titled("Body", "2016-04-07", "It stays") with { Original = "The body of the post, changed." });
            CaptureAt(archive, 8, 2017, DumpText.Titled("Removed", "2016-04-08", "It stays", "It goes"));
            CaptureAt(archive, 9, 2018, DumpText.Titled("Removed", "2016-04-08", "It stays", DumpText.Removed));
        });

        var list = await ReadAsync(site, "/probation/2016/04/sitemap.xml");

        Assert.Equal(
            ["2020-01-02", "2020-01-04", "2020-01-07", "2020-01-09"],
            list.Elements(Namespace + "url").Select(page => page.Element(Namespace + "lastmod")!.Value[..10]));
    }

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("/probation/2014/03/sitemap.xml")]
    [InlineData("/nowhere/sitemap.xml")]
    [InlineData("/posts/sitemap.xml")]
    [InlineData("/posts/2014/02/sitemap.xml")]
    [InlineData("/probation/2014/02/sitemap.xml?page=2")]
    [InlineData("/probation/2014/02/sitemap.xml?page=0")]
    [InlineData("/probation/2014/02/sitemap.xml?page=2147483647")]
    public async Task What_has_no_pages_has_no_list(string address)
    {
        await using var site = await TestSite.StartAsync(Fill);

        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task Robots_are_led_to_the_pages_and_away_from_searches()
    {
        await using var site = await TestSite.StartAsync(Fill, new SiteChoices { Address = new Uri("https://archive.example.org") });
        using var answer = await site.GetAsync("/robots.txt");
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n');

        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Disallow: /search?", lines);
        Assert.Contains("Sitemap: https://archive.example.org/sitemap.xml", lines);
        Assert.DoesNotContain("Disallow: /", lines);
        Assert.StartsWith("https://archive.example.org/probation/sitemap.xml", (await ReadAsync(site, "/sitemap.xml")).Elements().First().Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Robots_are_kept_out_of_what_is_to_be_in_no_index(bool isPrivate)
    {
        await using var site = await TestSite.StartAsync(Fill, new SiteChoices { MayBeIndexed = isPrivate, IsPrivate = isPrivate });

        Assert.Equal("User-agent: *\nDisallow: /\n", await (await site.GetAsync("/robots.txt")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(isPrivate ? HttpStatusCode.Unauthorized : HttpStatusCode.NotFound, (await site.GetAsync("/sitemap.xml")).StatusCode);
        Assert.Equal(isPrivate ? HttpStatusCode.Unauthorized : HttpStatusCode.NotFound, (await site.GetAsync("/probation/2014/02/sitemap.xml")).StatusCode);
    }

    [Fact]
    public async Task Lists_answer_HEAD_and_are_kept()
    {
        await using var site = await TestSite.StartAsync(Fill);
        foreach (var address in new[] { "/sitemap.xml", "/probation/sitemap.xml", "/probation/2014/02/sitemap.xml", "/robots.txt", "/opensearch.xml" })
        {
            using var head = await site.SendAsync(HttpMethod.Head, address);
            using var answer = await site.GetAsync(address);
            Assert.Equal((HttpStatusCode.OK, answer.Headers.ETag), (head.StatusCode, head.Headers.ETag));
            Assert.Equal(HttpStatusCode.NotModified, (await site.GetAsync(address, ("If-None-Match", answer.Headers.ETag!.ToString()))).StatusCode);
        }
    }

    [Fact]
    public async Task A_browser_is_told_how_to_search_and_what_may_be_meant()
    {
        await using var site = await TestSite.StartAsync(Fill, new SiteChoices { Address = new Uri("https://archive.example.org") });
        XNamespace search = "http://a9.com/-/spec/opensearch/1.1/";
        var description = await ReadAsync(site, "/opensearch.xml");

        Assert.Equal("Archive", description.Element(search + "ShortName")!.Value);
        Assert.Equal(
            ["https://archive.example.org/search?q={searchTerms}", "https://archive.example.org/opensearch/suggest?q={searchTerms}", "https://archive.example.org/search.atom?q={searchTerms}", "https://archive.example.org/opensearch.xml"],
            description.Elements(search + "Url").Select(url => url.Attribute("template")!.Value));

        using var answer = await site.GetAsync("/opensearch/suggest?q=sai");
        Assert.Equal("application/x-suggestions+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("[\"sai\",[\"said\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("[\"\",[],[]]", await (await site.GetAsync("/opensearch/suggest")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static void Fill(TestArchive archive)
    {
        archive.Import(TestArchive.Dump("1.txt", DumpText.Post("said", "said again")));
        archive.Import(TestArchive.Dump("2.txt", DumpText.Titled("Undated words", null, "said at some time")));
        archive.Capture(2017, DumpText.Titled("Changed", "2016-04-05", "It stays"));
    }

    private static void CaptureAt(TestArchive archive, int day, int year, DumpPost post)
    {
        archive.Clock.Now = new DateTimeOffset(2020, 1, day, 0, 0, 0, TimeSpan.Zero);
        archive.Import(
            new ImportChoices { Captured = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero) },
            TestArchive.Bytes($"{day}.txt", [.. DumpText.Of(post), .. Enumerable.Repeat((byte)'\n', day)]));
    }

    private static async Task<XElement> ReadAsync(TestSite site, string address)
    {
        using var answer = await site.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return XElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<List<string>> AddressesAsync(TestSite site, string list) =>
        [.. (await ReadAsync(site, list)).Descendants(Namespace + "loc").Select(address => new Uri(address.Value).PathAndQuery)];
}
