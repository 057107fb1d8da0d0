using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Archive.FaultTests.Desk;

/// <summary>The program as a server in a process of its own, and a keeper who is signed in to it.</summary>
internal sealed partial class DeskSite : IDisposable
{
    public const string Boundary = "----------the-end-of-a-part";

    /// <summary>Nothing that a keeper does here takes longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <param name="data">The data folder; where nothing is there, an empty archive.</param>
    /// <param name="tracer">A program and its options, which starts the server.</param>
    public DeskSite(string data, params string[] tracer)
    {
        Data = data;
        using (ArchiveFolder.Open(data))
        {
            // Laid out, where it was not.
        }

        DeskFile = DeskFile.Open(data);
        Jobs = new Jobs(DeskFile, TimeProvider.System);
        Stages = new Stages(DeskFile, Path.Combine(data, Stages.FolderName), new StageLimits(), TimeProvider.System);
        using var passwords = new Passwords(iterations: 1);
        var hash = passwords.HashAsync("correct horse battery", CancellationToken.None).GetAwaiter().GetResult();
        var keeper = new Keepers(DeskFile, TimeProvider.System).Reset("Ada", hash);
        Cookies = $"{KeeperScheme.Cookie}={new Sessions(DeskFile, TimeProvider.System).Begin(keeper.Id)}";
        Site = new Site(data, tracer);
    }

    public string Data { get; }

    public Site Site { get; }

    public DeskFile DeskFile { get; }

    public Jobs Jobs { get; }

    public Stages Stages { get; }

    public string Cookies { get; private set; }

    /// <summary>The secret of the form by which files are brought.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>Memory of the server that is in use, in bytes.</summary>
    public long ResidentBytes => long.Parse(
        File.ReadLines($"/proc/{Site.ProcessId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) * 1024;

    /// <summary>Files and sockets that the server has open.</summary>
    public int Descriptors => Directory.GetFiles($"/proc/{Site.ProcessId}/fd").Length;

    /// <summary>Every file that keepers brought and that lies in the folder of stages.</summary>
    public IEnumerable<string> StagedPaths
    {
        get
        {
            var folder = Path.Combine(Data, Stages.FolderName);
            // All at once, because stages that go meanwhile are passed over then.
            return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }) : [];
        }
    }

    /// <summary>Opens the page where files are brought, whose form has a secret.</summary>
    public async Task OpenFormAsync()
    {
        using var answer = await GetAsync(BringModel.Address);
        foreach (var cookie in answer.Headers.GetValues("Set-Cookie"))
        {
            Cookies += $"; {cookie.Split(';', 2)[0]}";
        }

        Secret = SecretIn(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The secret of the form of a page.</summary>
    public static string SecretIn(string page) =>
        FormSecret().Match(page) is { Success: true } form ? form.Groups["secret"].Value : throw new InvalidOperationException($"the page has no form: {page}");

    /// <summary>Asks for a page as the keeper does.</summary>
    public Task<HttpResponseMessage> GetAsync(string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Site.Address, address));
        request.Headers.TryAddWithoutValidation("Cookie", Cookies);
        return client.SendAsync(request);
    }

    /// <summary>Sends a form of files as a browser without scripts does, so that a preview is asked for; the stage.</summary>
    public async Task<long> BringAsync(params (string Name, byte[] Content)[] files)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Site.Address, BringModel.Address)) { Content = new ByteArrayContent(Form(files)) };
        request.Headers.TryAddWithoutValidation("Cookie", Cookies);
        request.Headers.Add(BringModel.Header, Secret);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={Boundary}");
        using var answer = await client.SendAsync(request);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return long.Parse(answer.Headers.Location!.ToString().Split('/')[^1], CultureInfo.InvariantCulture);
    }

    /// <summary>Opens a line to the server and sends the head of an upload.</summary>
    /// <param name="length">What it says of the body: <c>Content-Length: 5</c>, or <c>Transfer-Encoding: chunked</c>.</param>
    /// <param name="query">Of the address, such as the stage.</param>
    public async Task<TcpClient> BeginUploadAsync(string length, bool isStranger = false, string query = "")
    {
        var line = new TcpClient();
        await line.ConnectAsync(Site.Address.Host, Site.Address.Port);
        var own = isStranger ? "" : $"Cookie: {Cookies}\r\n{BringModel.Header}: {Secret}\r\nAccept: application/json\r\n";
        await line.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
            $"POST {BringModel.Address}{query} HTTP/1.1\r\nHost: localhost\r\n{own}Content-Type: multipart/form-data; boundary={Boundary}\r\n{length}\r\n\r\n"));
        return line;
    }

    /// <summary>The bytes of a form.</summary>
    public static byte[] Form(params (string Name, byte[] Content)[] files)
    {
        using var form = new MemoryStream();
        foreach (var (name, content) in files)
        {
            form.Write(Encoding.UTF8.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n"));
            form.Write(content);
            form.Write("\r\n"u8);
        }

        form.Write(Encoding.UTF8.GetBytes($"--{Boundary}--\r\n"));
        return form.ToArray();
    }

    /// <summary>Waits until no job runs or waits; how long that took.</summary>
    public async Task<TimeSpan> WaitForJobsAsync()
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (Jobs.Open().Count > 0)
        {
            Assert.True(waited.Elapsed < Patience, $"jobs go on: {string.Join("; ", Jobs.Open())}");
            await Task.Delay(20);
        }

        return waited.Elapsed;
    }

    /// <summary>A sentence for each thing that is wrong with what lies in the stages: every file that is listed is whole, and no other is there.</summary>
    public static IReadOnlyList<string> WrongIn(Stages stages, IEnumerable<string> paths)
    {
        var (wrong, listed) = (new List<string>(), new HashSet<string>());
        foreach (var (stage, file) in stages.All().SelectMany(stage => stages.Files(stage.Id).Select(file => (stage.Id, file))))
        {
            using var there = stages.Fetch(stage, [file.Number], CancellationToken.None);
            var path = there.PathOf(file.Number);
            listed.Add(path);
            if (!File.Exists(path) || new FileInfo(path).Length != file.Bytes || Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) != file.Sha256)
            {
                wrong.Add($"{file} of stage {stage} has other bytes than it says");
            }
        }

        wrong.AddRange(paths.Where(path => !listed.Contains(path)).Select(path => $"{path} is listed nowhere"));
        return wrong;
    }

    public void Dispose()
    {
        Site.Dispose();
        Jobs.Dispose();
        DeskFile.Dispose();
        client.Dispose();
    }

    [GeneratedRegex("name=\"form\"[^>]*value=\"(?<secret>[^\"]+)\"", RegexOptions.None, 1_000)]
    private static partial Regex FormSecret();
}
