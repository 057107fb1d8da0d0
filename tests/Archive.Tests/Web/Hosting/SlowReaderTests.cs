using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Hosting;

/// <summary>Who reads slowly keeps nobody else from reading, and not for ever even a place.</summary>
[CollectionDefinition(nameof(SlowReaderTests), DisableParallelization = true)]
[Collection(nameof(SlowReaderTests))]
[Trait(Trials.Runs, Trials.Long)]
public sealed class SlowReaderTests(LargeAnswers large) : IClassFixture<LargeAnswers>, IDisposable
{
    // Small, so that the system holds little of an answer for a reader who takes nothing.
    private const int Window = 2_048;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<Socket> slow = [];
    private readonly TestSite site = large.Site;

    // Until the server knows, their places are taken.
    public void Dispose()
    {
        slow.ForEach(socket => socket.Close(0));
        Thread.Sleep(500);
    }

    [Theory]
    [InlineData("/search.jsonl?q=said")]
    [InlineData("/search.json?q=said")]
    [InlineData("/search.csv?q=said")]
    [InlineData("/search.atom?q=said")]
    [InlineData("/take.jsonl")]
    [InlineData("/take.csv?q=said&what=threads")]
    [InlineData("/take.epub?blog=probation&month=2014-02&post={slug}")]
    [InlineData("/sources/{sha256}/raw")]
    public async Task Four_slow_readers_of_one_address_keep_no_other_from_its_download(string address)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere 127.0.0.2 is no address of this machine");
        var source = (await site.PageAsync("/sources")).QuerySelector("main a[href^='/sources/']:not([href$=cited])")!.GetAttribute("href")!;
        address = address.Replace("/sources/{sha256}", source, StringComparison.Ordinal).Replace("{slug}", await SlugAsync(), StringComparison.Ordinal);
        for (var reader = 0; reader < 4; reader++)
        {
            await BeginAsync(address, "127.0.0.1");
        }

        await Task.Delay(500, TestContext.Current.CancellationToken);
        using var honest = Client("127.0.0.2");
        foreach (var other in (string[])["/search.jsonl?q=said&limit=2000", "/search.csv?q=said&limit=100", "/search.json?q=said&limit=1", "/search.atom?q=said", "/search?q=said", "/probation", "/take.csv?q=said", source + "/raw"])
        {
            var start = Stopwatch.GetTimestamp();
            using var response = await honest.GetAsync(other, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{other}: {response.StatusCode}");
            Assert.True(text.Length > 200 && Stopwatch.GetElapsedTime(start) < Patience, $"{other}: {text.Length} characters in {Stopwatch.GetElapsedTime(start)}");
        }
    }

    // They share four places, and eight may wait; the next are told to come back.
    [Fact]
    public async Task One_address_has_its_places_and_no_more()
    {
        for (var reader = 0; reader < SearchLimits.MaxDownloadsOfOne + SearchLimits.MaxWaitingDownloads; reader++)
        {
            await BeginAsync("/search.jsonl?q=said", "127.0.0.1");
        }

        using var next = await RefusedAsync("/search.jsonl?q=said");

        Assert.Equal("5", next.Headers.GetValues("Retry-After").Single());
        Assert.Contains("You have as many downloads running or waiting as one reader may have.", await next.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/search?q=said")).StatusCode);
    }

    // Of which it is the archive that has no more, and not who asks.
    [Fact]
    public async Task All_addresses_have_their_places_together()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere 127.0.0.2 is no address of this machine");
        for (var reader = 0; reader < SearchLimits.MaxDownloads; reader++)
        {
            await BeginAsync("/search.jsonl?q=said", $"127.0.0.{2 + (reader / SearchLimits.MaxDownloadsOfOne)}");
        }

        using var next = await RefusedAsync("/search.jsonl?q=said", HttpStatusCode.ServiceUnavailable);

        Assert.Equal("5", next.Headers.GetValues("Retry-After").Single());
    }

    // Whoever reads an answer holds no state while the network does not take it: the log of what was imported meanwhile can be brought into the file whole.
    // An import tries that once and waits for nobody; what reads for a moment then, as the server itself does of a new state, is no fault.
    [Theory]
    [InlineData("/search.jsonl?q=said", 16)]
    [InlineData("/take.jsonl", 16)]
    // What a page was made of lives as long as its request, which a slower reader than the least does not have.
    [InlineData("/probation/2014/02/{slug}", 64)]
    public async Task A_slow_reader_holds_no_state_of_the_archive_and_little_memory(string address, int megabytes)
    {
        address = address.Replace("{slug}", await SlugAsync(), StringComparison.Ordinal);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var reader = 0; reader < SearchLimits.MaxDownloadsOfOne; reader++)
        {
            await BeginAsync(address, "127.0.0.1");
        }

        await Task.Delay(2_000, TestContext.Current.CancellationToken);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        site.Archive.Import(TestArchive.Dump("later", DumpText.Titled($"Later {address.Length}", "2015-03-01", "Said later")));

        Assert.True(held < megabytes * 1024L * 1024, $"{held:N0} bytes are held");
        Assert.True(SpinWait.SpinUntil(site.Archive.TryBringLogIn, TimeSpan.FromSeconds(40)), "the log could not be brought in");
        Assert.DoesNotContain(slow, IsClosed);
    }

    // A crowd that takes its pages slowly would have a connection each, of which all but thirty-two are opened and closed with each page.
    [Fact]
    public async Task Slow_readers_of_a_page_hold_no_connection()
    {
        const int Readers = 40;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere the files of a process are not listed");
        // A site of its own: SQLite keeps the files of connections that were closed for those that are opened next, so that what is open is the most that ever was.
        await using var own = new LargeAnswers();
        await own.InitializeAsync();
        var address = $"/probation/2014/02/{await SlugAsync()}";
        for (var reader = 0; reader < Readers; reader++)
        {
            await BeginAsync(address, "127.0.0.1", own.Site);
        }

        Assert.True(SpinWait.SpinUntil(() => slow.All(socket => socket.Available > 0), Patience), "not all have a page");
        Assert.InRange(Directory.GetFiles("/proc/self/fd").Count(file => TargetOf(file) == own.Site.Archive.File.Path), 1, Readers / 2);
    }

    private static string? TargetOf(string file)
    {
        try
        {
            return System.IO.File.ResolveLinkTarget(file, returnFinalTarget: false)?.FullName;
        }
        catch (FileNotFoundException)
        {
            // It was closed since it was listed.
            return null;
        }
    }

    [Fact]
    public async Task Who_reads_below_the_least_rate_is_cut_off()
    {
        var socket = await BeginAsync("/search.jsonl?q=said", "127.0.0.1");
        var (read, start, buffer) = (0L, Stopwatch.GetTimestamp(), new byte[1_024]);

        // A kilobyte each half second, and at last all that was on its way.
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(120) && !IsClosed(socket))
        {
            read += await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        Assert.True(IsClosed(socket), $"{read:N0} bytes in two minutes, and it goes on");
    }

    // Who asks before all of the others have come to the queue waits in it, and gives up and asks again.
    private async Task<HttpResponseMessage> RefusedAsync(string address, HttpStatusCode status = HttpStatusCode.TooManyRequests)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (true)
        {
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
            soon.CancelAfter(TimeSpan.FromSeconds(2));
            try
            {
                var response = await site.Client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, soon.Token);
                if (response.StatusCode == status)
                {
                    return response;
                }

                response.Dispose();
            }
            catch (OperationCanceledException) when (!patience.IsCancellationRequested)
            {
            }

            await BeginRefusedAgainAsync(address);
        }
    }

    // A reader who came while the server still knew those of the test before was refused, and has no place.
    private async Task BeginRefusedAgainAsync(string address)
    {
        foreach (var socket in slow.Where(IsRefused).ToList())
        {
            var from = ((IPEndPoint)socket.LocalEndPoint!).Address.ToString();
            slow.Remove(socket);
            socket.Close(0);
            await BeginAsync(address, from);
        }
    }

    private static bool IsRefused(Socket socket)
    {
        const string Line = "HTTP/1.1 200";
        var begin = new byte[Line.Length];
        return socket.Available > Line.Length && Encoding.ASCII.GetString(begin, 0, socket.Receive(begin, SocketFlags.Peek)) != Line;
    }

    private async Task<string> SlugAsync() => (await site.PageAsync("/probation/2014/02")).QuerySelector("main h2 a, main h3 a")!.GetAttribute("href")!.Split('/')[^1];

    // What the server resets is readable and has an error.
    private static bool IsClosed(Socket socket) => socket.Poll(0, SelectMode.SelectError)
        || (int)(socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) ?? 0) != 0
        || (socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0);

    // So that it is made anew and kept by nobody, whoever has asked for it before.
    private async Task<Socket> BeginAsync(string address, string from, TestSite? other = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = Window };
        slow.Add(socket);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, (other ?? site).Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {address} HTTP/1.1\r\nHost: a\r\nCache-Control: only-if-cached\r\n\r\n"));
        return socket;
    }

    private HttpClient Client(string from) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(IPAddress.Loopback, site.Client.BaseAddress!.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = site.Client.BaseAddress,
        Timeout = Patience,
    };
}

/// <summary>A site whose downloads are larger than all that a system holds of them.</summary>
public sealed class LargeAnswers : IAsyncLifetime
{
    private const int Posts = 5;
    private const int CommentsOfPost = 4_000;

    private static readonly string LongTitle = string.Join(' ', Enumerable.Repeat("many", 60));

    public TestSite Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Site = await TestSite.StartAsync(archive =>
    {
        for (var post = 0; post < Posts; post++)
        {
            archive.Import(TestArchive.Dump($"{post}", DumpText.Titled(
                $"{LongTitle} {post}", "2014-02-11", [.. Enumerable.Range(0, CommentsOfPost).Select(i => $"said {i} of {post} {string.Join(' ', Enumerable.Repeat("and more", 25))}")])));
        }
    });

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

public class ClientNetworkTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    [InlineData("::1", "::/64")]
    [InlineData("fe80::1%1", "fe80::/64")]
    public void A_client_is_an_address_or_the_network_of_a_customer(string address, string network) =>
        Assert.Equal(network, ClientNetwork.Of(IPAddress.Parse(address)));
}
