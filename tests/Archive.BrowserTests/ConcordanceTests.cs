using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>Every place of a word in the middle of its line, searches over time side by side, and filters alone, on an archive of years.</summary>
public sealed class ConcordanceTests(SiteInBrowser browser, MadeSite made)
{
    private const int Phone = 390, Tablet = 820, Desk = 1440;

    public static TheoryData<bool, int> Readers => new()
    {
        { true, Phone }, { true, Tablet }, { true, Desk }, { false, Phone }, { false, Tablet }, { false, Desk },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task From_results_to_the_lines_of_a_word_and_to_one_of_its_places(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync("/search?q=harbour");
        var steps = new Steps(visit.Page);

        await steps.ClickAsync(visit.Page.Locator(".doors").GetByRole(AriaRole.Link, new() { Name = "Concordance" }));
        await Assertions.Expect(visit.Page.Locator(".read-of")).ToContainTextAsync("The others are left out");
        // What was found stands under itself, in the middle.
        var middles = await visit.Page.EvaluateAsync<double[]>(
            "() => [...document.querySelectorAll('.in-line li')].slice(0, 20).map(line => { const a = line.querySelector('a').getBoundingClientRect(), m = line.querySelector('mark').getBoundingClientRect(); return (m.left + m.width / 2 - a.left) / a.width; })");
        Assert.All(middles, middle => Assert.InRange(middle, 0.48, 0.52));
        await steps.ClickAsync(visit.Page.Locator(".orders").GetByRole(AriaRole.Link, new() { Name = "by the word before" }));
        await Assertions.Expect(visit.Page.Locator(".orders [aria-current]")).ToHaveTextAsync("by the word before");
        var line = visit.Page.Locator(".in-line a").First;
        await steps.ClickAsync(line);

        await Assertions.Expect(visit.Page.Locator("mark").First).ToBeAttachedAsync();
        await Assertions.Expect(visit.Page.Locator(".hit-walk")).ToBeInViewportAsync();
        Assert.Equal(3, steps.Count);
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_line_and_an_order_are_reached_by_keyboard(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync("/search/concordance?q=lighthouse");

        await visit.Page.Locator(".orders a").Last.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        Assert.True(await visit.Page.EvaluateAsync<bool>("() => document.activeElement.matches('.in-line a')"));
        await visit.Page.Locator(".in-line a").First.PressAsync("Enter");

        await Assertions.Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("mark=lighthouse"));
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Three_searches_are_compared_over_time_as_shares(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync("/search?q=harbour");
        var steps = new Steps(visit.Page);

        await steps.ClickAsync(visit.Page.Locator(".doors").GetByRole(AriaRole.Link, new() { Name = "Over time" }));
        await steps.FillAsync(visit.Page.Locator(".compare input[name=q]").Nth(1), "lighthouse in:comments");
        await steps.ClickAsync(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Compare" }));
        await steps.FillAsync(visit.Page.Locator(".compare input[name=q]").Nth(2), "blog:night-shift");
        await steps.ClickAsync(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Compare" }));
        await steps.ClickAsync(visit.Page.Locator(".orders").GetByRole(AriaRole.Link, new() { Name = "share of all posts and comments" }));

        await Assertions.Expect(visit.Page.Locator(".legend li")).ToHaveCountAsync(3);
        await Assertions.Expect(visit.Page.Locator(".picture g")).ToHaveCountAsync(3);
        // Told apart without colour: each has dashes and a sign of its own, in the picture and beside its name.
        Assert.Equal(3, await visit.Page.EvaluateAsync<int>("() => new Set([...document.querySelectorAll('.picture .line')].map(line => getComputedStyle(line).strokeDasharray)).size"));
        Assert.Equal(3, await visit.Page.EvaluateAsync<int>("() => new Set([...document.querySelectorAll('.legend .sign')].map(sign => sign.getAttribute('d'))).size"));
        await Assertions.Expect(visit.Page.Locator(".of-years td").First).ToContainTextAsync("%");
        Assert.Equal(6, steps.Count);
        var csv = await visit.Page.Context.APIRequest.GetAsync(new Uri(await made.AddressAsync(), (await visit.Page.Locator(".outputs a").GetAttributeAsync("href"))!).ToString());
        Assert.Contains("query,month,posts,comments,all,share", await csv.TextAsync(), StringComparison.Ordinal);
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_filter_alone_finds_and_says_how_many(bool scripts, int width)
    {
        await using var db = await made.ReadAsync();
        var comments = db.Comments.Count(comment => comment.Status != CommentStatus.Placeholder);
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync("/search");
        var steps = new Steps(visit.Page);

        var box = visit.Page.Locator(".search input[name=q]");
        await steps.FillAsync(box, "in:comments");
        await steps.PressAsync(box, "Enter");

        await Assertions.Expect(visit.Page.Locator(".total")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex($"^\\s*{comments.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} hits\\s*$"));
        Assert.Equal(2, steps.Count);
        visit.HadNoComplaints();
    }

    [Theory]
    [InlineData("made-concordance", "/search/concordance?q=harbour&sort=before")]
    [InlineData("made-concordance-none", "/search/concordance?q=in:comments")]
    [InlineData("made-curves", "/search/curves?q=harbour&q=lighthouse&q=%22the+ferry%22&q=in:posts&q=lease+blog:night-shift")]
    [InlineData("made-curves-share", "/search/curves?q=harbour&q=lighthouse&as=share")]
    [InlineData("made-curves-none", "/search/curves")]
    [InlineData("made-filter-alone", "/search?q=in:comments")]
    public async Task The_new_pages_are_fit_for_every_width_and_for_forced_colours(string name, string address)
    {
        foreach (var (width, height, forced) in ((int, int, bool)[])[(Phone, 844, false), (Tablet, 1000, true), (Desk, 900, false), (320, 256, false)])
        {
            await using var visit = await browser.VisitAsync(
                new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = height }, ForcedColors = forced ? ForcedColors.Active : ForcedColors.None }, await made.AddressAsync());
            if (forced)
            {
                // The reader's colours are one set, whatever scheme the page would have.
                await visit.GoAsync(address);
                Assert.Equal("", string.Join('\n', await visit.ViolationsAsync()));
            }
            else
            {
                await visit.LookAsync($"{name}-{width}", address);
            }

            visit.HadNoComplaints();
        }
    }

    private async Task<Visit> VisitAsync(bool scripts, int width) => await browser.VisitAsync(
        new BrowserNewContextOptions { JavaScriptEnabled = scripts, ViewportSize = new() { Width = width, Height = 900 } }, await made.AddressAsync());
}
