using System.Net;
using Archive.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Archive.Tests.Web.Addresses;

/// <summary>An address reads of a query what it declares, and nothing else.</summary>
[Collection(SeedSiteTests.Name)]
public class DeclaredQueryTests(SeedSite seeds)
{
    // Of addresses that differ in their names alone.
    private const int MaxAlike = 2;

    private const int MaxHops = 3;

    // Names that the paths of pages have, and such as people or programs add to addresses.
    private static readonly string[] Others =
        ["year", "month", "slug", "key", "name", "id", "sha256", "handler", "area", "v", "lang", "utm_source", "__RequestVerificationToken"];

    private readonly TestSite site = seeds.Site;
    private readonly Queue<string> open = new(
        ["/", "/Index", "/search?q=probation", "/search/suggest?q=pro", "/healthz", "/healthz/details", "/metrics", "/error", "/not-found", "/feed.atom", SeedSite.UndatedPost, SeedSite.UndatedPost + "/comments.atom",
            "/people", "/probation/people", "/people/jim", "/signed/Jim", "/labels", "/probation/labels", "/probation/labels/x", "/probation/labels/x/feed.atom", "/go?u=http://probationmatters.blogspot.co.uk/2014/02/power-to-people.html", "/take.csv", "/take.json", "/take.jsonl", "/take.txt", "/take.epub", "/timegate/x", "/timemap/link/x", SeedSite.UndatedPost + "/captures/x", SeedSite.UndatedPost + "/captures/x/y", "/opensearch.xml", "/opensearch/suggest?q=pro",
            "/robots.txt", "/sitemap.xml", "/probation/sitemap.xml", "/probation/2014/02/sitemap.xml", "/probation/undated/sitemap.xml",
            "/keeper", "/keeper/begin", "/keeper/code", "/keeper/sign-in", "/keeper/sign-out", "/keeper/password", "/keeper/keepers", "/keeper/passkeys",
            "/keeper/bring", "/keeper/stages/1", "/keeper/stages/1/blog", "/keeper/stages/1/discard", "/keeper/stages/1/preview", "/keeper/stages/1/files/1", "/keeper/stages/1/files/1/lines",
            "/keeper/jobs", "/keeper/jobs/1", "/keeper/jobs/1/progress", "/keeper/imports/1", "/keeper/imports/1.json", "/keeper/imports/1.csv", "/keeper/imports/1/refused", "/keeper/imports/1/refused.zip",
            "/keeper/imports", "/keeper/imports/1/undo", "/keeper/imports/1/back", "/keeper/blogs", "/keeper/blogs/probation", "/keeper/blogs/probation/merge", "/keeper/blogs/probation/remove",
            "/keeper/blogs/probation/rename", "/keeper/settings", "/keeper/log", "/keeper/problems"]);
    private readonly Dictionary<string, int> alike = [];
    private readonly HashSet<string> asked = [];

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task Every_address_reads_only_what_it_declares_whatever_it_is_asked()
    {
        await CrawlAsync();
        var keys = site.Reads.Declared.Values.SelectMany(declared => declared).Concat(Others).ToHashSet();
        foreach (var address in asked)
        {
            foreach (var key in keys)
            {
                await site.GetAsync($"{address}?{key}=1");
            }

            await site.GetAsync($"{address}?{string.Join('&', keys.Select(key => $"{key}=1"))}");
        }

        Assert.Empty(site.Reads.Undeclared);
        Assert.Empty(site.Routes.Select(route => route.RoutePattern.RawText!).Except(site.Reads.Declared.Keys));
    }

    [Fact]
    public async Task A_page_that_reads_what_it_does_not_declare_is_noticed_and_reads_nothing()
    {
        await using var trial = await TestSite.StartAsync(
            archive => archive.Import(TestArchive.Dump("1.txt", DumpText.Post("First"))),
            map: app => app.MapGet("/trial", (HttpContext context) =>
            {
                SiteCache.Keep(context);
                return $"{context.Request.Query["known"]}, {context.Request.Query["other"]}.";
            }).WithMetadata(new ReadsQueryAttribute("known")).AllowAnonymous());

        Assert.Equal("1, .", await (await trial.GetAsync("/trial?known=1&other=2")).Content.ReadAsStringAsync());
        var kept = await trial.GetAsync("/trial?other=3&known=1");
        var another = await trial.GetAsync("/trial?known=2");

        Assert.NotNull(kept.Headers.Age);
        Assert.Null(another.Headers.Age);
        Assert.EndsWith("reads other", Assert.Single(trial.Reads.Undeclared), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_of_a_page_is_taken_from_the_path_or_declares_itself()
    {
        var undated = await site.GetAsync($"{SeedSite.UndatedPost}?year=2014&month=02&slug=power-to-people&key=x");

        Assert.Equal(HttpStatusCode.OK, undated.StatusCode);
        Assert.Contains("Undated words", await undated.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["comment", "fold", "hit", "mark", "order", "page", "to"], site.Reads.Declared[site.Reads.Declared.Keys.Single(route => route.EndsWith("{blog}/undated/{slug}", StringComparison.Ordinal))]);
    }

    // By shape: a word of a route, a number, or any other name.
    private async Task CrawlAsync()
    {
        var words = site.Routes.SelectMany(route => route.RoutePattern.PathSegments).SelectMany(segment => segment.Parts)
            .OfType<RoutePatternLiteralPart>().Select(part => part.Content).ToHashSet(StringComparer.Ordinal);
        while (open.TryDequeue(out var address))
        {
            var path = address.Split('?', '#')[0];
            var shape = string.Join('/', path.Split('/').Select(part => words.Contains(part) ? part : part.All(char.IsAsciiDigit) ? "0" : "*"));
            if (!asked.Contains(path) && (alike[shape] = alike.GetValueOrDefault(shape) + 1) <= MaxAlike)
            {
                asked.Add(path);
                await VisitAsync(address);
            }
        }
    }

    private async Task VisitAsync(string address)
    {
        var response = await site.GetAsync(address);
        // A redirection may lead to the same path with another query, which the walk holds for asked.
        for (var hops = 0; response.Headers.Location is { } next && hops < MaxHops; hops++)
        {
            open.Enqueue(next.ToString());
            response = await site.GetAsync(next.ToString());
        }

        if (response.Content.Headers.ContentType?.MediaType == "text/html")
        {
            foreach (var link in (await TestSite.ReadAsync(response)).QuerySelectorAll("[href^='/'], form[action^='/']"))
            {
                open.Enqueue((link.GetAttribute("href") ?? link.GetAttribute("action"))!);
            }
        }
    }
}
