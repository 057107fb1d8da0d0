using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>Looks at one address of every kind of page, at every size and in both colours, in one visit each.</summary>
public abstract class EveryPageTests(SiteInBrowser site)
{
    // The not-found page has status 404, which browsers write to their console.
    private const string NotFoundStatus = "status of 404";

    private static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };

    // WCAG 1.4.10: what is left of 1280 by 1024 pixels at four times the size.
    private static readonly ViewportSize Magnified = new() { Width = 320, Height = 256 };

    private static readonly ViewportSize Desk = new() { Width = 1440, Height = 900 };

    /// <summary>It fits a phone and a magnified window, complains of nothing, asks no other host, and axe finds nothing in it in the light or in the dark.</summary>
    protected async Task LookAtAsync(string name, string address)
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

        // Only now: what axe puts into the page is no complaint of the page itself.
        await visit.Page.SetViewportSizeAsync(Desk.Width, Desk.Height);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await visit.ShootAsync($"{name}-{scheme.ToString().ToLowerInvariant()}");
            await visit.AssertAccessibleAsync(coloursOnly: scheme == ColorScheme.Dark);
        }
    }

    private static Task<int> OverflowAsync(Visit visit) =>
        visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
}

public class EveryPageOfBlogsTests(SiteInBrowser site) : EveryPageTests(site)
{
    [Theory]
    [MemberData(nameof(SitePages.OfBlogs), MemberType = typeof(SitePages))]
    public Task It_fits_every_window_complains_of_nothing_and_axe_finds_nothing(string name, string address) => LookAtAsync(name, address);
}

// Apart from the pages of blogs, so that both run at once.
public class EveryPageOfSearchesAndSourcesTests(SiteInBrowser site) : EveryPageTests(site)
{
    [Theory]
    [MemberData(nameof(SitePages.OfSearchesAndSources), MemberType = typeof(SitePages))]
    public Task It_fits_every_window_complains_of_nothing_and_axe_finds_nothing(string name, string address) => LookAtAsync(name, address);
}
