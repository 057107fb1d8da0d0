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

        // Any page of the site, with a text of that kind.
        await visit.Page.RouteAsync("**/imports", async route =>
        {
            var response = await route.FetchAsync();
            var text = (await response.TextAsync()).Replace("</main>", "<section><h2>BibTeX</h2><pre data-copy>@misc{x}</pre></section></main>", StringComparison.Ordinal);
            await route.FulfillAsync(new RouteFulfillOptions { Response = response, Body = text });
        });
        await visit.GoAsync("/imports");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy BibTeX" }).ClickAsync();

        await Assertions.Expect(new Reader(visit.Page).Voice).ToHaveTextAsync(says);
        Assert.Equal("@misc{x}", await visit.Page.EvaluateAsync<string>(clipboard ? "() => navigator.clipboard.readText()" : "() => getSelection().toString()"));
        visit.HadNoComplaints();
    }
}
