using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Archive.FaultTests.Desk;

/// <summary>Sixty-four readers go on reading while a keeper brings much, while somebody guesses passwords, and while a file is tried that is too hard to read.</summary>
public sealed class ReadersTests(ITestOutputHelper output)
{
    private const int Dumps = 100, CommentsOfDump = 100;

    /// <summary>Together they keep their reader busy for half a minute.</summary>
    private const int HardFiles = 4, CommentsOfHardFile = 900_000;

    private const int Addresses = 200;

    private const double Bar = 2.5;

    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(4);

    private static int Runs => Form.IsLong ? 3 : 1;

    [Fact]
    public Task An_upload_and_an_import_of_ten_thousand_comments_do_not_hold_readers() => TryAsync("upload and import", async (site, run) =>
    {
        var stage = await site.BringAsync(("much.zip", Zip(Dumps, run * Dumps, CommentsOfDump)));
        await WaitAsync(site);
        site.Stages.Confirm(stage);
        site.Jobs.Ask(JobKind.Import, stage, "Ada");
        await WaitAsync(site);
        Assert.Equal($"{Dumps} files are kept.", site.Jobs.Last(JobKind.Import, stage)!.Message);
    });

    [Fact]
    public Task Guesses_from_many_addresses_do_not_hold_readers() => TryAsync("guesses", async (site, _) =>
    {
        var guesses = Form.IsLong ? 10_000 : 2_000;
        var (refused, limited) = (0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, Addresses), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (address, cancel) =>
        {
            using var client = From($"127.0.1.{1 + address}", site.Site.Address);
            using var page = await client.GetAsync(new Uri("/keeper/sign-in", UriKind.Relative), cancel);
            var secret = DeskSite.SecretIn(await page.Content.ReadAsStringAsync(cancel));
            var cookies = string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';', 2)[0]));
            for (var i = 0; i < guesses / Addresses; i++)
            {
                using var guess = new HttpRequestMessage(HttpMethod.Post, "/keeper/sign-in")
                {
                    Content = new FormUrlEncodedContent([new("name", "Ada"), new("password", $"guess number {i:D8}"), new(OwnForms.Field, secret)]),
                };
                guess.Headers.TryAddWithoutValidation("Cookie", cookies);
                using var answer = await client.SendAsync(guess, cancel);
                _ = answer.StatusCode == HttpStatusCode.Unauthorized ? Interlocked.Increment(ref refused) : answer.StatusCode == HttpStatusCode.TooManyRequests ? Interlocked.Increment(ref limited) : 0;
            }
        });
        output.WriteLine($"{guesses} guesses from {Addresses} addresses: {refused} were tried and wrong, {limited} were too many");
        Assert.Equal(guesses, refused + limited);
    });

    [Fact]
    public Task Files_that_are_too_hard_to_read_do_not_hold_readers() => TryAsync("files that are hard to read", async (site, run) =>
    {
        var stage = await site.BringAsync(("hard.zip", Zip(HardFiles, run * HardFiles, CommentsOfHardFile)));
        await WaitAsync(site);
        output.WriteLine($"hard files: {string.Join("; ", site.Stages.Files(stage).Select(file => $"{file.Bytes / 1e6:0} MB, {file.Refusal ?? "read"}"))}");
    });

    private async Task TryAsync(string name, Func<DeskSite, int, Task> work)
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        using (var dumps = new TempFolder())
        {
            foreach (var number in Enumerable.Range(1, 28))
            {
                File.WriteAllText(dumps[$"{number}.txt"], Dump(number, 40, year: 2010));
            }

            var kept = WarmProgram.Run("import", dumps.Path, "--blog", "read", "--data", folder.Data);
            Assert.True(kept.Exit == 0, kept.ToString());
        }

        using var site = new DeskSite(folder.Data);
        await site.OpenFormAsync();
        string[] addresses = ["/read", .. Enumerable.Range(1, 14).Select(number => $"/read/2010/03/post-number-{number}")];
        await ReaderLoad.DuringAsync(site.Site.Address, addresses, Task.Delay(Alone));
        var ratios = new List<(double Ratio, double Late)>();
        foreach (var run in Enumerable.Range(1, Runs))
        {
            var alone = await ReaderLoad.DuringAsync(site.Site.Address, addresses, Task.Delay(Alone));
            var during = await ReaderLoad.DuringAsync(site.Site.Address, addresses, Task.Run(() => work(site, run)));
            output.WriteLine($"{name}, run {run}: alone {alone}; during {during}; p99 × {during.Late / alone.Late:0.00}");
            Assert.Empty(alone.Wrong.Concat(during.Wrong));
            ratios.Add((during.Late / alone.Late, during.Late));
        }

        var (ratio, late) = ratios.Order().ElementAt(Runs / 2);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: p99 × {ratio:0.00}, median of {Runs}"));
        // One run on a machine that others use proves nothing; the long form has three.
        Assert.True(!Form.IsLong || ratio <= Bar, $"p99 is {ratio:0.00} times what it is alone, and {late:0} ms");
    }

    private static async Task WaitAsync(DeskSite site)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); site.Jobs.Open().Count > 0; await Task.Delay(100))
        {
            Assert.True(waited.Elapsed < 2 * DeskSite.Patience, $"jobs go on: {string.Join("; ", site.Jobs.Open())}");
        }
    }

    private static byte[] Zip(int dumps, int first, int comments)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var number in Enumerable.Range(1, dumps))
            {
                using var entry = new StreamWriter(zip.CreateEntry($"{number}.txt").Open());
                entry.Write(Dump(first + number, comments));
            }
        }

        return bytes.ToArray();
    }

    private static string Dump(int number, int comments, int year = 2014)
    {
        var dump = new StringBuilder();
        dump.Append(CultureInfo.InvariantCulture, $"Tuesday {1 + (number % 28)} March {year}\n\nPost number {number}\n\nThe body of post {number}.\n\n{comments} comments:\n");
        foreach (var comment in Enumerable.Range(1, comments))
        {
            dump.Append(CultureInfo.InvariantCulture, $"\n  {comment}. Comment {comment} on {number}, about the ferry, the mill and the harbour of {comment * 7919 % 1009}.\n\n    ReplyDelete\n");
        }

        return dump.ToString();
    }

    private static HttpClient From(string address, Uri site) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = async (context, cancel) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = site,
    };
}
