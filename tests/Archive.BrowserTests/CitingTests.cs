using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

public class CitingTests(SiteInBrowser site)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_a_comment_one_link_leads_to_its_citations_and_back_to_its_words(bool scripts)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts });
        await visit.GoAsync(SitePages.Post);

        await visit.Page.Locator(".thread a.cite").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".citation")).ToHaveCountAsync(8);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Check a citation" }).First.ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".verdict")).ToHaveTextAsync("It stands as cited.");
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
        await visit.Page.GetByLabel("Address as cited").FillAsync($"https://elsewhere.example{SitePages.Post}");
        await visit.Page.GetByLabel("First words as cited").FillAsync("“I have to say…”");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".verdict")).ToHaveTextAsync("It stands as cited.");
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
