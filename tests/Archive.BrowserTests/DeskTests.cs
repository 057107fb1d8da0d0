using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>What a keeper does at the desk with what the archive holds.</summary>
public sealed class DeskTests(SiteInBrowser browser) : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("archive-desk-");
    private ArchiveFolder? archive;
    private WebApplication? site;

    private Uri Address => new($"http://localhost:{new Uri(site!.Urls.Single()).Port}/");

    public async ValueTask InitializeAsync()
    {
        archive = ArchiveFolder.Open(data.FullName);
        var importer = new Importer(archive, TimeProvider.System);
        await importer.ImportAsync(DumpFiles.Find([Path.Combine(SiteInBrowser.Repository, "seeds")], blog: null, BlogSlug.Objection), new ImportChoices(), _ => { }, CancellationToken.None);
        await importer.ImportAsync(
            [.. DumpFiles.Find([Path.Combine(SiteInBrowser.Repository, "tests", "Archive.BrowserTests", "Cases")], "awkward", BlogSlug.Objection), Refused],
            new ImportChoices { By = "Ada" }, _ => { }, CancellationToken.None);
        site = ArchiveSite.Build(archive, "http://127.0.0.1:0", TestedSite.Prepare);
        await site.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await site!.DisposeAsync();
        archive!.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_import_is_undone_and_brought_back_and_a_blog_renamed(bool scripts)
    {
        await using var visit = await browser.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts }, Address);
        await BeginAsync(visit);
        var page = visit.Page;

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Keeper" }).GetByRole(AriaRole.Link, new() { Name = "Imports" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Undo import 2" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "posts that go" })).ToBeVisibleAsync();
        await DoAsync(page, "Undo import 2");
        await visit.GoAsync("/keeper/imports");
        await page.GetByRole(AriaRole.Link, new() { Name = "Bring back import 2" }).ClickAsync();
        Assert.Equal(404, (await page.Context.APIRequest.GetAsync($"{Address}awkward/2015/03/awkward-shapes")).Status);
        await visit.GoAsync("/keeper/imports/2/back");
        await DoAsync(page, "Bring import 2 back");
        await visit.GoAsync(SitePages.AwkwardPost);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Desk" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Blogs", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "awkward" }).First.ClickAsync();
        await page.GetByLabel("Author").FillAsync("A. Writer");
        await page.GetByLabel("About the blog").FillAsync("Some *odd* shapes.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview the text" }).ClickAsync();
        await Assertions.Expect(page.Locator(".preview em")).ToHaveTextAsync("odd");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Author")).ToHaveValueAsync("A. Writer");
        await page.GetByRole(AriaRole.Link, new() { Name = "Give it another address" }).ClickAsync();
        await page.GetByLabel("The new first part").FillAsync("odd-shapes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync($"{Address}keeper/blogs/odd-shapes");
        await visit.GoAsync(SitePages.AwkwardPost);
        await Assertions.Expect(page).ToHaveURLAsync($"{Address}odd-shapes/2015/03/awkward-shapes");
        visit.HadNoComplaints(except: "404");
    }

    [Theory]
    [InlineData("desk", 1200, 900)]
    [InlineData("phone", 390, 844)]
    public async Task Every_page_of_the_desk_is_accessible_and_fits(string screen, int width, int height)
    {
        await using var visit = await browser.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height } }, Address);
        await BeginAsync(visit);
        site!.Services.GetRequiredService<Archive.Storage.Desk.Jobs>().Ask(JobKind.Verify, null, "Ada");
        (string Name, string Address)[] pages =
        [
            ("desk-whole", "/keeper"), ("imports", "/keeper/imports"), ("undo", "/keeper/imports/2/undo"), ("blogs", "/keeper/blogs"), ("blog", "/keeper/blogs/awkward"),
            ("rename", "/keeper/blogs/awkward/rename"), ("merge", "/keeper/blogs/awkward/merge"), ("merge-into", "/keeper/blogs/awkward/merge?into=probationmatters"),
            ("remove", "/keeper/blogs/awkward/remove"), ("settings", "/keeper/settings"), ("problems", "/keeper/problems"), ("log", "/keeper/log"),
        ];
        foreach (var (name, address) in pages)
        {
            await visit.LookAsync($"keeper-{name}-{screen}", address);
        }

        await visit.GoAsync("/keeper/blogs/awkward");
        await visit.Page.GetByLabel("Language").FillAsync("English (UK)");
        await visit.Page.GetByLabel("About the blog").FillAsync("# A head\n\nSome *odd* shapes.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await visit.LookAsync($"keeper-blog-refused-{screen}", null);
        new Keeper(archive!, TimeProvider.System, "Ada").Undo(2);
        await visit.LookAsync($"keeper-back-{screen}", "/keeper/imports/2/back");
        await visit.LookAsync($"keeper-undone-{screen}", "/keeper/imports");
        visit.HadNoComplaints(except: "400");
    }

    private static DumpFile Refused => new("letter.txt", () => "Dear Sir, this is no dump at all."u8.ToArray(), new BlogDescription("awkward", "awkward"));

    // Where scripts run the page leads on by itself, unless the job was done before it stood.
    private static async Task DoAsync(IPage page, string button)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "See the report" }).Or(page.GetByRole(AriaRole.Heading, new() { Name = "Report of import 2" }))).ToBeVisibleAsync();
    }

    private Task BeginAsync(Visit visit) => visit.BecomeKeeperAsync(site!.Services.GetRequiredService<OneUseCodes>(), Password);
}
