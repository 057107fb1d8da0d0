using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>A reader sees what changed between two captures, by eye in any colours, on paper and by ear.</summary>
public class CapturesTests(SiteInBrowser site, MadeSite made)
{
    private const string Gone = "This one is there no longer.";

    public static TheoryData<bool, int> Windows => new() { { true, 390 }, { true, 820 }, { true, 1440 }, { false, 390 }, { false, 820 }, { false, 1440 } };

    /// <summary>Two from the post: its captures, what changed.</summary>
    [Theory]
    [MemberData(nameof(Windows))]
    public async Task What_changed_is_two_steps_from_the_post(bool scripts, int width)
    {
        await using var growing = await GrownAsync();
        await using var visit = await VisitAsync(growing.Address, scripts, width);
        await visit.GoAsync(GrowingSite.Post);

        await visit.Page.Locator(".captures > summary").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "what changed", Exact = true }).ClickAsync();

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "What changed" })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByText("1 new, 1 changed, 1 no longer there, 1 the same.")).ToBeVisibleAsync();
        await AssertMarkedAsync(visit, ".post .difference", "old", "new");
        await AssertMarkedAsync(visit, ".changes .difference", "stones", "planks");
        await Assertions.Expect(visit.Page.Locator(".changes > .gone")).ToContainTextAsync(Gone);
        await LookAsync(visit, $"comparison-{width}", scripts);
        visit.HadNoComplaints();
    }

    /// <summary>One from the comment: its other text; one more for the text by itself.</summary>
    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Another_text_is_a_comparison_and_the_text_by_itself_a_step_further(bool scripts, int width)
    {
        await using var growing = await GrownAsync();
        await using var visit = await VisitAsync(growing.Address, scripts, width);
        await visit.GoAsync(GrowingSite.Post);
        var other = visit.Page.Locator(".thread .earlier");

        await other.Locator("> summary").ClickAsync();
        await AssertMarkedAsync(visit, ".thread .earlier .difference", "stones", "planks");
        await Assertions.Expect(other.Locator(".alone .writing")).ToBeHiddenAsync();
        await other.Locator(".alone > summary").ClickAsync();
        await Assertions.Expect(other.Locator(".alone .writing")).ToHaveTextAsync("The quay is made of stones, they say.");
        await LookAsync(visit, $"other-text-{width}", scripts);
        visit.HadNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task A_vanished_comment_says_of_which_capture_its_number_is(bool scripts, int width)
    {
        await using var growing = await GrownAsync();
        await using var visit = await VisitAsync(growing.Address, scripts, width);
        await visit.GoAsync(GrowingSite.Post);
        var gone = visit.Page.Locator(".thread article").Filter(new() { HasText = Gone });

        await Assertions.Expect(gone.GetByText("of the capture of 1 April 2015", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(gone).ToHaveAttributeAsync("aria-label", "Comment 2 of the capture of 1 April 2015");
        Assert.Equal(
            ["1", "2", "2 of the capture of 1 April 2015", "3"],
            (await visit.Page.Locator(".thread article").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('aria-label').replace('Comment ', ''))")).Order(StringComparer.Ordinal));
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task It_is_told_apart_in_forced_colours_and_on_paper()
    {
        await using var growing = await GrownAsync();
        await using var visit = await VisitAsync(growing.Address, scripts: false, 1440);
        await visit.GoAsync(GrowingSite.Post);

        await visit.Page.Locator(".thread .earlier > summary").ClickAsync();
        await visit.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await AssertMarkedAsync(visit, ".thread .earlier .difference", "stones", "planks");
        await visit.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None, Media = Media.Print });
        await AssertMarkedAsync(visit, ".thread .earlier .difference", "stones", "planks");
        await Assertions.Expect(visit.Page.Locator(".thread .earlier .alone")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task It_is_heard()
    {
        await using var growing = await GrownAsync();
        await using var visit = await VisitAsync(growing.Address, scripts: false, 1440);
        await visit.GoAsync(GrowingSite.Post);
        await visit.Page.Locator(".thread .earlier > summary").ClickAsync();

        var heard = await visit.Page.Locator(".thread .earlier .difference").AriaSnapshotAsync();

        Assert.Matches(@"deletion:[^\n]*\(removed: stones *\)[^\n]*\n[^\n]*insertion:[^\n]*\(added: planks *\)", heard);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Four_captures_lead_on_from_each_to_the_next(bool scripts, int width)
    {
        await using var visit = await VisitAsync(await made.AddressAsync(), scripts, width);
        await visit.GoAsync(MadeSite.Captured);

        await visit.Page.Locator(".captures > summary").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "what changed", Exact = true }).First.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "what changed after" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "what changed after" }).ClickAsync();

        await Assertions.Expect(visit.Page.GetByText("from the capture of 5 May 2014, 12:00 UTC to the capture of 9 January 2016, 12:00 UTC")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator(".post .difference ins")).ToContainTextAsync("Later:");
        await LookAsync(visit, $"comparison-made-{width}", scripts);
        visit.HadNoComplaints();
    }

    private static async Task<GrowingSite> GrownAsync()
    {
        var growing = await GrowingSite.StartAsync("The old post of the harbour.", ["It stays as it is.", Gone, "The quay is made of stones, they say."]);
        await growing.CaptureAsync("The new post of the harbour.", ["It stays as it is.", "The quay is made of planks, they say.", "This is a new one."], day: 2);
        return growing;
    }

    // By its lines, whatever the colours.
    private static async Task AssertMarkedAsync(Visit visit, string text, string goes, string comes)
    {
        foreach (var (element, words, line) in new[] { ("del", goes, "line-through"), ("ins", comes, "underline") })
        {
            var marked = visit.Page.Locator($"{text} {element}");
            await Assertions.Expect(marked).ToContainTextAsync(words);
            await Assertions.Expect(marked).ToBeVisibleAsync();
            Assert.Contains(line, await marked.EvaluateAsync<string>("one => getComputedStyle(one).textDecorationLine"), StringComparison.Ordinal);
        }
    }

    // Axe is a script.
    private static Task LookAsync(Visit visit, string name, bool scripts) => scripts ? visit.LookAsync(name, null) : visit.ShootAsync($"{name}-plain");

    private Task<Visit> VisitAsync(Uri address, bool scripts, int width) =>
        site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts, ViewportSize = new() { Width = width, Height = 900 } }, address);
}
