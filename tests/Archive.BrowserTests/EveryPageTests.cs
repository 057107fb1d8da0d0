using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

public class EveryPageTests(SiteInBrowser site)
{
    // The address that the not-found page answers has status 404, which browsers write to their console.
    private const string NotFoundStatus = "status of 404";

    private static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };
    private static readonly ViewportSize Desk = new() { Width = 1440, Height = 900 };

    [Theory]
    [MemberData(nameof(SitePages.All), MemberType = typeof(SitePages))]
    public async Task Nothing_scrolls_sideways_on_a_phone(string name, string address)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = Phone, DeviceScaleFactor = 2 });
        await visit.GoAsync(address);

        var overflow = await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");

        await ShootAsync(visit.Page, $"{name}-phone");
        Assert.True(overflow <= 0, $"{address} is {overflow} px too wide");
    }

    [Theory]
    [MemberData(nameof(SitePages.All), MemberType = typeof(SitePages))]
    public async Task Nothing_is_asked_of_other_hosts_and_nothing_complains(string name, string address)
    {
        await using var visit = await site.VisitAsync();

        var response = await visit.GoAsync(address);

        Assert.Equal(name == "not-found" ? 404 : 200, response!.Status);
        visit.HadNoComplaints(except: name == "not-found" ? NotFoundStatus : null);
    }

    [Theory]
    [MemberData(nameof(SitePages.All), MemberType = typeof(SitePages))]
    public Task Axe_finds_nothing_in_the_light(string name, string address) => AxeFindsNothingAsync(name, address, ColorScheme.Light);

    [Theory]
    [MemberData(nameof(SitePages.All), MemberType = typeof(SitePages))]
    public Task Axe_finds_nothing_in_the_dark(string name, string address) => AxeFindsNothingAsync(name, address, ColorScheme.Dark);

    private async Task AxeFindsNothingAsync(string name, string address, ColorScheme scheme)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions
        {
            ViewportSize = Desk,
            ColorScheme = scheme,
            // Axe is put into the page from outside, which the page's own policy rightly forbids.
            BypassCSP = true,
        });
        await visit.GoAsync(address);
        await ShootAsync(visit.Page, $"{name}-{scheme.ToString().ToLowerInvariant()}");

        var found = await visit.Page.RunAxe();

        Assert.Empty(found.Violations.Select(Describe));
    }

    // For people to look at; the tests themselves compare no pixels.
    private static async Task ShootAsync(IPage page, string name) => await page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(SiteInBrowser.Repository, "artifacts", "screens", $"{name}.png"),
    });

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}";
}
