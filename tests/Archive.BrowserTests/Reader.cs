using Microsoft.Playwright;

namespace Archive.BrowserTests;

/// <summary>Somebody with a keyboard before a thread.</summary>
internal sealed class Reader(IPage page)
{
    /// <summary>What the archive says for a moment at the foot of the page.</summary>
    public ILocator Voice => page.Locator(".voice");

    public ILocator Dialog => page.Locator("dialog.keys");

    public ILocator Settings => page.Locator("dialog.settings");

    public ILocator Comment(string number) => page.Locator($"li:has(> .branch > article[aria-label='Comment {number}'])");

    public ILocator Article(string number) => Comment(number).Locator("> .branch > article");

    public ILocator Text(string number) => Article(number).Locator("> .said");

    /// <summary>What stays of a comment when it is folded with all below it, and the handle by which it is.</summary>
    public ILocator Head(string number) => Comment(number).Locator("> .branch > summary");

    public ILocator Replies(string number) => Comment(number).Locator("> .branch > ol");

    public ILocator Menu(string number) => Article(number).Locator("details.menu > summary");

    /// <summary>Presses keys one after the other, such as "j Shift+J".</summary>
    public async Task PressAsync(string keys)
    {
        // Browsers drop keys that come before a page has been painted, as nobody could mean them.
        await page.EvaluateAsync("() => new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)))");
        foreach (var key in keys.Split(' '))
        {
            await page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>The number of the comment that has the focus.</summary>
    public Task<string?> PlaceAsync() => page.EvaluateAsync<string?>(
        "() => document.activeElement.closest('.thread > li')?.querySelector('.number').textContent.trim() ?? null");

    /// <summary>What the browser remembers of a thread is as after an earlier visit.</summary>
    /// <param name="unread">Numbers of comments that were not read; all others were.</param>
    /// <param name="since">How many of the comments, the last ones to come, have come since; they are not read either.</param>
    public Task RememberAsync(int hoursAgo, int since, params string[] unread) => page.EvaluateAsync(
        """
        ([hours, since, unread]) => {
            const items = [...document.querySelectorAll('.thread > li')];
            const newest = Number(document.querySelector('.comments').dataset.newest) - since;
            const read = items
                .filter(item => !unread.includes(item.querySelector('.number').textContent.trim()))
                .map(item => Number(item.dataset.n))
                .filter(n => n <= newest);
            const at = Date.now() - hours * 3600000;
            const visit = { before: newest, since: null, newest, at, read: read.join(',') };
            // After what the page itself writes when it is left, which it does on both.
            const write = () => localStorage.setItem(`archive:visit:${document.querySelector('.comments').dataset.post}`, JSON.stringify(visit));
            addEventListener('pagehide', write);
            document.addEventListener('visibilitychange', write);
        }
        """,
        new object[] { hoursAgo, since, unread });
}
