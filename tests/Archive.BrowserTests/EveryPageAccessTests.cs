using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

// Apart from EveryPageTests, so that both run at once.
public class EveryPageAccessTests(SiteInBrowser site)
{
    [Theory]
    [MemberData(nameof(SitePages.All), MemberType = typeof(SitePages))]
    public async Task Axe_finds_nothing_in_the_light_or_in_the_dark(string name, string address)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
            // Axe is put into the page from outside, which the page's own policy rightly forbids.
            BypassCSP = true,
        });
        await visit.GoAsync(address);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await visit.ShootAsync($"{name}-{scheme.ToString().ToLowerInvariant()}");
            await visit.AssertAccessibleAsync(coloursOnly: scheme == ColorScheme.Dark);
        }
    }
}
