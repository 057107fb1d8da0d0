using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>Hits as they are read, on an archive of years: how soon the first one comes, how loud its words are, and the way from one to the next.</summary>
public sealed class HitsTests(SiteInBrowser browser, MadeSite made)
{
    private const int Phone = 390, Tablet = 820, Desk = 1440;

    public static TheoryData<bool, int> Readers => new()
    {
        { true, Phone }, { true, Tablet }, { true, Desk }, { false, Phone }, { false, Tablet }, { false, Desk },
    };

    [Theory]
    [InlineData(true, Phone, 280)]
    [InlineData(true, Tablet, 280)]
    [InlineData(true, Desk, 220)]
    [InlineData(false, Phone, 280)]
    [InlineData(false, Tablet, 280)]
    [InlineData(false, Desk, 220)]
    public async Task The_first_hit_of_a_search_without_filters_begins_high_on_the_page(bool scripts, int width, int most)
    {
        foreach (var query in (string[])["harbour", "\"the harbour board\"", "the", "harbour sort:relevance", "surveyors"])
        {
            await using var visit = await VisitAsync(scripts, width);
            await visit.GoAsync($"/search?q={Uri.EscapeDataString(query)}");
            var box = (await visit.Page.Locator(".hits > li").First.BoundingBoxAsync())!;
            Assert.True(box.Y <= most, $"{query} at {width} px: the first hit begins at {box.Y}");
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task The_words_that_were_looked_for_are_the_loudest_of_a_hit_and_the_title_comes_next(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync("/search?q=harbour+in:comments");

        var loudness = await visit.Page.EvaluateAsync<double[]>(
            """
            () => [".snippet mark", "h2 a", ".snippet", ".where", ".where .kind"].map(part => {
                const { fontSize, fontWeight } = getComputedStyle(document.querySelector(`.hits > li ${part}`));
                return parseFloat(fontSize) * (Number(fontWeight) >= 600 ? 1.5 : 1);
            })
            """);
        Assert.True(loudness[0] > loudness[1] && loudness[1] > loudness[2] && loudness[2] > loudness[3], string.Join(' ', loudness));
        Assert.Equal(loudness[3], loudness[4]);
        // The whole snippet is the link.
        var snippet = visit.Page.Locator(".hits .snippet").First;
        Assert.Equal(await snippet.TextContentAsync(), await snippet.Locator("a").TextContentAsync());
        Assert.Equal(1, await visit.Page.EvaluateAsync<int>("() => Math.max(...[...document.querySelectorAll('.hits .n')].map(number => number.getClientRects().length))"));
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Orders_are_orders_and_other_views_have_doors_of_their_own(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync("/search?q=harbour");
        var steps = new Steps(visit.Page);

        await Assertions.Expect(visit.Page.Locator(".ordering").GetByText("First said")).ToHaveCountAsync(0);
        await steps.ClickAsync(visit.Page.Locator(".how > summary"));
        await Assertions.Expect(visit.Page.Locator(".how .histogram")).ToBeVisibleAsync();
        if (scripts)
        {
            await visit.LookAsync($"how-open-{width}", address: null);
        }

        await steps.ClickAsync(visit.Page.Locator(".ordering").GetByRole(AriaRole.Link, new() { Name = "Oldest first" }));
        await Assertions.Expect(visit.Page.Locator(".how > summary")).ToContainTextAsync("Oldest first");
        await steps.ClickAsync(visit.Page.Locator(".doors").GetByRole(AriaRole.Link, new() { Name = "First said" }));
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "First said" })).ToBeVisibleAsync();
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task First_use_of_a_word_in_three_steps(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync("/search");
        var steps = new Steps(visit.Page);

        var box = visit.Page.Locator(".search input[name=q]");
        await steps.FillAsync(box, "surveyor");
        await steps.PressAsync(box, "Enter");
        await steps.ClickAsync(visit.Page.Locator(".doors").GetByRole(AriaRole.Link, new() { Name = "First said" }));

        await Assertions.Expect(visit.Page.Locator(".verdict")).ToContainTextAsync("came first");
        Assert.Equal(3, steps.Count);
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task The_eighth_hit_in_a_thread_and_the_ninth_in_three_steps(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync("/search?q=the&group=thread");
        var steps = new Steps(visit.Page);

        await steps.ClickAsync(visit.Page.Locator(".more a").Filter(new() { HasTextRegex = new("All [1-9][0-9,]+ in this thread") }).First);
        var hits = visit.Page.Locator(".hits .snippet a");
        var eighth = (await hits.Nth(7).GetAttributeAsync("href"))!;
        var ninth = (await hits.Nth(8).GetAttributeAsync("href"))!;
        await steps.ClickAsync(hits.Nth(7));
        var walk = visit.Page.Locator(".hit-walk");
        await Assertions.Expect(walk).ToContainTextAsync("Hit 8 of ");
        await Assertions.Expect(walk).ToBeInViewportAsync();
        await Assertions.Expect(visit.Page.Locator("li:target > article, li:target > details > article")).ToBeInViewportAsync();
        Assert.EndsWith(eighth[eighth.IndexOf('#', StringComparison.Ordinal)..], visit.Page.Url, StringComparison.Ordinal);
        await steps.ClickAsync(walk.GetByRole(AriaRole.Link, new() { Name = "next" }));
        await Assertions.Expect(walk).ToContainTextAsync("Hit 9 of ");
        Assert.EndsWith(ninth[ninth.IndexOf('#', StringComparison.Ordinal)..], visit.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(visit.Page.Locator("li:target mark").First).ToBeVisibleAsync();
        Assert.Equal(3, steps.Count);

        await steps.ClickAsync(walk.GetByRole(AriaRole.Link, new() { Name = "back to the results" }));
        await Assertions.Expect(visit.Page.Locator(".hits > li:target .snippet a")).ToHaveAttributeAsync("href", ninth);
        await Assertions.Expect(visit.Page.Locator(".hits > li:target")).ToBeInViewportAsync();
        visit.HadNoComplaints();
    }

    [Theory]
    [InlineData(1280, 900, false)]
    [InlineData(390, 844, true)]
    [InlineData(320, 256, false)]
    public async Task The_way_between_hits_covers_no_focus_and_leaves_a_low_window_alone(int width, int height, bool forced)
    {
        await using var visit = await browser.VisitAsync(
            new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = height }, ForcedColors = forced ? ForcedColors.Active : ForcedColors.None }, await made.AddressAsync());
        await visit.GoAsync("/search?q=harbour+in:comments");
        await visit.Page.Locator(".hits .snippet a").First.ClickAsync();

        Assert.Equal(height < 480 ? "static" : "fixed", await visit.Page.Locator(".hit-walk").EvaluateAsync<string>("walk => getComputedStyle(walk).position"));
        await visit.LookAsync($"hit-walk-{width}", address: null);
        visit.HadNoComplaints();
    }

    private async Task<Visit> VisitAsync(bool scripts, int width) => await browser.VisitAsync(
        new BrowserNewContextOptions { JavaScriptEnabled = scripts, ViewportSize = new() { Width = width, Height = 900 } }, await made.AddressAsync());
}
