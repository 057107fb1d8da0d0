using Microsoft.Playwright;

namespace Archive.BrowserTests;

/// <summary>Counts what somebody does.</summary>
public sealed class Steps(IPage page)
{
    public int Count { get; private set; }

    public Task ClickAsync(ILocator what)
    {
        Count++;
        return what.ClickAsync();
    }

    public Task FillAsync(ILocator what, string text)
    {
        Count++;
        return what.FillAsync(text);
    }

    public async Task PressAsync(ILocator what, string key)
    {
        Count++;
        await what.PressAsync(key);
        await page.LoadedAsync();
    }

    /// <summary>A key on whatever has the focus.</summary>
    public async Task PressAsync(string key)
    {
        Count++;
        await page.Keyboard.PressAsync(key);
        await page.LoadedAsync();
    }

    /// <summary>Words on whatever has the focus: one step, as typing is one thing to do.</summary>
    public Task TypeAsync(string words)
    {
        Count++;
        return page.Keyboard.TypeAsync(words);
    }
}
