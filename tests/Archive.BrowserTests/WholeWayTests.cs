using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>A keeper's whole way, by the pages alone: from the first code to an import that was undone and brought back.</summary>
public sealed class WholeWayTests(SiteInBrowser browser) : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("archive-way-");
    private ArchiveFolder? archive;
    private WebApplication? site;

    private Uri Address => new($"http://localhost:{new Uri(site!.Urls.Single()).Port}/");

    public async ValueTask InitializeAsync()
    {
        archive = ArchiveFolder.Open(data.FullName);
        site = ArchiveSite.Build(archive, "http://127.0.0.1:0", TestedSite.Prepare);
        await site.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await site!.StopAsync();
        await site.DisposeAsync();
        archive!.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData(true, "desk", 1200, 900)]
    [InlineData(true, "phone", 390, 844)]
    [InlineData(false, "desk", 1200, 900)]
    [InlineData(false, "phone", 390, 844)]
    public async Task From_the_first_code_to_an_import_that_was_undone_and_brought_back(bool scripts, string screen, int width, int height)
    {
        await using var visit = await browser.VisitAsync(
            new BrowserNewContextOptions { JavaScriptEnabled = scripts, ViewportSize = new ViewportSize { Width = width, Height = height } }, Address);
        var page = visit.Page;
        Task ShootAsync(string name) => visit.ShootAsync($"way-{name}-{screen}{(scripts ? "" : "-plain")}");

        // The code, the first keeper.
        await visit.GoAsync("/keeper/begin");
        await page.GetByLabel("Code").FillAsync(site!.Services.GetRequiredService<OneUseCodes>().Issue(null));
        await page.GetByLabel("Your name").FillAsync("Ada");
        await page.GetByLabel("A new password").FillAsync(Password);
        await page.GetByLabel("The same again").FillAsync(Password);
        await ShootAsync("begin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Become the keeper" }).ClickAsync();
        await SeeAsync(page, "Desk");
        await ShootAsync("desk-empty");

        // Three dumps and a bad one.
        await page.GetByRole(AriaRole.Link, new() { Name = "Bring dumps" }).First.ClickAsync();
        await ShootAsync("bring");
        await BringAsync(page, scripts, File("mill.txt", Mill(3)), File("quay.txt", Dump("The quay", 2, "write to jo@harbour.example or 01632 960 001")), File("weir.txt", Dump("The weir", 1)), File("prose.txt", "It was the best of times.\n"));
        await PreviewedAsync(page);
        await Assertions.Expect(page.Locator(".outcome .totals")).ToContainTextAsync("3 posts new");
        await ShootAsync("preview");
        await page.GetByRole(AriaRole.Link, new() { Name = "quay.txt" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("jo@harbour.example").First).ToBeVisibleAsync();
        await ShootAsync("file");
        await page.GoBackAsync();

        // Whose they are.
        await page.GetByRole(AriaRole.Link, new() { Name = "Choose the blog" }).ClickAsync();
        await ShootAsync("blog");
        await page.GetByLabel("A new one").CheckAsync();
        await page.GetByLabel("Title").FillAsync("Harbour Lights");
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose" }).ClickAsync();
        await PreviewedAsync(page);
        await Assertions.Expect(page.GetByText("Harbour Lights").First).ToBeVisibleAsync();

        // The import, and its report.
        await ImportAsync(page);
        await SeeAsync(page, "Report of import 1");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "The quay" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("prose.txt").First).ToBeVisibleAsync();
        await ShootAsync("report");

        // The same page, saved later: an edited comment, a new one.
        await visit.GoAsync("/keeper/bring");
        await BringAsync(page, scripts, File("mill-later.txt", Mill(4).Replace("who keeps comment 2", "who, as I have thought over, keeps comment 2", StringComparison.Ordinal)));
        await PreviewedAsync(page);
        await ChooseAsync(page);
        await PreviewedAsync(page);
        await Assertions.Expect(page.Locator(".outcome")).ToContainTextAsync("1 edited");
        await ShootAsync("preview-newer");
        await page.GetByRole(AriaRole.Link, new() { Name = "mill-later.txt" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("thought over").First).ToBeVisibleAsync();
        await ShootAsync("file-newer");
        await page.GoBackAsync();
        await ImportAsync(page);
        await SeeAsync(page, "Report of import 2");

        // Undone, and back.
        await page.GetByRole(AriaRole.Link, new() { Name = "Undo this import" }).ClickAsync();
        await ShootAsync("undo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo import 2" }).ClickAsync();
        await OverAsync(page, "Report of import 2");
        await visit.GoAsync("/harbour-lights/2014/03/mill");
        await Assertions.Expect(page.GetByText("thought over")).ToHaveCountAsync(0);
        await visit.GoAsync("/keeper/imports");
        await ShootAsync("imports");
        await page.GetByRole(AriaRole.Link, new() { Name = "Bring back import 2" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Bring import 2 back" }).ClickAsync();
        await OverAsync(page, "Report of import 2");
        await visit.GoAsync("/harbour-lights/2014/03/mill");
        await Assertions.Expect(page.GetByText("thought over").First).ToBeVisibleAsync();

        foreach (var (name, address) in new[] { ("desk", "/keeper"), ("log", "/keeper/log"), ("blogs", "/keeper/blogs"), ("settings", "/keeper/settings"), ("front", "/") })
        {
            await visit.GoAsync(address);
            await ShootAsync(name);
        }

        visit.HadNoComplaints();
    }

    private static async Task BringAsync(IPage page, bool scripts, params FilePayload[] files)
    {
        await page.Locator("#files").SetInputFilesAsync(files);
        if (!scripts)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Bring it" }).ClickAsync();
        }

        await page.LoadedAtAsync("**/keeper/stages/*");
    }

    // The page refreshes itself until the files were looked at.
    private static Task PreviewedAsync(IPage page) =>
        Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true })).ToBeVisibleAsync();

    private static async Task ChooseAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Choose the blog" }).ClickAsync();
        await page.GetByLabel("A blog of this archive").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose" }).ClickAsync();
    }

    private static async Task ImportAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await OverAsync(page, "Report of import");
    }

    private static async Task OverAsync(IPage page, string heading)
    {
        // Where scripts run the page leads on by itself, unless the job was done before it stood.
        var (link, report) = (page.GetByRole(AriaRole.Link, new() { Name = "See the report" }), page.GetByRole(AriaRole.Heading, new() { Name = heading }));
        await Assertions.Expect(link.Or(report)).ToBeVisibleAsync();
        if (await link.IsVisibleAsync())
        {
            await link.ClickAsync();
        }

        await Assertions.Expect(report).ToBeVisibleAsync();
    }

    private static Task SeeAsync(IPage page, string heading) =>
        Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true })).ToBeVisibleAsync();

    private static FilePayload File(string name, string text) => new() { Name = name, MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(text) };

    private static string Mill(int comments) => Dump("The mill", comments);

    private static string Dump(string title, int comments, string body = "A body of its own, and long enough to be told from another.") =>
        $"Tuesday 4 March 2014\n\n{title}\n\n{title}. {body}\n\n{comments} comment{(comments == 1 ? "" : "s")}:\n\n"
        + string.Concat(Enumerable.Range(1, comments).Select(i => $"  {i}. Nobody asked at {title} who keeps comment {i} of all that {title} heard, and why {title} kept it so long.\n\n    ReplyDelete\n"));
}
