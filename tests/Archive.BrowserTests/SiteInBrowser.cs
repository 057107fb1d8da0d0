using Archive.BrowserTests;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(SiteInBrowser))]

namespace Archive.BrowserTests;

/// <summary>The real site over the imported seeds and one dump of awkward shapes, and a browser to look at it.</summary>
public sealed class SiteInBrowser : IAsyncLifetime
{
    /// <summary>How long a page, and what a page shall show, is waited for: long enough for a machine with other work on both of its cores, because what is slow is measured elsewhere.</summary>
    public const float TimeoutMilliseconds = 60_000;

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("archive-browser-");
    private ArchiveFolder? archive;
    private WebApplication? site;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private IBrowser? keepingBrowser;

    /// <summary>The root of the repository, found from where the tests run.</summary>
    public static string Repository { get; } = FindRepository();

    public Uri Address { get; private set; } = new("http://localhost/");

    public async ValueTask InitializeAsync()
    {
        if (InstalledBrowser.Path is null)
        {
            return;
        }

        archive = ArchiveFolder.Open(data.FullName);
        var dumps = DumpFiles.Find([Path.Combine(Repository, "seeds")], blog: null, BlogSlug.Objection)
            .Concat(DumpFiles.Find([Path.Combine(Repository, "tests", "Archive.BrowserTests", "Cases")], "awkward", BlogSlug.Objection));
        await new Importer(archive, TimeProvider.System).ImportAsync(dumps, new ImportChoices(), _ => { }, CancellationToken.None);
        site = ArchiveSite.Build(archive, "http://127.0.0.1:0", TestedSite.Prepare);
        await site.StartAsync();
        Address = new Uri(site.Urls.Single());
        Assertions.SetDefaultExpectTimeout(TimeoutMilliseconds);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = InstalledBrowser.Lightest,
            // Build machines run as root, where Chromium's own sandbox cannot.
            Args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        if (keepingBrowser is not null)
        {
            await keepingBrowser.DisposeAsync();
        }

        playwright?.Dispose();
        if (site is not null)
        {
            await site.DisposeAsync();
        }

        archive?.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        data.Delete(recursive: true);
    }

    /// <summary>A fresh look at the site; without a browser the test is skipped, or fails where one is required.</summary>
    /// <param name="elsewhere">The address of a site that a test has of its own.</param>
    public async Task<Visit> VisitAsync(BrowserNewContextOptions? options = null, Uri? elsewhere = null)
    {
        if (browser is null)
        {
            Assert.SkipUnless(InstalledBrowser.IsRequired, InstalledBrowser.Missing);
            Assert.Fail(InstalledBrowser.Missing);
        }

        options ??= new BrowserNewContextOptions();
        var address = elsewhere ?? Address;
        options.BaseURL = address.ToString();
        return await Visit.StartAsync(await browser.NewContextAsync(options), address);
    }

    /// <summary>A fresh look by a browser that keeps a page as it is for whoever comes back to it: the one of the other tests makes each anew.</summary>
    public async Task<Visit> VisitKeepingPagesAsync()
    {
        await (await VisitAsync()).DisposeAsync();
        keepingBrowser ??= await playwright!.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = InstalledBrowser.Path,
            Args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            IgnoreDefaultArgs = ["--disable-back-forward-cache"],
        });
        return await Visit.StartAsync(await keepingBrowser.NewContextAsync(new BrowserNewContextOptions { BaseURL = Address.ToString() }), Address);
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Archive.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
