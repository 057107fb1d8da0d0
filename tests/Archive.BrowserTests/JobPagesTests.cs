using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>A keeper follows jobs to their end, and reads what came of them.</summary>
public sealed class JobPagesTests(SiteInBrowser browser) : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("archive-jobs-");
    private ArchiveFolder? archive;
    private WebApplication? site;
    private bool isSlow = true;

    private Uri Address => new($"http://localhost:{new Uri(site!.Urls.Single()).Port}/");

    private Jobs Jobs => site!.Services.GetRequiredService<Jobs>();

    public ValueTask InitializeAsync()
    {
        archive = ArchiveFolder.Open(data.FullName);
        site = ArchiveSite.Build(archive, "http://127.0.0.1:0", builder =>
        {
            TestedSite.Prepare(builder);
            builder.Services.AddSingleton(_ => new ApartReader(isSlow ? ["sleep", "600"] : ReadApartCommand.OfThisProgram(), new ApartLimits()));
        });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await site!.DisposeAsync();
        archive!.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_follows_a_job_to_its_outcome(bool scripts)
    {
        isSlow = false;
        await site!.StartAsync();
        await using var visit = await SignInAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts });
        await StageAsync(("mill/one.txt", Dump("One", 2)), ("mill/prose.txt", "It was the best of times.\n"));
        await StageAsync(("other/two.txt", Dump("Two", 1)));
        // The job before it cannot write, and holds it up until the page is open.
        using (WriteRight())
        {
            var other = Jobs.Ask(JobKind.Import, 2, "Ada");
            var import = Jobs.Ask(JobKind.Import, 1, "Ada");
            await visit.GoAsync($"/keeper/jobs/{import}");
            await Assertions.Expect(visit.Page.GetByText("Waiting until")).ToBeVisibleAsync();
            Jobs.Stop(other);
        }

        if (scripts)
        {
            // The second, where the other job had the right before it heard that it should stop.
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Report of import" })).ToBeVisibleAsync();
        }
        else
        {
            await visit.Page.GetByRole(AriaRole.Link, new() { Name = "See the report" }).ClickAsync();
        }

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "One", Exact = true })).ToBeVisibleAsync();
        visit.HadNoComplaints();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_slow_file_is_skipped_and_a_job_stopped(bool scripts)
    {
        await site!.StartAsync();
        await using var visit = await SignInAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts });
        await StageAsync(("slow.txt", Dump("One", 1)), ("slower.txt", Dump("Two", 1)));
        var preview = Jobs.Ask(JobKind.Preview, 1, "Ada");
        await visit.GoAsync($"/keeper/jobs/{preview}");
        await Assertions.Expect(visit.Page.GetByText("slow.txt")).ToBeVisibleAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Skip this file" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("slower.txt")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByText("1 of 2 files")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Stopped after 1 of 2 files")).ToBeVisibleAsync();
        visit.HadNoComplaints();
    }

    [Theory]
    [InlineData("desk", 1200, 900)]
    [InlineData("phone", 390, 844)]
    public async Task Every_page_of_jobs_and_reports_is_accessible_and_fits(string screen, int width, int height)
    {
        await site!.StartAsync();
        await using var visit = await SignInAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        await visit.LookAsync($"jobs-none-{screen}", "/keeper/jobs");
        await StageAsync([.. Enumerable.Range(1, 40).Select(i => ($"mill/{i}.txt", Dump($"The mill, part {i}", i % 4))), ("mill/prose.txt", "It was the best of times,\nit was the worst of times.\n" + new string('x', 400)), ("mill/a-picture-of-the-mill-in-winter-with-a-very-long-name-of-its-own.png", "\u0089PNG\r\n\u001a\n\0\0\0")]);
        foreach (var file in Stages.Files(1).Where(file => file.Number < 30))
        {
            Stages.Tried(1, file.Number, null);
        }

        var preview = Jobs.Ask(JobKind.Preview, 1, "Ada");
        Jobs.Ask(JobKind.Import, 1, "Ada");
        await visit.GoAsync($"/keeper/jobs/{preview}");
        await Assertions.Expect(visit.Page.GetByText("mill/30.txt")).ToBeVisibleAsync();
        await visit.LookAsync($"job-running-{screen}", address: null);
        await visit.LookAsync($"jobs-{screen}", "/keeper/jobs");
        await visit.LookAsync($"job-waiting-{screen}", $"/keeper/jobs/{preview + 1}");
        foreach (var file in Stages.Files(1).Where(file => file.Number >= 30))
        {
            Stages.Tried(1, file.Number, file.Number > 40 ? "this is no dump that any of the formats knows" : null);
        }

        // The page that waits is open still, and follows its job: asked for anew it could come when that is over, and would lead nowhere by itself.
        Jobs.Stop(preview);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Report of import 1" })).ToBeVisibleAsync();
        await visit.LookAsync($"report-{screen}", address: null);
        await visit.LookAsync($"report-refused-{screen}", "/keeper/imports/1/refused");
        await visit.LookAsync($"job-done-{screen}", $"/keeper/jobs/{preview + 1}");
        await visit.LookAsync($"job-stopped-{screen}", $"/keeper/jobs/{preview}");
        await visit.LookAsync($"jobs-over-{screen}", "/keeper/jobs");
        visit.HadNoComplaints();
    }

    private Stages Stages => site!.Services.GetRequiredService<Stages>();

    private static string Dump(string title, int comments) =>
        $"Tuesday 4 March 2014\n\n{title}\n\nThe body of {title}.\n\n{comments} comment{(comments == 1 ? "" : "s")}:\n\n"
        + string.Concat(Enumerable.Range(1, comments).Select(i => $"  {i}. Comment {i} on {title}.\n\n    ReplyDelete\n"));

    private FileStream WriteRight() => new(Path.Combine(data.FullName, "archive.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private async Task StageAsync(params (string Name, string Text)[] files)
    {
        var stage = Stages.Begin(1);
        foreach (var (name, text) in files)
        {
            await Stages.AddAsync(stage, name, new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);
        }
    }

    private async Task<Visit> SignInAsync(BrowserNewContextOptions options)
    {
        var visit = await browser.VisitAsync(options, Address);
        var keeper = site!.Services.GetRequiredService<Keepers>().Reset("Ada", "hash");
        await visit.Page.Context.AddCookiesAsync(
        [
            new Cookie
            {
                Name = KeeperScheme.Cookie, Value = site.Services.GetRequiredService<Sessions>().Begin(keeper.Id), Domain = "localhost", Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteAttribute.Strict,
            },
        ]);
        return visit;
    }
}
