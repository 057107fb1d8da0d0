using AngleSharp.Dom;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Searching;

/// <summary>From hit to hit on the pages that have them.</summary>
public sealed class HitWalkTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(archive => archive.Import(
        TestArchive.Dump("a", DumpText.Titled("Old", "2012-05-01", "serco first", "nothing", "  serco second, serco") with { Original = "Serco itself." }),
        TestArchive.Dump("b", DumpText.Titled("New", "2014-02-11", [.. Enumerable.Range(0, 25).Select(i => $"serco {string.Join(' ', Enumerable.Repeat("on", i))}")]))));

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("serco")]
    [InlineData("serco sort:old")]
    [InlineData("serco sort:relevance")]
    [InlineData("serco sort:length in:comments")]
    [InlineData("serco post:old sort:old")]
    [InlineData("on:2012 in:comments")]
    public async Task Every_hit_leads_to_the_next_and_back_to_itself_in_the_results(string query)
    {
        var hits = await HitsAsync(query);
        var next = hits[0].GetAttribute("href");
        for (var turn = 1; turn <= hits.Count; turn++)
        {
            Assert.Equal(hits[turn - 1].GetAttribute("href"), next);
            var walk = await WalkAsync(next!);
            Assert.StartsWith($"Hit {turn} of {hits.Count} ", walk.Words(), StringComparison.Ordinal);
            Assert.Equal(turn == 1 ? null : hits[turn - 2].GetAttribute("href"), walk.QuerySelector("[rel=prev]")?.GetAttribute("href"));
            var back = walk.QuerySelector("a:not([rel])")!.GetAttribute("href")!;
            var results = await site.PageAsync(back);
            Assert.Equal(next, results.QuerySelector($"{back[back.IndexOf('#', StringComparison.Ordinal)..]} .snippet a")!.GetAttribute("href"));
            next = walk.QuerySelector("[rel=next]")?.GetAttribute("href");
        }

        Assert.Null(next);
    }

    [Fact]
    public async Task Grouped_by_thread_the_walk_keeps_to_the_thread_and_its_order()
    {
        var grouped = await site.PageAsync("/search?q=serco&group=thread");
        var first = grouped.QuerySelectorAll(".hits > li").Single(card => card.QuerySelector("h2").Words() == "Old").QuerySelector(".snippet a")!;

        var walk = await WalkAsync(first.GetAttribute("href")!);

        Assert.StartsWith("Hit 1 of 3 ", walk.Words(), StringComparison.Ordinal);
        walk = await WalkAsync(walk.QuerySelector("[rel=next]")!.GetAttribute("href")!);
        Assert.StartsWith("Hit 2 of 3 ", walk.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("?mark=serco")]
    [InlineData("?mark=serco&hit=")]
    [InlineData("?mark=serco&hit=0")]
    [InlineData("?mark=serco&hit=-1")]
    [InlineData("?mark=serco&hit=9223372036854775807")]
    [InlineData("?mark=serco&hit=99999999999999999999999")]
    [InlineData("?mark=on:2013&hit={0}")]
    [InlineData("?mark=nothing+here&hit={0}")]
    [InlineData("?hit={0}")]
    public async Task What_led_nowhere_has_no_walk(string asked)
    {
        var hit = Name((await HitsAsync("serco post:old"))[0]);
        var page = await site.PageAsync("/probation/2012/05/old" + asked.Replace("{0}", hit, StringComparison.Ordinal));

        Assert.Empty(page.QuerySelectorAll(".hit-walk"));
    }

    [Fact]
    public async Task What_filters_alone_find_is_walked_too()
    {
        var hits = await HitsAsync("on:2012 in:comments");
        var page = await site.PageAsync(hits[0].GetAttribute("href")!);

        Assert.Equal($"Hit 1 of {hits.Count} next back to the results", page.QuerySelector(".hit-walk").Words());
        Assert.Equal("From the search: on:2012 in:comments without it", page.QuerySelector(".marked").Words());
        Assert.Empty(page.QuerySelectorAll("mark"));
    }

    [Fact]
    public async Task A_hit_of_another_post_did_not_lead_here()
    {
        var hit = Name((await HitsAsync("serco post:old"))[0]);

        Assert.Empty((await site.PageAsync($"/probation/2014/02/new?mark=serco&hit={hit}")).QuerySelectorAll(".hit-walk"));
    }

    [Fact]
    public async Task A_comments_own_page_has_its_walk_too()
    {
        var key = (await HitsAsync("second")).Single().GetAttribute("href")!.Split("#c")[1];
        var hit = Name((await HitsAsync("serco post:old"))[0]);

        var page = await site.PageAsync($"/probation/2012/05/old/{key}?mark=serco+post:old&hit={hit}");

        Assert.Equal("Hit 1 of 3 next back to the results", page.QuerySelector(".hit-walk").Words());
    }

    [Fact]
    public async Task Only_pages_with_marks_search_and_each_once()
    {
        var connections = site.Part<SearchConnections>();
        var address = (await HitsAsync("serco post:old"))[0].GetAttribute("href")!.Split('#')[0].Replace("&comment=", "&x=", StringComparison.Ordinal);
        var before = connections.Snapshots;

        await site.PageAsync("/probation/2012/05/old");
        Assert.Equal(before, connections.Snapshots);
        await site.PageAsync(address);
        Assert.Equal(before + 1, connections.Snapshots);
        await site.PageAsync(address);
        Assert.Equal(before + 1, connections.Snapshots);
    }

    private static string Name(IElement link) => link.GetAttribute("href")!.Split("&hit=")[1].Split('&')[0];

    private async Task<IElement> WalkAsync(string address)
    {
        var page = await site.PageAsync(address);
        return page.QuerySelector(".hit-walk") ?? throw new InvalidOperationException($"no walk on {address}");
    }

    private async Task<IReadOnlyList<IElement>> HitsAsync(string query)
    {
        var hits = new List<IElement>();
        string? next = $"/search?q={Uri.EscapeDataString(query)}";
        while (next is not null)
        {
            var page = await site.PageAsync(next);
            hits.AddRange(page.QuerySelectorAll(".hits .snippet a"));
            next = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        return hits;
    }
}
