using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.ClusterTests;

/// <summary>Two sites with one desk: a keeper does not notice which answers.</summary>
public sealed class DeskMachinesTests(PostgresServer server) : IDisposable
{
    private const string Password = "correct horse battery";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("archive-desks-");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    // The form is one machine's, what is typed into it comes to the other, and the page that it leads to is the first one's again.
    [Fact]
    public async Task A_sign_in_on_one_machine_is_one_on_another()
    {
        var database = server.NewDatabase();
        await using var one = await StartAsync("one", database);
        await using var two = await StartAsync("two", database);
        one.Part<Keepers>().Reset("Ada", await one.Part<Passwords>().HashAsync(Password, CancellationToken.None));
        using var browser = new Browser();

        var form = await browser.TextAsync(one, "/keeper/sign-in");
        var signedIn = await browser.PostAsync(two, "/keeper/sign-in", ("name", "Ada"), ("password", Password), (OwnForms.Field, Between(form, $"name=\"{OwnForms.Field}\"", "value=\"", "\"")));

        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(one, "/keeper")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(two, "/keeper")).StatusCode);
        one.Part<Sessions>().EndAll(one.Part<Keepers>().Find("Ada")!.Id);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(two, "/keeper")).StatusCode);
    }

    [Fact]
    public async Task Machines_give_the_same_names_in_place_of_names()
    {
        var database = server.NewDatabase();
        await using var one = await StartAsync("one", database);
        await using var two = await StartAsync("two", database);

        Assert.Equal(one.Part<Pseudonyms>().Giver()!("Jim Brown"), two.Part<Pseudonyms>().Giver()!("Jim Brown"));
        Assert.NotEqual(one.Part<Pseudonyms>().Giver()!("Jim Brown"), two.Part<Pseudonyms>().Giver()!("Joan Brown"));
    }

    [Fact]
    public async Task What_is_brought_to_one_machine_another_imports_and_both_show()
    {
        var database = server.NewDatabase();
        await using var one = await StartAsync("one", database);
        await one.OverAsync(one.Part<Jobs>().Ask(JobKind.Verify, null, "Ada"));
        await using var two = await StartAsync("two", database);
        // The first does the jobs, since it has done one.
        var (doing, asked) = (one, two);
        var stage = await asked.StageAsync(("mill/one.txt", Dump("One")), ("mill/prose.txt", "It was the best of times.\n"));

        var preview = await doing.OverAsync(asked.Part<Jobs>().Ask(JobKind.Preview, stage, "Ada"));
        Assert.Equal((JobState.Done, "1 of 2 files can be read; 1 is refused."), (preview.State, preview.Message));
        Assert.NotNull(new Storage.Previewing.StagedPreviews(asked.Part<Stages>()).Find(stage));
        asked.Part<Stages>().Confirm(stage);
        var import = await asked.OverAsync(asked.Part<Jobs>().Ask(JobKind.Import, stage, "Ada"));

        Assert.Equal(JobState.Done, import.State);
        Assert.Equal(import, doing.Part<Jobs>().Find(import.Id));
        await LevelAsync(one, two);
        Assert.Equal(["mill"], two.Archive.BlogSlugs());
        Assert.Equal(["mill/prose.txt"], asked.Part<Stages>().Files(stage).Select(file => file.Name));
        Assert.All(new[] { one, two }, machine => Assert.Empty(Directory.GetFileSystemEntries(machine.Archive.Folder, "fetched-*", SearchOption.AllDirectories)));
    }

    [Fact]
    public async Task Of_two_machines_that_wait_one_does_each_job()
    {
        var database = server.NewDatabase();
        await using var one = await StartAsync("one", database);
        await using var two = await StartAsync("two", database);
        var jobs = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            var machine = i % 2 == 0 ? one : two;
            var stage = await machine.StageAsync(($"{i}.txt", Dump($"Post {i}")));
            jobs.Add(machine.Part<Jobs>().Ask(JobKind.Import, stage, "Ada"));
        }

        foreach (var job in jobs)
        {
            Assert.Equal(JobState.Done, (await one.OverAsync(job)).State);
            Assert.Single(one.Part<Jobs>().Imports(job));
        }

        Assert.Equal(6, one.Archive.Record.EntriesAfter(0).Count(entry => entry.Read() is ImportAdvanced { Step: ImportAdvanced.Done }));
    }

    // Its connection is cut while it works: it stops, and the job is done by whoever has the right then.
    [Fact]
    public async Task A_job_whose_machine_is_lost_is_taken_up_by_another()
    {
        var database = server.NewDatabase();
        await using var one = await StartAsync("one", database);
        var stage = await one.StageAsync([.. Enumerable.Range(0, 20).Select(i => ($"{i}.txt", Dump($"Post {i}")))]);
        using var place = RecordPlace.Of("", database);
        using (var held = place.TryOpenWriter())
        {
            var asked = one.Part<Jobs>().Ask(JobKind.Import, stage, "Ada");
            await one.WhenAsync(asked, job => job.Progress.Doing == JobRunner.Waiting);
            await using var two = await StartAsync("two", database);
            await one.StopAsync();
            held!.Dispose();

            var job = await two.OverAsync(asked);

            Assert.Equal((JobState.Done, "20 files are kept."), (job.State, job.Message));
            Assert.Single(two.Part<Jobs>().Imports(asked));
        }
    }

    [Fact]
    public async Task A_machine_that_lost_its_connections_goes_on_with_its_job()
    {
        var database = server.NewDatabase();
        await using var one = await StartAsync("one", database);
        await using var two = await StartAsync("two", database);
        var stage = await one.StageAsync([.. Enumerable.Range(0, 20).Select(i => ($"{i}.txt", Dump($"Post {i}")))]);
        var asked = one.Part<Jobs>().Ask(JobKind.Import, stage, "Ada");
        for (var i = 0; i < 3; i++)
        {
            await Task.Delay(300);
            PostgresServer.CutAll(database);
        }

        var job = await two.OverAsync(asked);

        Assert.Equal(JobState.Done, job.State);
        await LevelAsync(one, two);
        using var db = two.Archive.Read();
        Assert.Equal(20, db.Posts.Count());
    }

    [Fact]
    public async Task While_the_database_is_away_readers_read_and_keepers_are_told()
    {
        var database = server.NewDatabase();
        await using var one = await StartAsync("one", database);
        var ada = one.Part<Keepers>().Reset("Ada", "hash");
        using var browser = new Browser { Cookies = { [KeeperScheme.Cookie] = one.Part<Sessions>().Begin(ada.Id) } };
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(one, "/keeper")).StatusCode);

        server.Let(database, connect: false);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(one, "/")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(one, "/keeper")).StatusCode);
        Assert.Contains("cannot be reached now", await browser.TextAsync(one, "/keeper/sign-in"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(one, "/")).StatusCode);

        server.Let(database, connect: true);
        var waited = Stopwatch.StartNew();
        while ((await browser.GetAsync(one, "/keeper")).StatusCode != HttpStatusCode.OK)
        {
            Assert.True(waited.Elapsed < Patience, "it does not come back");
            await Task.Delay(100);
        }
    }

    private static string Dump(string title) =>
        $"Tuesday 4 March 2014\n\n{title}\n\nThe body of {title}.\n\n1 comment:\n\n  1. First of all.\n\n    ReplyDelete\n";

    private static string Between(string text, params string[] marks)
    {
        var at = 0;
        foreach (var mark in marks[..^1])
        {
            at = text.IndexOf(mark, at, StringComparison.Ordinal) + mark.Length;
        }

        return text[at..text.IndexOf(marks[^1], at, StringComparison.Ordinal)];
    }

    private static async Task LevelAsync(Machine one, Machine two)
    {
        var waited = Stopwatch.StartNew();
        while (one.Archive.Seal() != two.Archive.Seal() || one.Archive.Seal().Number != one.Archive.Record.Head().Number)
        {
            Assert.True(waited.Elapsed < Patience, "it does not follow");
            await Task.Delay(100);
        }
    }

    private Task<Machine> StartAsync(string name, string database) => Machine.StartAsync(Path.Combine(folder.FullName, name), database);

    /// <summary>A machine with its copy and its site.</summary>
    private sealed class Machine(ArchiveFolder archive, WebApplication site) : IAsyncDisposable
    {
        private bool isStopped;

        public ArchiveFolder Archive => archive;

        public Uri Address => new(site.Urls.Single());

        public static async Task<Machine> StartAsync(string folder, string database)
        {
            var archive = ArchiveFolder.Open(folder, null, database);
            var site = ArchiveSite.Build(archive, "http://127.0.0.1:0", builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton(new Passwords(iterations: 1));
                builder.Services.AddSingleton(new StageLimits { FreeBytes = 0 });
            });
            await site.StartAsync();
            return new Machine(archive, site);
        }

        public T Part<T>() where T : notnull => site.Services.GetRequiredService<T>();

        public async Task<long> StageAsync(params (string Name, string Text)[] files)
        {
            var stage = Part<Stages>().Begin(null);
            foreach (var (name, text) in files)
            {
                await Part<Stages>().AddAsync(stage, name, new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);
            }

            return stage;
        }

        public Task<Job> OverAsync(long id) => WhenAsync(id, job => job.IsOver);

        public async Task<Job> WhenAsync(long id, Func<Job, bool> isAwaited)
        {
            var waited = Stopwatch.StartNew();
            while (true)
            {
                var job = Part<Jobs>().Find(id)!;
                if (isAwaited(job))
                {
                    return job;
                }

                Assert.True(waited.Elapsed < Patience, $"it waited too long: {job}");
                await Task.Delay(50);
            }
        }

        public async Task StopAsync()
        {
            if (!isStopped)
            {
                isStopped = true;
                await site.StopAsync();
                await site.DisposeAsync();
                archive.Dispose();
            }
        }

        public async ValueTask DisposeAsync() => await StopAsync();
    }

    /// <summary>Keeps cookies for all machines, as behind one address.</summary>
    private sealed class Browser : IDisposable
    {
        private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

        public Dictionary<string, string> Cookies { get; } = [];

        public Task<HttpResponseMessage> GetAsync(Machine machine, string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(machine.Address, path)));

        public async Task<string> TextAsync(Machine machine, string path) => await (await GetAsync(machine, path)).Content.ReadAsStringAsync();

        public Task<HttpResponseMessage> PostAsync(Machine machine, string path, params (string Name, string Value)[] fields) => SendAsync(
            new HttpRequestMessage(HttpMethod.Post, new Uri(machine.Address, path)) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) });

        public void Dispose() => client.Dispose();

        private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            var response = await client.SendAsync(request);
            foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
            {
                var parts = set.Split(';', 2)[0].Split('=', 2);
                Cookies[parts[0]] = parts[1];
            }

            return response;
        }
    }
}
