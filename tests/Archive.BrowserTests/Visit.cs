using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>One look at the site: a page, and what went wrong while it was open.</summary>
public sealed class Visit : IAsyncDisposable
{
    /// <summary>With the value 1, each kind of page is photographed into <c>artifacts/screens</c>.</summary>
    public const string ScreensVariable = "ARCHIVE_SCREENS";

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // By who asked and no longer waits: the box for suggestions at the next letter, the browser for a page that was a download.
    private const string GivenUp = "net::ERR_ABORTED";

    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = [];

    private Visit(IBrowserContext context, IPage page, Uri site)
    {
        this.context = context;
        page.SetDefaultTimeout(SiteInBrowser.TimeoutMilliseconds);
        Page = page;
        page.Console += (_, message) => Complain(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => Complain(true, $"script: {error}");
        page.RequestFailed += (_, request) => Complain(request.Failure != GivenUp, $"failed ({request.Failure}): {request.Url}");
        page.Request += (_, request) => Complain(new Uri(request.Url).Authority != site.Authority, $"to another host: {request.Url}");
    }

    public IPage Page { get; }

    public static async Task<Visit> StartAsync(IBrowserContext context, Uri site) => new(context, await context.NewPageAsync(), site);

    /// <summary>Goes to an address of the site and waits until everything that its page names is there.</summary>
    public Task<IResponse?> GoAsync(string address) => Page.GotoAsync(address);

    /// <param name="except">A complaint that belongs to the page, such as the status of the not-found page.</param>
    public void HadNoComplaints(string? except = null) =>
        Assert.DoesNotContain(complaints, complaint => except is null || !complaint.Contains(except, StringComparison.Ordinal));

    /// <summary>Types into a box and waits for what is offered for all of it: a slow typist sees offers for the first letters too.</summary>
    public async Task TypeForOffersAsync(ILocator box, string text)
    {
        await Page.RunAndWaitForResponseAsync(() => box.PressSequentiallyAsync(text), answer => answer.Url.EndsWith($"q={text}", StringComparison.Ordinal));
        await Page.WaitForFunctionAsync("text => document.querySelector('[role=listbox] [role=option] .label')?.textContent.startsWith(text)", text);
    }

    /// <summary>For people to look at, where they ask for it: the tests themselves compare no pixels, and pictures take a quarter of their time.</summary>
    public async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable(ScreensVariable) == "1")
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions
            {
                Path = Path.Combine(SiteInBrowser.Repository, "artifacts", "screens", $"{name}.png"),
            });
        }
    }

    /// <summary>Looks at a page in light and dark: axe finds nothing, it is photographed where that is asked for, and nothing scrolls sideways.</summary>
    /// <param name="address">Null for the page that is open.</param>
    public async Task LookAsync(string name, string? address)
    {
        if (address is not null)
        {
            await GoAsync(address);
        }

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await AssertAccessibleAsync(coloursOnly: scheme == ColorScheme.Dark);
            await ShootAsync($"{name}-{scheme.ToString().ToLowerInvariant()}");
        }

        Assert.True(await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), $"{name} scrolls sideways");
    }

    /// <summary>Types the code of a fresh archive and becomes its keeper, Ada.</summary>
    public async Task BecomeKeeperAsync(OneUseCodes codes, string password)
    {
        // It leads to where the code is typed.
        await GoAsync("/keeper");
        await Page.GetByLabel("Code").FillAsync(codes.Issue(null));
        await Page.GetByLabel("Your name").FillAsync("Ada");
        await Page.GetByLabel("A new password").FillAsync(password);
        await Page.GetByLabel("The same again").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Become the keeper" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Desk", Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Axe finds nothing on the page as it is now.</summary>
    /// <param name="coloursOnly">For a second look in other colours: nothing else that axe looks at depends on them.</param>
    public async Task AssertAccessibleAsync(bool coloursOnly = false)
    {
        var violations = await ViolationsAsync(coloursOnly);
        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }

    /// <summary>The rules of axe that the page breaks, each with the first elements that break it.</summary>
    /// <remarks>Axe is asked in the page itself: its package for Playwright opens a second browser window for each answer, to keep frames apart, and no page here has frames.</remarks>
    public async Task<string[]> ViolationsAsync(bool coloursOnly = false)
    {
        if (!await Page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await Page.EvaluateAsync(Axe);
        }

        return await Page.EvaluateAsync<string[]>(
            """
            async rules => {
                const runOnly = rules ? { runOnly: { type: 'rule', values: rules } } : {};
                const { violations } = await axe.run(document, { resultTypes: ['violations'], ...runOnly });
                return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(node => node.html).join(' | ')}`);
            }
            """,
            coloursOnly ? new[] { "color-contrast" } : null);
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private void Complain(bool applies, string complaint)
    {
        if (applies)
        {
            complaints.Enqueue(complaint);
        }
    }
}
