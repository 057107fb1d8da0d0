using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Archive.FaultTests;

namespace Archive.ClusterTests;

/// <summary>Three serving processes behind HAProxy as <c>deploy/haproxy.cfg</c> sets it up, with readers who ask all the time.</summary>
public sealed class FrontTests(PostgresServer server) : IAsyncLifetime
{
    private const string Program = "/usr/sbin/haproxy";

    private const int Readers = 6;

    // Two checks of a second each take a machine out, and the second of them may have begun just before; the rest is for a machine that does other things as well.
    private static readonly TimeSpan UntilItIsOut = TimeSpan.FromSeconds(5);

    // A site looks no more than twenty times a second whether its copy has changed.
    private static readonly TimeSpan AfterAMoment = TimeSpan.FromMilliseconds(300);

    private static readonly string[] Pages =
        ["/", "/probationmatters/", "/probationmatters/2013/11/", "/probationmatters/2013/11/problem-what-problem", "/feed.atom", "/probationmatters/2013/11/problem-what-problem/comments.atom"];

    // Behind HAProxy searches have a limit for each client, and all these readers are one. What says when it was taken out (CSV, JSON) is the same but for that.
    private static readonly string[] Others =
        ["/search?q=probation", "/search.atom?q=probation", "/take.txt", "/take.epub", "/sources", "/people", "/sitemap.xml", "/robots.txt"];

    private static readonly string[] Names = ["one", "two", "three"];

    private readonly Machines folders = new();
    private readonly Dictionary<string, (Process Process, int Port)> machines = [];
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly ConcurrentQueue<(TimeSpan At, string What)> errors = [];
    private readonly ConcurrentDictionary<(string Page, string Hash), TimeSpan> shown = [];
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private Process? haproxy;
    private int answers;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in machines.Values.Select(machine => machine.Process).Append(haproxy).OfType<Process>())
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        client.Dispose();
        folders.Dispose();
    }

    [Fact]
    public async Task Nobody_notices_that_a_machine_is_killed_or_drained_or_that_another_imports_and_takes_back()
    {
        var database = server.NewDatabase();
        if (!File.Exists(Program))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable(PostgresServer.RequiredVariable) == "1", $"there is no HAProxy in {Program}");
            Assert.Fail($"there is no HAProxy in {Program}, and {PostgresServer.RequiredVariable}=1");
        }

        // Two dumps: one that stays, and one that comes and goes while readers ask.
        var seeds = Machines.Seeds();
        using var writer = folders.Open("writer", database);
        await Machines.ImportAsync(writer, seeds.Where(dump => Path.GetFileName(dump.Name).StartsWith("002", StringComparison.Ordinal)));
        foreach (var name in Names)
        {
            machines.Add(name, Serve(name, database));
        }

        var front = FreePort();
        haproxy = Start(Program, ["-db", "-q", "-f", Configuration(front)]);
        await Task.WhenAll(machines.Values.Select(machine => UntilAsync(machine.Port, "/healthz", "ok")));
        await UntilAsync(front, "/healthz", "ok");
        var before = await HashesAsync(front);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Readers).Select(reader => Task.Run(() => ReadAsync(front, reader, stop.Token))).ToList();

        // A machine is killed.
        await Task.Delay(500);
        var killed = clock.Elapsed;
        machines["three"].Process.Kill();
        await Task.Delay(UntilItIsOut);
        Assert.All(errors, error => Assert.InRange(error.At, killed, killed + UntilItIsOut));
        errors.Clear();

        // Another is drained: what it has begun it ends, and then it is asked no more; so it may be stopped, and be of another version afterwards.
        Admin("set server archive/two state drain");
        await Task.Delay(500);
        var (asked, answered) = (Asked("two"), Volatile.Read(ref answers));
        await Task.Delay(500);
        Assert.Equal(asked, Asked("two"));
        Assert.True(Volatile.Read(ref answers) > answered);
        Admin("set server archive/two state ready");
        Assert.Empty(errors);

        // A page is of the state before, of the one between, or of the one after; never a mixture.
        await Machines.ImportAsync(writer, seeds.Where(dump => Path.GetFileName(dump.Name).StartsWith("000", StringComparison.Ordinal)));
        await LevelAsync(writer, "one", "two");
        await Task.Delay(AfterAMoment);
        var between = await HashesAsync(front);
        new Keeper(writer, TimeProvider.System).Undo(2);
        await LevelAsync(writer, "one", "two");
        await Task.Delay(AfterAMoment);
        var after = await HashesAsync(front);
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Empty(errors);
        Assert.Empty(shown.Keys.Where(seen => seen.Hash != before[seen.Page] && seen.Hash != between[seen.Page] && seen.Hash != after[seen.Page]).Select(seen => seen.Page));
        Assert.True(answers > 100, $"{answers} answers");

        // All machines say the same, to the byte, and so does the one that was away.
        machines["three"].Process.Dispose();
        machines["three"] = Serve("three", database);
        await UntilAsync(machines["three"].Port, "/healthz", "ok");
        await LevelAsync(writer, Names);
        foreach (var page in Pages.Concat(Others))
        {
            var said = await Task.WhenAll(Names.Select(name => AnswerAsync(machines[name].Port, page)));
            Assert.All(said, answer => Assert.Equal((page, said[0].Status, said[0].Tag, said[0].Hash), (page, answer.Status, answer.Tag, answer.Hash)));
        }
    }

    private string AdminSocket => folders.Folder("admin.sock");

    private (Process Process, int Port) Serve(string name, string database)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Archive.Web.dll"), "serve", "--data", folders.Folder(name), "--urls", $"http://127.0.0.1:{port}", "--address", "https://archive.example.org", "--proxy", "127.0.0.1"]);
        start.Environment["ARCHIVE_RECORD"] = database;
        start.Environment["Serilog__MinimumLevel__Default"] = "Error";
        // Nobody reads what it says.
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (process, port);
    }

    // As it stands in deploy, with the ports of this test and a third machine.
    private string Configuration(int front)
    {
        var lines = File.ReadAllLines(Path.Combine(Checkout.Root, "deploy", "haproxy.cfg"))
            .Where(line => line.Trim() is not ("user haproxy" or "group haproxy"))
            .Select(line => line
                .Replace("0.0.0.0:80", $"127.0.0.1:{front}", StringComparison.Ordinal)
                .Replace("10.0.0.11:5080", $"127.0.0.1:{machines["one"].Port}", StringComparison.Ordinal)
                .Replace("10.0.0.12:5080", $"127.0.0.1:{machines["two"].Port}", StringComparison.Ordinal)
                .Replace("/run/haproxy/admin.sock", AdminSocket, StringComparison.Ordinal))
            .SelectMany(line => line.TrimStart().StartsWith("server two", StringComparison.Ordinal) ? [line, $"    server three 127.0.0.1:{machines["three"].Port}"] : new[] { line });
        var path = folders.Folder("haproxy.cfg");
        File.WriteAllLines(path, lines);
        return path;
    }

    private string Admin(string command)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(AdminSocket));
        socket.Send(Encoding.ASCII.GetBytes(command + "\n"));
        using var stream = new NetworkStream(socket);
        return new StreamReader(stream).ReadToEnd();
    }

    // How many requests a machine has been given: the eighth column of its line.
    private string Asked(string name) => Admin("show stat").Split('\n').Select(line => line.Split(',')).Single(line => line is ["archive", var server, ..] && server == name)[7];

    private async Task ReadAsync(int front, int reader, CancellationToken stop)
    {
        for (var turn = reader; !stop.IsCancellationRequested; turn++)
        {
            var page = Pages[turn % Pages.Length];
            try
            {
                var answer = await AnswerAsync(front, page);
                Interlocked.Increment(ref answers);
                if (answer.Status is HttpStatusCode.OK or HttpStatusCode.NotFound)
                {
                    shown.TryAdd((page, answer.Hash), clock.Elapsed);
                }
                else
                {
                    errors.Enqueue((clock.Elapsed, $"{page}: {answer.Status}"));
                }
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException or TaskCanceledException)
            {
                errors.Enqueue((clock.Elapsed, $"{page}: {broken.Message}"));
            }

            await Task.Delay(10, CancellationToken.None);
        }
    }

    private async Task<(HttpStatusCode Status, string? Tag, string Hash)> AnswerAsync(int port, string address)
    {
        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}{address}"));
        return (answer.StatusCode, answer.Headers.ETag?.ToString(), Convert.ToHexString(SHA256.HashData(await answer.Content.ReadAsByteArrayAsync())));
    }

    private async Task<Dictionary<string, string>> HashesAsync(int port)
    {
        var hashes = new Dictionary<string, string>();
        foreach (var page in Pages)
        {
            hashes[page] = (await AnswerAsync(port, page)).Hash;
        }

        return hashes;
    }

    private async Task LevelAsync(ArchiveFolder writer, params string[] names)
    {
        foreach (var name in names)
        {
            await UntilAsync(async () =>
                (await client.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{machines[name].Port}/healthz/details"))).GetProperty("seal").GetString() == writer.Seal().Seal);
        }
    }

    private Task UntilAsync(int port, string address, string text) => UntilAsync(async () =>
    {
        try
        {
            return await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}{address}")) == text;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    });

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var waited = Stopwatch.StartNew(); !await holds();)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(120), "it does not come");
            await Task.Delay(50);
        }
    }

    private static Process Start(string program, string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments))!;

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
