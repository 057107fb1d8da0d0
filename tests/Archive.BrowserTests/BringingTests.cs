using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>A keeper who brings dumps by every way that a browser has.</summary>
public sealed class BringingTests(SiteInBrowser browser) : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private const string Dump = "Tuesday 4 March 2014\n\nThe mill\n\nThe body.\n\n1 comment:\n\n  1. First of all.\n\n    ReplyDelete\n";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("archive-bringing-");
    private ArchiveFolder? archive;
    private WebApplication? site;

    private Uri Address => new($"http://localhost:{new Uri(site!.Urls.Single()).Port}/");

    private Stages Stages => site!.Services.GetRequiredService<Stages>();

    public async ValueTask InitializeAsync()
    {
        archive = ArchiveFolder.Open(Path.Combine(data.FullName, "data"));
        site = ArchiveSite.Build(archive, "http://127.0.0.1:0", builder =>
        {
            TestedSite.Prepare(builder);
            builder.Services.AddSingleton(new StageLimits { FreeBytes = 0 });
            // Jobs are done when a test says so.
            builder.Services.Remove(builder.Services.Single(part => part.ImplementationType == typeof(JobRunner)));
        });
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
    [InlineData(true)]
    [InlineData(false)]
    public async Task Several_files_are_chosen(bool scripts)
    {
        await using var visit = await BeginAsync(scripts);
        await visit.GoAsync("/keeper/bring");
        await visit.Page.Locator("#files").SetInputFilesAsync([File("one.txt", Dump), File("two.txt", "Prose."), File("müll “1”.txt", Dump), File("Thumbs.db", "noise"), File("none.txt", "")]);
        if (!scripts)
        {
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Bring it" }).ClickAsync();
        }

        await visit.Page.LoadedAtAsync("**/keeper/stages/1");
        Assert.Equal(["müll “1”.txt", "one.txt", "two.txt"], Names(1));
        await Assertions.Expect(visit.Page.GetByText("1 file that systems put beside others")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByText("none.txt: it is empty")).ToBeVisibleAsync();
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task A_folder_is_chosen()
    {
        var folder = Directory.CreateDirectory(Path.Combine(data.FullName, "blog", "2014"));
        System.IO.File.WriteAllText(Path.Combine(folder.FullName, "one.txt"), Dump);
        System.IO.File.WriteAllText(Path.Combine(data.FullName, "blog", "blog.json"), "{}");
        await using var visit = await BeginAsync();
        await visit.GoAsync("/keeper/bring");
        await visit.Page.GetByLabel("Or a whole folder").SetInputFilesAsync(Path.Combine(data.FullName, "blog"));

        await visit.Page.LoadedAtAsync("**/keeper/stages/1");
        Assert.Equal(["blog/2014/one.txt", "blog/blog.json"], Names(1));
        visit.HadNoComplaints();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_text_is_typed(bool scripts)
    {
        await using var visit = await BeginAsync(scripts);
        await visit.GoAsync("/keeper/bring");
        await visit.Page.GetByLabel("its name").FillAsync("The mill");
        await visit.Page.GetByLabel("The text").FillAsync(Dump);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Bring it" }).ClickAsync();

        await visit.Page.LoadedAtAsync("**/keeper/stages/1");
        Assert.Equal(["The mill.txt"], Names(1));
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task Files_and_folders_are_dropped_and_the_overlay_stands_only_while_they_are_dragged()
    {
        var folder = Directory.CreateDirectory(Path.Combine(data.FullName, "blog", "2014"));
        for (var n = 0; n < 130; n++)
        {
            System.IO.File.WriteAllText(Path.Combine(folder.FullName, $"{n}.txt"), Dump);
        }

        System.IO.File.WriteAllText(Path.Combine(data.FullName, "single.txt"), Dump);
        await using var visit = await BeginAsync();
        await visit.GoAsync("/keeper/bring");
        var overlay = visit.Page.GetByText("Drop them here");
        var devtools = await visit.Page.Context.NewCDPSessionAsync(visit.Page);

        await DragAsync(devtools, "dragEnter");
        await Assertions.Expect(overlay).ToBeVisibleAsync();
        await DragAsync(devtools, "dragCancel");
        await Assertions.Expect(overlay).ToBeHiddenAsync();
        await DragAsync(devtools, "dragEnter");
        await DragAsync(devtools, "dragOver");
        await DragAsync(devtools, "drop");
        await Assertions.Expect(overlay).ToBeHiddenAsync();

        await visit.Page.LoadedAtAsync("**/keeper/stages/1");
        Assert.Equal(131, Names(1).Length);
        Assert.Superset(new HashSet<string>(["single.txt", "blog/2014/0.txt", "blog/2014/129.txt"]), Names(1).ToHashSet());
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task Text_and_files_are_pasted_anywhere_but_in_a_field()
    {
        await using var visit = await BeginAsync();
        await visit.GoAsync("/keeper/bring");
        await PasteAsync(visit.Page, "#text", "stays in the field", file: null);
        await PasteAsync(visit.Page, "body", Dump, file: null);
        await visit.Page.LoadedAtAsync("**/keeper/stages/1");
        Assert.Equal(["pasted.txt"], Names(1));

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Bring more" }).ClickAsync();
        // Its scripts have run.
        await visit.Page.LoadedAtAsync("**/keeper/bring?*");
        await PasteAsync(visit.Page, "body", "", file: "picture.txt");
        await visit.Page.LoadedAtAsync("**/keeper/stages/1");
        Assert.Equal(["pasted.txt", "picture.txt"], Names(1));
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task A_line_that_breaks_is_tried_again_and_another_browser_shows_what_came()
    {
        await using var visit = await BeginAsync();
        await visit.GoAsync("/keeper/bring");
        // Two files after the first reach nobody.
        await visit.Page.EvaluateAsync(
            """
            () => {
                const open = XMLHttpRequest.prototype.open;
                let broken = 0;
                XMLHttpRequest.prototype.open = function (method, address) {
                    open.call(this, method, address.includes("?stage=") && broken++ < 2 ? "http://localhost:9/" : address);
                };
            }
            """);
        await visit.Page.Locator("#files").SetInputFilesAsync([.. Enumerable.Range(0, 6).Select(n => File($"{n}.txt", Dump))]);

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByText("it could not be sent")).ToHaveCountAsync(2);
        Assert.Equal(4, Names(1).Length);
        var other = await visit.Page.Context.NewPageAsync();
        await other.GotoAsync("/keeper/stages/1");
        await Assertions.Expect(other.Locator(".staged li")).ToHaveCountAsync(4);
        await other.CloseAsync();
        await visit.ShootAsync("keeper-bring-failed");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await visit.Page.LoadedAtAsync("**/keeper/stages/1");
        Assert.Equal(6, Names(1).Length);
    }

    [Fact]
    public async Task An_upload_is_cancelled_and_what_came_stays()
    {
        await using var visit = await BeginAsync();
        await visit.GoAsync("/keeper/bring");
        // The second file and those after it wait for ever.
        await visit.Page.RouteAsync("**/keeper/bring?stage=*", _ => Task.CompletedTask);
        await visit.Page.Locator("#files").SetInputFilesAsync([.. Enumerable.Range(0, 6).Select(n => File($"{n}.txt", Dump))]);
        await Assertions.Expect(visit.Page.Locator(".uploading [role=status]")).ToContainTextAsync("1 of 6 files");
        await visit.ShootAsync("keeper-bring-uploading");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".uploading [role=status]")).ToContainTextAsync("Cancelled; 1 of 6 files had come");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Go on with what came" }).ClickAsync();

        await visit.Page.LoadedAtAsync("**/keeper/stages/1");
        Assert.Equal(["0.txt"], Names(1));
    }

    [Theory]
    [InlineData("desk", 1200, 900)]
    [InlineData("phone", 390, 844)]
    public async Task Every_page_of_bringing_is_accessible_and_fits(string screen, int width, int height)
    {
        await using var visit = await BeginAsync(options: new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        await visit.LookAsync($"keeper-bring-{screen}", "/keeper/bring");
        var stage = Stages.Begin(1);
        foreach (var (name, text) in new[]
        {
            ("mill/blog.json", """{ "title": "The mill by the river", "slug": "mill" }"""), ("mill/2014/one.txt", Dump), ("mill/2014/a-very-long-name-without-any-blank-that-would-push-the-page-aside-on-a-telephone.html", Dump),
            ("mill/prose.txt", "Prose."), ("mill/.DS_Store", "x"), ("mill/draft.txt", Dump),
        })
        {
            await Stages.AddAsync(stage, name, new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);
        }

        Stages.CouldNotTake(stage, "mill/film.mp4", "a file of more than 128 MB");
        await visit.LookAsync($"keeper-stage-waiting-{screen}", "/keeper/stages/1");
        foreach (var file in Stages.Files(stage))
        {
            Stages.Tried(stage, file.Number, file.Name.EndsWith("prose.txt", StringComparison.Ordinal) ? "it is no dump: a text without a date, a title and comments" : null);
        }

        Stages.LeaveOut(stage, 5, true);
        var jobs = site!.Services.GetRequiredService<Jobs>();
        jobs.Ask(JobKind.Preview, stage, "Ada");
        await visit.LookAsync($"keeper-stage-looking-{screen}", "/keeper/stages/1");
        // The page loads itself anew when the job ends, which may fall on the very moment in which the test asks for it.
        await visit.GoAsync("/keeper");
        jobs.End(jobs.Begin(0)!.Id, JobState.Done, JobProgress.None, "Looked at.");
        await visit.LookAsync($"keeper-stage-{screen}", "/keeper/stages/1");
        await visit.LookAsync($"keeper-bring-waiting-{screen}", "/keeper/bring");
        await visit.LookAsync($"keeper-discard-{screen}", "/keeper/stages/1/discard");
        await visit.LookAsync($"keeper-blog-choice-{screen}", "/keeper/stages/1/blog");
        await visit.Page.GetByLabel("A new one").CheckAsync();
        await visit.Page.GetByLabel("Time zone").FillAsync("London");
        await visit.Page.GetByLabel("Language").FillAsync("English!");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Choose" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("This is no time zone")).ToBeVisibleAsync();
        await visit.LookAsync($"keeper-blog-choice-wrong-{screen}", address: null);
        visit.HadNoComplaints(except: "400");
    }

    private static FilePayload File(string name, string text) => new() { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(text) };

    private string[] Names(long stage) => [.. Stages.Files(stage).Select(file => file.Name).Order(StringComparer.Ordinal)];

    private Task<System.Text.Json.JsonElement?> DragAsync(ICDPSession devtools, string type) => devtools.SendAsync("Input.dispatchDragEvent", new Dictionary<string, object>
    {
        ["type"] = type,
        ["x"] = 200,
        ["y"] = 200,
        ["data"] = new Dictionary<string, object>
        {
            ["items"] = Array.Empty<object>(),
            ["files"] = new[] { Path.Combine(data.FullName, "blog"), Path.Combine(data.FullName, "single.txt") },
            ["dragOperationsMask"] = 1,
        },
    });

    private static Task<System.Text.Json.JsonElement?> PasteAsync(IPage page, string where, string text, string? file) => page.EvaluateAsync(
        """
        ([where, text, file]) => {
            const clipboardData = new DataTransfer();
            if (file) {
                clipboardData.items.add(new File(["content"], file, { type: "text/plain" }));
            } else {
                clipboardData.setData("text/plain", text);
            }
            document.querySelector(where).dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }
        """,
        new[] { where, text, file });

    private async Task<Visit> BeginAsync(bool scripts = true, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.JavaScriptEnabled = scripts;
        var visit = await browser.VisitAsync(options, Address);
        await visit.BecomeKeeperAsync(site!.Services.GetRequiredService<OneUseCodes>(), Password);
        return visit;
    }
}
