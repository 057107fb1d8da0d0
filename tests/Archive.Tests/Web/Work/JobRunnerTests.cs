using System.Net;
using Archive.Tests.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Tests.Web.Work;

public sealed class JobRunnerTests
{
    [Fact]
    public async Task What_was_brought_is_read_imported_and_held_only_where_it_was_refused()
    {
        await using var site = await WorkingSite.StartAsync();
        var stage = await site.StageAsync(
            ("mill/blog.json", """{ "title": "The mill", "slug": "mill" }"""), ("mill/one.txt", WorkingSite.Dump("One", "First.")), ("mill/two.txt", WorkingSite.Dump("Two", "Second.", "Third.")),
            ("mill/prose.txt", "It was the best of times, and nobody commented.\n"));

        var preview = await site.DoAsync(JobKind.Preview, stage);
        Assert.Equal((JobState.Done, "3 of 4 files can be read; 1 is refused.", 4, 4), (preview.State, preview.Message, preview.Progress.Done, preview.Progress.Total));
        Assert.Equal(0, site.Archive.Count("SELECT count(*) FROM posts"));
        var import = await site.DoAsync(JobKind.Import, stage);

        Assert.Equal((JobState.Done, "2 files are kept. 1 file was refused.", 1), (import.State, import.Message, import.Import));
        Assert.Equal(new JobProgress(2, 2, 2, 3, null), import.Progress);
        Assert.Equal(["mill/prose.txt"], site.Stages.Files(stage).Select(file => file.Name));
        Assert.Single(Directory.GetFiles(Path.Combine(site.Archive.Folder, "stages", $"{stage}")));
        Assert.Equal(site.Archive.Clock.Now, site.Stages.Find(stage)!.ImportedAt);
        // The record has it for good, also that somebody else than a terminal did it.
        Assert.All(site.Archive.File.Record.EntriesAfter(0), entry => Assert.Equal("Ada", entry.Read().By));
        Assert.Equal(1, site.Archive.Count("SELECT count(*) FROM problems WHERE source_id IS NULL AND file_name = 'mill/prose.txt'"));
        Assert.True(site.Archive.Verify().Sound);

        // The same once more: nothing is kept, and said so.
        var again = await site.StageAsync(("mill/one.txt", WorkingSite.Dump("One", "First.")), ("mill/blog.json", """{ "title": "The mill", "slug": "mill" }"""));
        var unchanged = await site.DoAsync(JobKind.Import, again);
        Assert.Equal((JobState.Done, "Nothing new was kept. 1 file was in the archive already.", null), (unchanged.State, unchanged.Message, unchanged.Import));
    }

    [Fact]
    public async Task Dumps_that_get_the_blog_they_belong_to_were_there_already()
    {
        await using var site = await WorkingSite.StartAsync();
        var bytes = System.Text.Encoding.UTF8.GetBytes(WorkingSite.Dump("One", "First."));
        site.Archive.Import(new DumpFile("one.txt", () => bytes, new BlogDescription("guess", "guess") { Basis = BlogBasis.Guess }));
        site.Archive.Clock.Now += TimeSpan.FromDays(1);
        var stage = await site.StageAsync(
            ("mill/blog.json", """{ "title": "The mill", "slug": "mill" }"""), ("mill/one.txt", WorkingSite.Dump("One", "First.")), ("mill/two.txt", WorkingSite.Dump("Two", "Second.")));
        await site.DoAsync(JobKind.Preview, stage);
        var import = await site.DoAsync(JobKind.Import, stage);

        Assert.Equal((JobState.Done, "1 file is kept. 1 file was in the archive already."), (import.State, import.Message));
    }

    // The description itself is refused with its line, and held with the dumps beside it.
    [Fact]
    public async Task Files_beside_a_wrong_description_are_held_and_told_as_refused()
    {
        await using var site = await WorkingSite.StartAsync();
        var stage = await site.StageAsync(
            ("mill/blog.json", """{ "title": "The mill", "slug": "mill" }"""), ("mill/one.txt", WorkingSite.Dump("One", "First.")),
            ("wool/blog.json", """{ "titel": "Wool", "slug": "wool" }"""), ("wool/two.txt", WorkingSite.Dump("Two", "Second.")), ("wool/three.txt", WorkingSite.Dump("Three", "Third.")));
        await site.DoAsync(JobKind.Preview, stage);

        var import = await site.DoAsync(JobKind.Import, stage);

        Assert.Equal((JobState.Done, "1 file is kept. 3 files were refused."), Ended(import));
        Assert.Equal(["wool/blog.json", "wool/three.txt", "wool/two.txt"], site.Stages.Files(stage).Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.All(site.Stages.Files(stage), file => Assert.Contains("titel", file.Refusal, StringComparison.Ordinal));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(site.Archive.Folder, "stages", $"{stage}")).Length);
    }

    [Fact]
    public async Task Pictures_among_dumps_are_refused_and_the_record_need_not_know()
    {
        await using var site = await WorkingSite.StartAsync();
        var stage = await site.StageAsync(("mill/one.txt", WorkingSite.Dump("One", "First.")), ("mill/mill.png", "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR"), ("mill/mill.pdf", "%PDF-1.7\n%\0\0\0\n"));
        await site.DoAsync(JobKind.Import, stage);

        Assert.Equal(["mill/mill.pdf", "mill/mill.png"], site.Stages.Files(stage).Select(file => file.Name).Order());
        Assert.Equal(0, site.Archive.Count("SELECT count(*) FROM problems WHERE source_id IS NULL"));
    }

    [Fact]
    public async Task An_undo_shows_at_once_and_is_not_done_twice()
    {
        await using var site = await WorkingSite.StartAsync();
        using var reader = new KeeperBrowser(new Uri(site.Browser.Address, "/"));
        await site.DoAsync(JobKind.Import, await site.StageAsync(("one.txt", WorkingSite.Dump("One", "First."))));
        Assert.Contains("One", await (await reader.GetAsync("/imports/1")).Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("The body of One", (await reader.PageAsync("/search?q=body")).Body.Words(), StringComparison.Ordinal);

        Assert.Equal((JobState.Done, "Import 1 is undone."), Ended(await site.DoAsync(JobKind.Undo, 1)));

        Assert.DoesNotContain("The body of One", (await reader.PageAsync("/search?q=body")).Body.Words(), StringComparison.Ordinal);
        var entries = site.Archive.File.Record.Head().Number;
        Assert.Equal((JobState.Done, "Import 1 is undone."), Ended(await site.DoAsync(JobKind.Undo, 1)));
        Assert.Equal(entries, site.Archive.File.Record.Head().Number);
        Assert.Equal((JobState.Failed, "There is no import 7."), Ended(await site.DoAsync(JobKind.Undo, 7)));
    }

    [Fact]
    public async Task A_copy_is_made_anew_and_the_archive_verified()
    {
        await using var site = await WorkingSite.StartAsync();
        await site.DoAsync(JobKind.Import, await site.StageAsync(("one.txt", WorkingSite.Dump("One", "First."))));

        Assert.Equal((JobState.Done, "The reading copy was made anew from 1 source, and serves."), Ended(await site.DoAsync(JobKind.Rebuild, null)));
        var sound = await site.DoAsync(JobKind.Verify, null);
        Assert.Equal(JobState.Done, sound.State);
        Assert.StartsWith("The archive is sound: 1 source of ", sound.Message, StringComparison.Ordinal);
        Assert.Equal((1, (1, 1)), (sound.Progress.Done, sound.Progress.Second));

        site.Archive.Execute("UPDATE comments SET text = 'Another.'");
        var damaged = await site.DoAsync(JobKind.Verify, null);
        Assert.Equal(JobState.Failed, damaged.State);
        Assert.StartsWith("The archive is not sound: ", damaged.Message, StringComparison.Ordinal);
        Assert.True(damaged.Message!.Split('\n').Length > 1);
        var page = await site.Browser.PageAsync($"/keeper/jobs/{damaged.Id}");
        Assert.NotEmpty(page.QuerySelectorAll(".progress .problems li"));
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task While_another_process_writes_a_job_waits_and_says_so()
    {
        await using var site = await WorkingSite.StartAsync();
        await site.DoAsync(JobKind.Import, await site.StageAsync(("one.txt", WorkingSite.Dump("One", "First."))));
        long undo;
        using (WriteRight.TryTake(site.Archive.Folder))
        {
            undo = site.Jobs.Ask(JobKind.Undo, 1, "Ada");
            var waiting = await site.WhenAsync(undo, job => job.Progress.Doing is not null);
            Assert.Equal((JobState.Running, JobRunner.Waiting), (waiting.State, waiting.Progress.Doing));
        }

        Assert.Equal(JobState.Done, (await site.OverAsync(undo)).State);
    }

    [Fact]
    public async Task Files_that_are_gone_are_a_sentence()
    {
        await using var site = await WorkingSite.StartAsync();

        Assert.Equal((JobState.Failed, PreviewJob.Gone), Ended(await site.DoAsync(JobKind.Preview, 77)));
        Assert.Equal((JobState.Failed, PreviewJob.Gone), Ended(await site.DoAsync(JobKind.Import, 77)));
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task A_slow_file_is_given_up_and_the_next_is_read()
    {
        await using var site = await WorkingSite.StartAsync(Slowly);
        var stage = await site.StageAsync(("slow.txt", WorkingSite.Dump("One", "First.")), ("slow too.txt", WorkingSite.Dump("Two", "Second.")));
        var preview = site.Jobs.Ask(JobKind.Preview, stage, "Ada");
        foreach (var name in new[] { "slow.txt", "slow too.txt" })
        {
            await site.WhenAsync(preview, job => job.Progress.Doing == name);
            Assert.Null((await site.Browser.PageAsync($"/keeper/jobs/{preview}")).QuerySelector("button[name=skip]")!.GetAttribute("hidden"));
            Assert.Equal(HttpStatusCode.Redirect, (await site.Browser.FillInAsync($"/keeper/jobs/{preview}", ("skip", "true"))).StatusCode);
        }

        Assert.Equal((JobState.Done, "0 of 2 files can be read; 2 are refused."), Ended(await site.OverAsync(preview)));
        Assert.All(site.Stages.Files(stage), file => Assert.Equal("skipped by the keeper", file.Refusal));
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task A_job_is_stopped_and_leaves_what_it_did_not_do()
    {
        await using var site = await WorkingSite.StartAsync(Slowly);
        var stage = await site.StageAsync(("slow.txt", WorkingSite.Dump("One", "First.")));
        var (preview, later) = (site.Jobs.Ask(JobKind.Preview, stage, "Ada"), site.Jobs.Ask(JobKind.Import, stage, "Ada"));
        await site.WhenAsync(preview, job => job.Progress.Doing == "slow.txt");
        var page = await site.Browser.PageAsync("/keeper/jobs");
        Assert.Equal("Reading what was brought", page.QuerySelector("#now").Words());
        Assert.Equal("Importing what was brought waits", page.QuerySelector("ol.titles li").Words());
        Assert.Contains("http-equiv=\"refresh\"", page.QuerySelector("noscript")!.InnerHtml, StringComparison.Ordinal);

        await site.Browser.FillInAsync($"/keeper/jobs/{later}", ("stop", "true"));
        await site.Browser.FillInAsync($"/keeper/jobs/{preview}", ("stop", "true"));

        Assert.Equal((JobState.Stopped, "Stopped before it began."), Ended(site.Jobs.Find(later)!));
        Assert.Equal((JobState.Stopped, "Stopped after 0 of 1 file. What was done until then stays."), Ended(await site.OverAsync(preview)));
        Assert.False(site.Stages.Files(stage).Single().IsTried);
        Assert.Empty((await site.Browser.PageAsync($"/keeper/jobs/{preview}")).QuerySelectorAll("noscript"));
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task What_was_being_read_when_the_server_ended_is_read_at_the_next_start()
    {
        var isSlow = true;
        await using var site = await WorkingSite.StartAsync(services =>
        {
            if (isSlow)
            {
                Slowly(services);
            }
        });
        var stage = await site.StageAsync(("slow.txt", WorkingSite.Dump("One", "First.")));
        var preview = site.Jobs.Ask(JobKind.Preview, stage, "Ada");
        await site.WhenAsync(preview, job => job.Progress.Doing == "slow.txt");

        await site.RestartAsync(() => isSlow = false);

        Assert.Equal((JobState.Done, "1 file can be read."), Ended(await site.OverAsync(preview)));
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task An_import_that_the_end_of_the_server_stopped_goes_on_and_keeps_nothing_twice()
    {
        // A machine may import that many before the test gets its turn.
        for (var files = 900; !await GoesOnAsync(files); files *= 2)
        {
            Assert.True(files < 10_000, "no import was stopped in the middle");
        }
    }

    /// <returns>Whether it was stopped in the middle.</returns>
    private static async Task<bool> GoesOnAsync(int files)
    {
        await using var site = await WorkingSite.StartAsync();
        var stage = await site.StageAsync([.. Enumerable.Range(1, files).Select(i => ($"mill/{i}.txt", WorkingSite.Dump($"Post number {i}", $"Comment on {i}.", $"And more on {i}.")))]);
        foreach (var file in site.Stages.Files(stage))
        {
            site.Stages.Tried(stage, file.Number, null);
        }

        var import = site.Jobs.Ask(JobKind.Import, stage, "Ada");
        while (site.Archive.Count("SELECT count(*) FROM sources") == 0)
        {
            await Task.Delay(1);
        }

        await site.RestartAsync();
        var done = await site.OverAsync(import);
        if (site.Jobs.Imports(import).Count == 1)
        {
            return false;
        }

        Assert.Equal((JobState.Done, $"{files} files are kept."), Ended(done));
        Assert.Equal((files, files, 2 * files), (site.Archive.Count("SELECT count(*) FROM sources"), site.Archive.Count("SELECT count(*) FROM posts"), site.Archive.Count("SELECT count(*) FROM comments")));
        Assert.True(site.Archive.Verify().Sound);
        Assert.Equal([1, 2], site.Jobs.Imports(import));
        using var db = site.Archive.Read();
        var parts = await db.Imports.OrderBy(part => part.Id).ToListAsync();
        Assert.Equal((ImportOutcome.Cancelled, ImportOutcome.Done), (parts[0].Outcome, parts[1].Outcome));
        Assert.Equal(files, parts[0].Counts!.SourcesNew + parts[1].Counts!.SourcesNew);
        Assert.Equal(parts[0].Counts!.SourcesNew, parts[1].Counts!.SourcesUnchanged);
        var report = await site.Browser.PageAsync("/keeper/imports/2");
        Assert.Contains($"{parts[0].Counts!.SourcesNew} had been kept by what came before it", report.Body.Words(), StringComparison.Ordinal);
        Assert.Equal("import 1", report.QuerySelector("dd a[href='/keeper/imports/1']").Words());
        Assert.Contains("this one, import 2", (await site.Browser.PageAsync("/keeper/imports/1")).Body.Words(), StringComparison.Ordinal);
        return true;
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task A_second_server_on_the_same_folder_leaves_the_jobs_to_the_first()
    {
        await using var site = await WorkingSite.StartAsync(Slowly);
        var preview = site.Jobs.Ask(JobKind.Preview, await site.StageAsync(("slow.txt", WorkingSite.Dump("One", "First."))), "Ada");
        await site.WhenAsync(preview, job => job.Progress.Doing == "slow.txt");

        Assert.Null(site.Jobs.TryTakeTurn());
        site.Jobs.Stop(preview);
        Assert.Equal(JobState.Stopped, (await site.OverAsync(preview)).State);
    }

    private static (JobState State, string? Message) Ended(Job job) => (job.State, job.Message);

    // A reader that never answers.
    private static void Slowly(IServiceCollection services) => services.AddSingleton(_ => new ApartReader(["sleep", "600"], new ApartLimits()));
}
