using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

public class CitingTests(SiteInBrowser site)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_a_comment_its_menu_leads_to_its_citations_and_back_to_its_words(bool scripts)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts });
        await visit.GoAsync(SitePages.Post);

        await visit.Page.Locator(".thread .menu > summary").First.ClickAsync();
        await visit.Page.Locator(".thread a.cite").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".citation")).ToHaveCountAsync(8);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Check a citation" }).First.ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".verdict")).ToHaveTextAsync("The words stand as cited.");
    }

    [Fact]
    public async Task A_citation_is_saved_as_a_file()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visit.GoAsync(SitePages.Post + "/cite");

        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Link, new() { Name = "Download as RIS" }).ClickAsync());

        Assert.Equal("probationmatters-2014-02-power-to-people.ris", download.SuggestedFilename);
    }

    [Fact]
    public async Task An_old_citation_is_checked_with_a_form_and_no_script()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visit.GoAsync("/cite");
        await visit.Page.GetByLabel("References as they stand in a paper").FillAsync($"Somebody. “I have to say…” https://elsewhere.example{SitePages.Post}.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".verdict")).ToHaveTextAsync("The words stand as cited.");
    }

    /// <summary>Comment 8.5 in APA, and the whole line checked: three interactions from its post, and two more to paste it oneself.</summary>
    [Theory]
    [InlineData(true, 390)]
    [InlineData(true, 1440)]
    [InlineData(false, 390)]
    [InlineData(false, 1440)]
    public async Task A_comment_is_cited_in_APA_and_the_whole_line_is_checked(bool scripts, int width)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts, ViewportSize = new() { Width = width, Height = 900 } });
        await visit.GoAsync(SitePages.Post);

        await new Reader(visit.Page).Menu("8.5").ClickAsync();
        await new Reader(visit.Page).Article("8.5").Locator("a.cite").ClickAsync();
        var apa = visit.Page.Locator("section.style:has(> #apa)");
        var line = (await apa.Locator(".citation").TextContentAsync())!;
        await apa.GetByRole(AriaRole.Link, new() { Name = "Check it" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".verdict")).ToHaveTextAsync("The words stand as cited.");
        Assert.Contains("[Comment 8.5, written on or after February 11, 2014, on the blog post", line, StringComparison.Ordinal);

        await visit.Page.GetByRole(AriaRole.Contentinfo).GetByRole(AriaRole.Link, new() { Name = "Check a citation" }).ClickAsync();
        await visit.Page.GetByLabel("References as they stand in a paper").FillAsync(line + "\n" + line.Replace("cool", "cold", StringComparison.Ordinal));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".reference b")).ToHaveTextAsync(["found", "altered words"]);
        await visit.ShootAsync($"check-list-{width}");
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task A_style_that_was_chosen_stands_first_from_then_on_until_it_is_forgotten()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync($"{SitePages.Post}/cite");
        await visit.Page.Locator("nav.styles").GetByRole(AriaRole.Link, new() { Name = "MLA" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".style h2").First).ToHaveTextAsync("MLA");

        await visit.GoAsync($"{SitePages.AwkwardPost}/cite");
        await Assertions.Expect(visit.Page.Locator(".style h2").First).ToHaveTextAsync("MLA");
        await Assertions.Expect(visit.Page.Locator("nav.styles [aria-current]")).ToHaveTextAsync("MLA");
        Assert.Empty(await visit.Page.Context.CookiesAsync());

        await new Reader(visit.Page).PressAsync(",");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Forget everything" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Really?" }).ClickAsync();
        await visit.GoAsync($"{SitePages.AwkwardPost}/cite");
        await Assertions.Expect(visit.Page.Locator(".style h2").First).ToHaveTextAsync("APA");
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task Without_scripts_the_address_remembers_the_style()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visit.GoAsync($"{SitePages.Post}/cite");

        await visit.Page.Locator("nav.styles").GetByRole(AriaRole.Link, new() { Name = "BibTeX" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".style h2").First).ToHaveTextAsync("BibTeX");
        Assert.EndsWith("/cite?style=bibtex", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_for_machines_is_no_script_to_the_policy_of_the_page()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync(SitePages.Post);

        Assert.Equal("BlogPosting", await visit.Page.EvaluateAsync<string>("() => JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)['@type']"));
        visit.HadNoComplaints();
    }
}
