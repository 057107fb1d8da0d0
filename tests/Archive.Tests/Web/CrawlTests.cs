using System.Net;
using AngleSharp.Html.Dom;

namespace Archive.Tests.Web;

[Collection(SeedSiteTests.Name)]
[Trait(Trials.Runs, Trials.Long)]
public class CrawlTests(SeedSite seeds)
{
    // The same page asked for by each of its comments says nothing new.
    private const int MaxFindersPerPost = 3;

    // Filters can be combined without end; a tenth of these many searches shows each kind of link.
    private const int MaxSearches = 300;

    private readonly Dictionary<string, HashSet<string>?> seen = [];
    private readonly Dictionary<string, int> finders = [];
    private readonly Queue<string> open = new(
        ["/", "/search?q=probation", "/search?q=script", "/search?q=said", "/search?q=xylofon+probation", "/search/first?q=omnishambles"]);
    private readonly List<(string From, string To, string Fragment)> places = [];

    private int searches;

    [Fact]
    public async Task Every_link_leads_somewhere_and_no_page_holds_what_strangers_made_active()
    {
        while (open.TryDequeue(out var address))
        {
            if (seen.TryAdd(address, null))
            {
                await VisitAsync(address);
            }
        }

        Assert.True(seen.Count > 50, $"only {seen.Count} pages were found");
        Assert.All(places, place => Assert.True(
            seen[place.To] is not { } ids || ids.Contains(place.Fragment),
            $"{place.From} links to {place.To}#{place.Fragment}, which is not there"));
        Assert.Empty(seeds.Site.Reads.Undeclared);
    }

    private async Task VisitAsync(string address)
    {
        var response = await seeds.Site.GetAsync(address);
        if (response.Headers.Location is { } next)
        {
            Follow(address, next.ToString());
            return;
        }

        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {response.StatusCode}");
        if (response.Content.Headers.ContentType?.MediaType == "text/html")
        {
            var page = await TestSite.ReadAsync(response);
            AssertInert(address, page);
            var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
            seen[address] = [.. ids];
            Assert.Equal(ids.Count, seen[address]!.Count);
            foreach (var link in page.QuerySelectorAll("[href], form[action]"))
            {
                Follow(address, link.GetAttribute("href") ?? link.GetAttribute("action")!);
            }
        }
    }

    private void Follow(string from, string href)
    {
        if (!href.StartsWith('/') && !href.StartsWith('#'))
        {
            Assert.Matches("^(https?|mailto):", href);
            return;
        }

        var parts = href.Split('#');
        var to = parts[0].Length == 0 ? from : WebUtility.HtmlDecode(parts[0]);
        if (to.StartsWith("/search", StringComparison.Ordinal) && !seen.ContainsKey(to) && ++searches > Trials.Of(MaxSearches))
        {
            return;
        }

        var isFinder = to.Contains("comment=", StringComparison.Ordinal) || to.Contains("?mark=", StringComparison.Ordinal);
        if (isFinder && ++System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(finders, to.Split('?')[0], out _) > MaxFindersPerPost)
        {
            return;
        }

        open.Enqueue(to);
        if (parts.Length > 1 && !to.Contains("comment=", StringComparison.Ordinal))
        {
            places.Add((from, to, parts[1]));
        }
    }

    private static void AssertInert(string address, IHtmlDocument page)
    {
        var data = page.QuerySelectorAll("script[type='application/ld+json']");
        Assert.All(data, block => System.Text.Json.JsonDocument.Parse(block.TextContent).Dispose());
        Assert.True(page.QuerySelector($"{TestSite.StrangeScript}, img, iframe, object, embed, style, base") is null, $"{address} holds an active element");
        var active = page.All.SelectMany(element => element.Attributes).FirstOrDefault(attribute =>
            attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Name == "style"
            || attribute.Value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
        Assert.True(active is null, $"{address} holds {active?.Name}=\"{active?.Value}\"");
    }
}
