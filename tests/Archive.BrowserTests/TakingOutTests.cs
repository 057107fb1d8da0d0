using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>A reader takes the archive home, found from its pages and without a trick; the comments count what is done for it.</summary>
public class TakingOutTests(SiteInBrowser site)
{
    public static TheoryData<bool, int> Windows => new() { { true, 390 }, { true, 1440 }, { false, 390 }, { false, 1440 } };

    /// <summary>Four from the results: the link, whole threads, pseudonyms, the button.</summary>
    [Theory]
    [MemberData(nameof(Windows))]
    public async Task The_threads_of_a_search_are_taken_out_with_pseudonyms(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync("/search?q=omnishambles");

        await visit.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Take out" }).ClickAsync();
        await visit.Page.GetByLabel("The whole threads that have a hit").CheckAsync();
        await visit.Page.GetByLabel("Pseudonyms").CheckAsync();
        await visit.ShootAsync($"take-chosen-{width}");
        var (name, text) = await DownloadAsync(visit, "JSON Lines");

        Assert.Equal("found-pseudonyms.jsonl", name);
        Assert.StartsWith("{\"query\":\"omnishambles\",\"what\":\"threads\",\"names\":\"pseudonyms", text, StringComparison.Ordinal);
        Assert.True(text.Split('\n').Length > 39);
        visit.HadNoComplaints();
    }

    /// <summary>Two from the post: the link beneath it, the button.</summary>
    [Theory]
    [MemberData(nameof(Windows))]
    public async Task A_thread_is_taken_home_as_a_book(bool scripts, int width)
    {
        await using var visit = await VisitAsync(scripts, width);
        await visit.GoAsync(SitePages.Post);

        await visit.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "take out" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("1 post and 38 comments, about ")).ToBeVisibleAsync();
        var (name, text) = await DownloadAsync(visit, "EPUB");

        Assert.Equal("probationmatters-2014-02-power-to-people.epub", name);
        Assert.StartsWith("PK", text, StringComparison.Ordinal);
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task It_is_chosen_by_keyboard_alone()
    {
        await using var visit = await VisitAsync(scripts: false, 1440);
        await visit.GoAsync("/take?blog=probationmatters");
        await visit.Page.GetByLabel("As they were typed").FocusAsync();

        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("Tab");
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.Keyboard.PressAsync("Enter"));

        Assert.EndsWith("/take.csv?blog=probationmatters&names=pseudonyms", download.Url, StringComparison.Ordinal);
    }

    private Task<Visit> VisitAsync(bool scripts, int width) =>
        site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts, ViewportSize = new() { Width = width, Height = 900 } });

    private static async Task<(string Name, string Text)> DownloadAsync(Visit visit, string format)
    {
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = format, Exact = true }).ClickAsync());
        return (download.SuggestedFilename, await File.ReadAllTextAsync((await download.PathAsync())!, TestContext.Current.CancellationToken));
    }
}
