using System.Diagnostics;
using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.FaultTests;

/// <summary>The server is killed at its writes while it does a keeper's jobs; the next one does them to their end, and keeps nothing twice.</summary>
public sealed class JobKillTests(ITestOutputHelper output)
{
    /// <summary>Kills at each kind of call in the short form.</summary>
    private const int Sample = 8;

    private const int AtOnce = 2;

    private const int Dumps = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public Task Killed_anywhere_the_jobs_are_done_by_the_next_server_and_nothing_twice() => TryAsync("a preview and an import", PrepareAsync, CheckImportAsync);

    [Fact]
    public Task Killed_anywhere_an_undo_is_done_by_the_next_server_and_not_twice() =>
        TryAsync("an undo", data => PrepareUndoAsync(data, isBack: false), site => CheckUndoAsync(site, isBack: false));

    [Fact]
    public Task Killed_anywhere_what_was_undone_is_brought_back_by_the_next_server_and_not_twice() =>
        TryAsync("a bringing back", data => PrepareUndoAsync(data, isBack: true), site => CheckUndoAsync(site, isBack: true));

    private async Task TryAsync(string name, Func<string, Task> prepare, Func<CheckedSite, Task> check)
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        await prepare(folder["before"]);
        var points = Points(folder);
        var chosen = Form.Choose(points, point => point.Call, Sample);
        var (killed, tried, wrong) = (0, 0, new System.Collections.Concurrent.ConcurrentQueue<string>());
        await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (point, _) =>
        {
            var data = folder[$"copy-{Interlocked.Increment(ref tried)}"];
            Copy(folder["before"], data);
            Interlocked.Add(ref killed, IsKilled(data, point) ? 1 : 0);
            foreach (var sentence in await CheckAsync(data, check))
            {
                wrong.Enqueue($"killed at {point.Call} {point.Index}: {sentence}");
            }

            Directory.Delete(data, recursive: true);
        });
        output.WriteLine($"{name}: {points.Count} points, {chosen.Count} tried, {killed} killed, {wrong.Count} wrong");
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong));
        Assert.True(killed >= chosen.Count * 0.6, $"only {killed} of {chosen.Count} servers were killed");
    }

    // A stage of dumps, some in a zip, and of prose that is refused; a preview and an import of it are asked for.
    private static async Task PrepareAsync(string data)
    {
        using var archive = ArchiveFolder.Open(data);
        using var desk = DeskFile.Open(data);
        using var jobs = new Jobs(desk, TimeProvider.System);
        var stages = new Stages(desk, Path.Combine(data, "stages"), new StageLimits(), TimeProvider.System);
        var stage = stages.Begin(null);
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var number in Enumerable.Range(3, Dumps - 2))
            {
                using var entry = new StreamWriter(zip.CreateEntry($"{number}.txt").Open());
                entry.Write(Dump(number));
            }
        }

        await stages.AddAsync(stage, "1.txt", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Dump(1))), CancellationToken.None);
        await stages.AddAsync(stage, "prose.txt", new MemoryStream("It was the best of times."u8.ToArray()), CancellationToken.None);
        await stages.AddAsync(stage, "more.zip", new MemoryStream(bytes.ToArray()), CancellationToken.None);
        await stages.AddAsync(stage, "2.txt", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Dump(2))), CancellationToken.None);
        jobs.Ask(JobKind.Preview, stage, "Ada");
        jobs.Ask(JobKind.Import, stage, "Ada");
    }

    private static string Dump(int number) =>
        $"Tuesday {number} March 2014\n\nPost number {number}\n\nThe body of post {number}.\n\n1 comment:\n\n  1. Comment on {number}.\n\n    ReplyDelete\n";

    // As many of each call as some thread of a server makes that does the jobs undisturbed.
    private static IReadOnlyList<(string Call, int Index)> Points(TempFolder folder)
    {
        var (data, log) = (folder["watched"], folder["log"]);
        Copy(folder["before"], data);
        using var server = BuiltProgram.Start(Strace.Watching(data, log, StageFiles(data)), "serve", "--urls", "http://127.0.0.1:0", "--data", data);
        Drain(server);
        var waited = Stopwatch.StartNew();
        while (IsWorking(data))
        {
            Assert.True(waited.Elapsed < Patience, "the server that is only watched did not do its jobs");
            Thread.Sleep(500);
        }

        server.Kill(entireProcessTree: true);
        server.WaitForExit();
        return [.. Strace.Read(log).GroupBy(change => change.Call)
            .SelectMany(call => Enumerable.Range(1, call.GroupBy(change => change.Thread).Max(thread => thread.Count())).Select(index => (call.Key, index)))];
    }

    private static bool IsKilled(string data, (string Call, int Index) point)
    {
        using var server = BuiltProgram.Start(Strace.Killing(data, point.Call, point.Index, StageFiles(data)), "serve", "--urls", "http://127.0.0.1:0", "--data", data);
        Drain(server);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !server.WaitForExit(500);)
        {
            // Threads share the work in another way each time: this one did it all before the fault came.
            if (File.Exists(Path.Combine(data, "desk.db")) && !IsWorking(data))
            {
                server.Kill(entireProcessTree: true);
                server.WaitForExit();
                return false;
            }
        }

        return server.ExitCode is 137 or -9;
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(string data, Func<CheckedSite, Task> check)
    {
        using var archive = ArchiveFolder.Open(data);
        await using var site = ArchiveSite.Build(archive, "http://127.0.0.1:0", builder => builder.Logging.ClearProviders());
        await site.StartAsync();
        var (jobs, waited) = (site.Services.GetRequiredService<Jobs>(), Stopwatch.StartNew());
        while (jobs.Open().Count > 0 && waited.Elapsed < Patience)
        {
            await Task.Delay(100);
        }

        var checkedSite = new CheckedSite(archive, jobs, site.Services.GetRequiredService<Stages>());
        await check(checkedSite);
        await site.StopAsync();
        var report = await new Verifier(archive).VerifyAsync(CancellationToken.None);
        checkedSite.Expect(report.Sound, $"not sound: {string.Join("; ", report.Differences)}");
        return checkedSite.Wrong;
    }

    private static async Task CheckImportAsync(CheckedSite site)
    {
        var (import, entries) = (site.Jobs.Latest(1)[0], site.Entries);
        site.Expect(import.State == JobState.Done && import.Message == $"{Dumps} files are kept. 1 file was refused.", $"the import ended so: {import}");
        site.Expect(entries.OfType<SourceKept>().Count() == Dumps, "the record does not have each source once");
        site.Expect(entries.OfType<ImportAdvanced>().Sum(step => step.Refused?.Count ?? 0) == 1, "the record does not have the refused file once");
        await using (var db = site.Archive.Read())
        {
            site.Expect((db.Sources.Count(), db.Posts.Count(), db.Comments.Count()) == (Dumps, Dumps, Dumps), "the copy does not have each post once");
        }

        site.Expect(site.Stages.Files(import.Subject!.Value) is [{ Name: "prose.txt" }], "the stage holds something else than what was refused");
        site.Expect(site.Jobs.Imports(import.Id).Count > 0 && site.Jobs.Imports(import.Id).Count == entries.OfType<ImportAdvanced>().Count(step => step.Step == ImportAdvanced.Begun), "an import of the job is not known as its own");
    }

    // Two imports, of which the second is to be taken back, or was and is to come again.
    private static Task PrepareUndoAsync(string data, bool isBack)
    {
        Scenario.Named("an undo").Prepare(data);
        using var archive = ArchiveFolder.Open(data);
        using var desk = DeskFile.Open(data);
        using var jobs = new Jobs(desk, TimeProvider.System);
        if (isBack)
        {
            new Keeper(archive, TimeProvider.System).Undo(2);
        }

        jobs.Ask(isBack ? JobKind.BringBack : JobKind.Undo, 2, "Ada");
        return Task.CompletedTask;
    }

    private static async Task CheckUndoAsync(CheckedSite site, bool isBack)
    {
        var (job, entries) = (site.Jobs.Latest(1)[0], site.Entries);
        site.Expect(job.State == JobState.Done, $"the job ended so: {job}");
        site.Expect(entries.OfType<ImportUndone>().Count() == 1, "the record does not have the undo once");
        site.Expect(entries.OfType<ImportBroughtBack>().Count() == (isBack ? 1 : 0), "the record does not have the bringing back as often as it was asked for");
        await using var db = site.Archive.Read();
        site.Expect(db.Imports.Single(import => import.Id == 2).UndoneAt is null == isBack, "the copy says something else of the import");
    }

    private static bool IsWorking(string data)
    {
        using var desk = DeskFile.Open(data);
        using var jobs = new Jobs(desk, TimeProvider.System);
        return jobs.Open().Count > 0;
    }

    private static IEnumerable<string> StageFiles(string data) => Enumerable.Range(1, 9).Select(number => Path.Combine(data, "stages", "1", $"{number}"));

    private static void Drain(Process server)
    {
        server.StandardInput.Close();
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
    }

    private static void Copy(string from, string to)
    {
        TempFolder.Copy(from, to);
        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    /// <summary>A site that has done its jobs, and what is wrong with it.</summary>
    private sealed record CheckedSite(ArchiveFolder Archive, Jobs Jobs, Stages Stages)
    {
        public List<string> Wrong { get; } = [];

        public IReadOnlyList<object> Entries { get; } = [.. Archive.Record.EntriesAfter(0).Select(entry => entry.Read())];

        public void Expect(bool isRight, string sentence)
        {
            if (!isRight)
            {
                Wrong.Add(sentence);
            }
        }
    }
}
