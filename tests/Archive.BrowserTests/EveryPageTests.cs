using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

public class EveryPageTests(SiteInBrowser site)
{
    // The not-found page has status 404, which browsers write to their console.
    private const string NotFoundStatus = "status of 404";

    private static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };

    // WCAG 1.4.10: what is left of 1280 by 1024 pixels at four times the size.
    private static readonly ViewportSize Magnified = new() { Width = 320, Height = 256 };

    [Theory]
    [MemberData(nameof(SitePages.All), MemberType = typeof(SitePages))]
    public async Task On_a_phone_and_magnified_nothing_scrolls_sideways_complains_or_asks_another_host(string name, string address)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = Phone });

        var response = await visit.GoAsync(address);
        var overflow = await OverflowAsync(visit);
        await visit.ShootAsync($"{name}-phone");
        await visit.Page.SetViewportSizeAsync(Magnified.Width, Magnified.Height);
        var overflowMagnified = await OverflowAsync(visit);

        Assert.Equal(name == "not-found" ? 404 : 200, response!.Status);
        Assert.True(overflow <= 0, $"{address} is {overflow} px too wide");
        Assert.True(overflowMagnified <= 0, $"{address} at four times the size is {overflowMagnified} px too wide");
        visit.HadNoComplaints(except: name == "not-found" ? NotFoundStatus : null);
    }

    private static Task<int> OverflowAsync(Visit visit) =>
        visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
}
