using Microsoft.Playwright;

namespace Archive.BrowserTests;

/// <summary>Waits for pages that are on their way.</summary>
internal static class Loading
{
    // The driver looks whether the page is there and then listens for it: what comes between the two is never heard, and on a full machine something does. Asked again, it looks again.
    private const float LookAgainMilliseconds = 5_000;

    /// <summary>Waits until the page that is open is there.</summary>
    public static Task LoadedAsync(this IPage page, LoadState state = LoadState.Load) =>
        LookingAgainAsync(timeout => page.WaitForLoadStateAsync(state, new PageWaitForLoadStateOptions { Timeout = timeout }));

    /// <summary>Waits until a page of such an address is there.</summary>
    /// <param name="address">With stars for what may be anything.</param>
    public static async Task LoadedAtAsync(this IPage page, string address)
    {
        await LookingAgainAsync(timeout => page.WaitForURLAsync(address, new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit, Timeout = timeout }));
        await page.LoadedAsync();
    }

    /// <inheritdoc cref="LoadedAtAsync(IPage, string)"/>
    public static async Task LoadedAtAsync(this IPage page, Func<string, bool> address)
    {
        await LookingAgainAsync(timeout => page.WaitForURLAsync(address, new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit, Timeout = timeout }));
        await page.LoadedAsync();
    }

    private static async Task LookingAgainAsync(Func<float, Task> wait)
    {
        for (var left = SiteInBrowser.TimeoutMilliseconds; ; left -= LookAgainMilliseconds)
        {
            try
            {
                await wait(LookAgainMilliseconds);
                return;
            }
            catch (TimeoutException) when (left > LookAgainMilliseconds)
            {
            }
        }
    }
}
