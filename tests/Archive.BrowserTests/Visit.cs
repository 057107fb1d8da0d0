using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>One look at the site: a page, and what went wrong while it was open.</summary>
public sealed class Visit : IAsyncDisposable
{
    /// <summary>With the value 1, each kind of page is photographed into <c>artifacts/screens</c>.</summary>
    public const string ScreensVariable = "ARCHIVE_SCREENS";

    private const float TimeoutMilliseconds = 10_000;

    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = [];

    private Visit(IBrowserContext context, IPage page, Uri site)
    {
        this.context = context;
        // The site is in this process: what is not there by now will not come.
        page.SetDefaultTimeout(TimeoutMilliseconds);
        Page = page;
        page.Console += (_, message) => Complain(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => Complain(true, $"script: {error}");
        page.RequestFailed += (_, request) => Complain(true, $"failed: {request.Url}");
        page.Request += (_, request) => Complain(new Uri(request.Url).Authority != site.Authority, $"to another host: {request.Url}");
    }

    public IPage Page { get; }

    public static async Task<Visit> StartAsync(IBrowserContext context, Uri site) => new(context, await context.NewPageAsync(), site);

    /// <summary>Goes to an address of the site and waits until everything that its page names is there.</summary>
    public Task<IResponse?> GoAsync(string address) => Page.GotoAsync(address);

    /// <param name="except">A complaint that belongs to the page, such as the status of the not-found page.</param>
    public void HadNoComplaints(string? except = null) =>
        Assert.DoesNotContain(complaints, complaint => except is null || !complaint.Contains(except, StringComparison.Ordinal));

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

    /// <summary>Axe finds nothing on the page as it is now; the visit must bypass the page's policy, which rightly forbids foreign scripts.</summary>
    /// <param name="coloursOnly">For a second look in other colours: nothing else that axe looks at depends on them.</param>
    public async Task AssertAccessibleAsync(bool coloursOnly = false)
    {
        var options = coloursOnly ? new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } } : new AxeRunOptions();
        Assert.Empty((await Page.RunAxe(options)).Violations.Select(Describe));
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private void Complain(bool applies, string complaint)
    {
        if (applies)
        {
            complaints.Enqueue(complaint);
        }
    }

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}";
}
