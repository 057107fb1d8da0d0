using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Archive.FaultTests;

namespace Archive.ClusterTests;

/// <summary>Three serving processes behind HAProxy as <c>deploy/haproxy.cfg</c> sets it up, with readers who ask all the time.</summary>
internal sealed class Front : IAsyncDisposable
{
    /// <summary>Where readers say that they come.</summary>
    public const string Host = "archive.example.org";

    private const string Program = "/usr/sbin/haproxy";

    private const string FrontPage = "/";

    // Two checks of a second each take a machine out, and the second of them may have begun just before; the rest is for a machine that does other things as well.
    private static readonly TimeSpan UntilItIsOut = TimeSpan.FromSeconds(5);

    // A machine that is just starting has much to compile; more than that is waiting for something.
    private static readonly TimeSpan MostWaited = TimeSpan.FromSeconds(8);

    // A site looks no more than twenty times a second whether its copy has changed.
    private static readonly TimeSpan AfterAMoment = TimeSpan.FromMilliseconds(300);

    private static readonly string[] Pages =
        [FrontPage, "/probationmatters/", "/probationmatters/2013/11/", "/probationmatters/2013/11/problem-what-problem", "/feed.atom", "/probationmatters/2013/11/problem-what-problem/comments.atom"];

    // Behind HAProxy searches have a limit for each client, and all these readers are one. What says when it was taken out (CSV, JSON) is the same but for that.
    private static readonly string[] Others =
        ["/search?q=probation", "/search.atom?q=probation", "/take.txt", "/take.epub", "/sources", "/people", "/sitemap.xml", "/robots.txt"];

    private static readonly string[] Names = ["one", "two", "three"];

    private readonly Machines folders = new();
    private readonly Dictionary<string, (Process Process, int Port)> machines = [];
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly ConcurrentQueue<(TimeSpan At, string What)> errors = [];
    private readonly ConcurrentDictionary<(string Page, string Hash), TimeSpan> shown = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly string database;
    private List<Task> readers = [];
    private Process? haproxy;
    private (TimeSpan Took, TimeSpan At, string Page) slowest;
    private int port, answers;

    private Front(string database)
    {
        this.database = database;
        Writer = folders.Open("writer", database);
    }

    /// <summary>A machine at which nobody reads, and where things are done.</summary>
    public ArchiveFolder Writer { get; }

    /// <summary>Where it takes HTTPS.</summary>
    public int SecurePort { get; } = FreePort();

    /// <summary>By which its certificate is known.</summary>
    public string CertificateHash
    {
        get
        {
            using var certificate = X509Certificate2.CreateFromPemFile(Certificate());
            return certificate.GetCertHashString();
        }
    }

    /// <summary>What readers got so far.</summary>
    public string Sum => $"{readers.Count} readers, {answers} answers, the slowest in {slowest.Took.TotalSeconds:0.00} s ({slowest.Page}, asked {slowest.At.TotalSeconds:0.0} s from the start)";

    /// <summary>All of it, with one of the seeds imported and nobody who reads.</summary>
    public static async Task<Front> StartAsync(string database)
    {
        if (!File.Exists(Program))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable(PostgresServer.RequiredVariable) == "1", $"there is no HAProxy in {Program}");
            Assert.Fail($"there is no HAProxy in {Program}, and {PostgresServer.RequiredVariable}=1");
        }

        var front = new Front(database);
        try
        {
            await Machines.ImportAsync(front.Writer, Seed("002"));
            foreach (var name in Names)
            {
                front.machines.Add(name, front.Serve(name, FreePort()));
            }

            await Task.WhenAll(front.machines.Values.Select(machine => front.UntilOkAsync(machine.Port)));
            front.port = FreePort();
            front.haproxy = Process.Start(new ProcessStartInfo(Program, ["-db", "-q", "-f", front.Configuration()]));
            await front.UntilOkAsync(front.port);
            return front;
        }
        catch
        {
            await front.DisposeAsync();
            throw;
        }
    }

    /// <summary>One of the two seeds by the beginning of its name.</summary>
    public static IEnumerable<DumpFile> Seed(string number) => Machines.Seeds().Where(dump => Path.GetFileName(dump.Name).StartsWith(number, StringComparison.Ordinal));

    /// <summary>Lets readers ask until <see cref="StopReadingAsync"/>.</summary>
    public async Task ReadAsync(int count)
    {
        readers = [.. Enumerable.Range(0, count).Select(reader => Task.Run(() => ReadAsAsync(reader)))];
        await Task.Delay(500);
    }

    public async Task StopReadingAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        AssertNoErrors();
        Assert.True(answers > 100, $"{answers} answers");
        Assert.True(slowest.Took < MostWaited, Sum);
    }

    /// <summary>Kills a machine; no reader meets an error once the proxy has noticed.</summary>
    public async Task KillAsync(string name)
    {
        var killed = clock.Elapsed;
        machines[name].Process.Kill();
        await Task.Delay(UntilItIsOut);
        Assert.All(errors, error => Assert.InRange(error.At, killed, killed + UntilItIsOut));
        // What a reader was just being sent; what was not begun another machine answers.
        Assert.True(errors.Count <= readers.Count, $"{errors.Count} errors");
        errors.Clear();
    }

    public void Drain(string name) => Admin($"set server archive/{name} state drain");

    /// <summary>Lets the proxy ask a machine again.</summary>
    public void Ready(string name) => Admin($"set server archive/{name} state ready");

    /// <summary>Ends a machine that is drained, once it has nothing in hand, and starts it again, in a changed folder.</summary>
    public async Task RestartAsync(string name, Action<string> change)
    {
        await UntilAsync(() => Task.FromResult(Serving(name) == "0"));
        var process = machines[name].Process;
        using (var asked = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await asked.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        change(folders.Folder(name));
        await StartAgainAsync(name);
    }

    /// <summary>Starts a machine that has ended where the proxy looks for it.</summary>
    public async Task StartAgainAsync(string name)
    {
        var (gone, at) = machines[name];
        gone.Dispose();
        machines[name] = Serve(name, at);
        await UntilOkAsync(at);
    }

    /// <summary>Asserts that a machine is asked nothing, while others answer.</summary>
    public async Task AssertIsAskedNothingAsync(string name)
    {
        await Task.Delay(500);
        var (asked, answered) = (Asked(name), Volatile.Read(ref answers));
        await Task.Delay(500);
        Assert.Equal(asked, Asked(name));
        Assert.True(Volatile.Read(ref answers) > answered);
    }

    public void AssertNoErrors() => Assert.Empty(errors);

    /// <summary>Waits until machines show what the writer shows; what each page is then.</summary>
    public async Task<Dictionary<string, string>> StateAsync(params string[] names)
    {
        await LevelAsync(names);
        await Task.Delay(AfterAMoment);
        var hashes = new Dictionary<string, string>();
        foreach (var page in Pages)
        {
            hashes[page] = (await AnswerAsync(port, page)).Hash;
        }

        return hashes;
    }

    /// <summary>Asserts that each page which a reader was shown is of one of some states, and never a mixture.</summary>
    /// <remarks>But the front page, which has a state more: it lists an import when that has ended, and what it brought before.</remarks>
    public void AssertOf(params Dictionary<string, string>[] states) =>
        Assert.Empty(shown.Keys.Where(seen => seen.Page != FrontPage && states.All(state => state[seen.Page] != seen.Hash)).Select(seen => seen.Page));

    /// <summary>Asserts that all machines say the same, to the byte.</summary>
    public async Task AssertAllSayTheSameAsync()
    {
        await LevelAsync(Names);
        foreach (var page in Pages.Concat(Others))
        {
            var said = await Task.WhenAll(Names.Select(name => AnswerAsync(machines[name].Port, page)));
            Assert.All(said, answer => Assert.Equal((page, said[0].Status, said[0].Tag, said[0].Hash), (page, answer.Status, answer.Tag, answer.Hash)));
        }
    }

    /// <summary>How many requests a machine has been given: the eighth column of its line.</summary>
    public int Asked(string name) => int.Parse(Stat(name)[7], System.Globalization.CultureInfo.InvariantCulture);

    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var waited = Stopwatch.StartNew(); !await holds();)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(120), "it does not come");
            await Task.Delay(50);
        }
    }

    /// <summary>What a machine says of itself.</summary>
    public Task<JsonElement> DetailsAsync(string name) => client.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{machines[name].Port}/healthz/details"));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        foreach (var process in machines.Values.Select(machine => machine.Process).Append(haproxy).OfType<Process>())
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        await Task.WhenAll(readers).ContinueWith(_ => { }, TaskScheduler.Default);
        client.Dispose();
        stop.Dispose();
        Writer.Dispose();
        folders.Dispose();
    }

    private string AdminSocket => folders.Folder("admin.sock");

    private (Process Process, int Port) Serve(string name, int at)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Archive.Web.dll"), "serve", "--data", folders.Folder(name), "--urls", $"http://127.0.0.1:{at}", "--address", $"https://{Host}", "--proxy", "127.0.0.1"]);
        start.Environment["ARCHIVE_RECORD"] = database;
        start.Environment["Serilog__MinimumLevel__Default"] = "Error";
        // Nobody reads what it says.
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (process, at);
    }

    // As it stands in deploy, with the ports of this test, a third machine, and a certificate of its own; only that what comes by HTTP is led nowhere.
    private string Configuration()
    {
        var lines = File.ReadAllLines(Path.Combine(Checkout.Root, "deploy", "haproxy.cfg"))
            .Where(line => line.Trim() is not ("user haproxy" or "group haproxy"))
            .Select(line => line
                .Replace("# bind 0.0.0.0:443", $"bind 127.0.0.1:{SecurePort}", StringComparison.Ordinal)
                .Replace("# http-response set-header Strict", "http-response set-header Strict", StringComparison.Ordinal)
                .Replace("/etc/haproxy/certs", Certificate(), StringComparison.Ordinal)
                .Replace("0.0.0.0:80", $"127.0.0.1:{port}", StringComparison.Ordinal)
                .Replace("10.0.0.11:5080", $"127.0.0.1:{machines["one"].Port}", StringComparison.Ordinal)
                .Replace("10.0.0.12:5080", $"127.0.0.1:{machines["two"].Port}", StringComparison.Ordinal)
                .Replace("/run/haproxy/admin.sock", AdminSocket, StringComparison.Ordinal))
            .SelectMany(line => line.TrimStart().StartsWith("server two", StringComparison.Ordinal) ? [line, $"    server three 127.0.0.1:{machines["three"].Port}"] : new[] { line });
        var path = folders.Folder("haproxy.cfg");
        File.WriteAllLines(path, lines);
        return path;
    }

    private string Certificate()
    {
        var path = folders.Folder("certificate.pem");
        if (!File.Exists(path))
        {
            using var key = RSA.Create(2048);
            using var certificate = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        }

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

    // How many requests it has in hand.
    private string Serving(string name) => Stat(name)[4];

    private string[] Stat(string name) => Admin("show stat").Split('\n').Select(line => line.Split(',')).Single(line => line is ["archive", var server, ..] && server == name);

    private async Task ReadAsAsync(int reader)
    {
        for (var turn = reader; !stop.IsCancellationRequested; turn++)
        {
            var (page, asked) = (Pages[turn % Pages.Length], clock.Elapsed);
            try
            {
                var answer = await AnswerAsync(port, page);
                Interlocked.Increment(ref answers);
                lock (errors)
                {
                    slowest = clock.Elapsed - asked is var took && took > slowest.Took ? (took, asked, page) : slowest;
                }

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

    private async Task<(HttpStatusCode Status, string? Tag, string Hash)> AnswerAsync(int at, string address)
    {
        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{at}{address}"));
        return (answer.StatusCode, answer.Headers.ETag?.ToString(), Convert.ToHexString(SHA256.HashData(await answer.Content.ReadAsByteArrayAsync())));
    }

    private async Task LevelAsync(string[] names)
    {
        foreach (var name in names)
        {
            // Its rows are there before they are indexed.
            await UntilAsync(async () => await DetailsAsync(name) is var details && details.GetProperty("seal").GetString() == Writer.Seal().Seal && details.GetProperty("behind").GetInt64() == 0);
        }
    }

    private Task UntilOkAsync(int at) => UntilAsync(async () =>
    {
        try
        {
            return await client.GetStringAsync(new Uri($"http://127.0.0.1:{at}/healthz")) == "ok";
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    });

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
