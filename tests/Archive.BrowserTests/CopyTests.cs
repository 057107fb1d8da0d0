using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

public class CopyTests(SiteInBrowser site)
{
    [Theory]
    [InlineData(true, "Copied")]
    [InlineData(false, "Selected: now copy it as you copy any text")]
    public async Task What_is_there_to_be_copied_has_a_button_for_it(bool clipboard, string says)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { Permissions = ["clipboard-read", "clipboard-write"] });
        if (!clipboard)
        {
            await visit.Page.AddInitScriptAsync("Object.defineProperty(navigator, 'clipboard', { value: undefined });");
        }

        await visit.GoAsync($"{SitePages.Post}/cite");
        var text = (await visit.Page.Locator("section:has(> h2:text-is(\"BibTeX\")) > pre").TextContentAsync())!;

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy BibTeX" }).ClickAsync();

        await Assertions.Expect(new Reader(visit.Page).Voice).ToHaveTextAsync(says);
        var copied = await visit.Page.EvaluateAsync<string>(clipboard ? "() => navigator.clipboard.readText()" : "() => getSelection().toString()");
        Assert.Equal(text.Trim(), copied.Trim());
        visit.HadNoComplaints();
    }
}
