using System.Globalization;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Searching;

public sealed class FacetTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(archive => archive.Import(
        TestArchive.Dump("a", DumpText.Titled("Old", "2012-05-01", "serco\n\nJim", "Serco said so at http://www.parliament.uk/edm\n\nJim")),
        TestArchive.Dump("b", DumpText.Titled("New", "2014-02-11", "serco", $"serco {string.Join(' ', Enumerable.Repeat("and on", 60))}") with { Original = "Serco." }),
        TestArchive.Dump("c", DumpText.Titled("Undated", null, "serco"))));

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Every_value_finds_as_many_as_it_says()
    {
        var page = await site.PageAsync("/search?q=serco");
        var facets = page.QuerySelectorAll(".facets .facet");

        Assert.Equal(["When", "Name", "Links to", "Length"], page.QuerySelectorAll(".facets h2").Select(heading => heading.Words()));
        Assert.Contains("signed", page.QuerySelectorAll(".facets a").Select(link => link.Words().Split(' ')[0]));
        Assert.Contains(facets, facet => facet.Words() == "Undated 1" && facet.QuerySelector("a")!.GetAttribute("href") == SearchAddress.Of("serco on:undated"));
        foreach (var facet in facets.Where(facet => facet.QuerySelector("a") is not null))
        {
            var found = await site.PageAsync(facet.QuerySelector("a")!.GetAttribute("href")!);
            var count = int.Parse(facet.QuerySelector(".n").Words(), CultureInfo.InvariantCulture);
            Assert.Equal($"{count} {(count == 1 ? "hit" : "hits")}", found.QuerySelector(".total").Words());
        }
    }

    [Fact]
    public async Task A_value_that_is_asked_for_can_be_taken_away()
    {
        var page = await site.PageAsync("/search?q=serco+on:2012+min:1");

        var active = page.QuerySelector(".facet a[aria-current]")!;
        Assert.Equal("2012 ×", active.Words());
        Assert.Equal("/search?q=serco%20min%3A1", active.GetAttribute("href"));
        Assert.Equal(["on:2012 ×", "min:1 ×"], page.QuerySelectorAll(".facets .active li").Select(filter => filter.Words()));
        Assert.Equal("Filters (2 set)", page.QuerySelector(".facets > summary").Words());
    }

    [Fact]
    public async Task A_length_of_two_filters_is_taken_away_as_one()
    {
        var page = await site.PageAsync("/search?q=serco");
        var length = page.QuerySelectorAll(".facet a").First(link => link.GetAttribute("href")!.Contains("min%3A", StringComparison.Ordinal)
            && link.GetAttribute("href")!.Contains("max%3A", StringComparison.Ordinal));

        var narrowed = await site.PageAsync(length.GetAttribute("href")!);

        Assert.Equal("/search?q=serco", narrowed.QuerySelector(".facet a[aria-current]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Every_bar_leads_into_its_month_and_the_picture_is_told_in_words()
    {
        var page = await site.PageAsync("/search?q=serco");
        var bars = page.QuerySelectorAll(".histogram a");

        Assert.Equal(["May 2012: 2 comments", "February 2014: 1 post, 2 comments"], bars.Select(bar => bar.QuerySelector("title").Words()));
        Assert.Equal(["/search?q=serco%20on%3A2012-05", "/search?q=serco%20on%3A2014-02"], bars.Select(bar => bar.GetAttribute("href")));
        Assert.Equal(["2012", "2013", "2014"], page.QuerySelectorAll(".years span").Select(year => year.Words()));
        Assert.Equal("From May 2012 to February 2014; most in February 2014: 1 post, 2 comments.", page.QuerySelector("figcaption").Words());
        Assert.All(page.QuerySelectorAll(".histogram rect"), bar => Assert.InRange(
            int.Parse(bar.GetAttribute("y")!, CultureInfo.InvariantCulture) + int.Parse(bar.GetAttribute("height")!, CultureInfo.InvariantCulture), 0, 64));
    }

    // Asked so from the page of a name, or typed: case makes no difference to what is found.
    [Fact]
    public async Task A_filter_is_in_force_however_its_letters_are_written()
    {
        var page = await site.PageAsync("/search?q=serco+by%3AJIM");

        Assert.Equal("/search?q=serco", page.QuerySelectorAll(".facet a[aria-current]").Single(link => link.Words().Contains("Jim", StringComparison.Ordinal)).GetAttribute("href"));
    }

    [Fact]
    public async Task One_month_alone_is_no_span_of_time()
    {
        var page = await site.PageAsync("/search?q=serco+on%3A2014-02");

        Assert.Equal("In February 2014: 1 post, 2 comments.", page.QuerySelector("figcaption").Words());
    }

    [Fact]
    public async Task More_than_six_years_are_shown_by_year()
    {
        await using var old = await TestSite.StartAsync(archive => archive.Import(
            [.. Enumerable.Range(2000, 12).Select(year => TestArchive.Dump($"{year}", DumpText.Titled($"Of {year}", $"{year}-03-04", "serco")))]));

        var page = await old.PageAsync("/search?q=serco");

        Assert.Equal(12, page.QuerySelectorAll(".histogram a").Length);
        Assert.Equal("/search?q=serco%20on%3A2000", page.QuerySelector(".histogram a")!.GetAttribute("href"));
        Assert.Equal(["2000", "2011"], page.QuerySelectorAll(".years span").Select(year => year.Words()));
    }
}
