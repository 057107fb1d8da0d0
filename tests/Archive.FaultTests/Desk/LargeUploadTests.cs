using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Archive.FaultTests.Desk;

/// <summary>A gigabyte is sent: of a stranger's nothing is read, of a keeper's no more than the limit.</summary>
public sealed partial class LargeUploadTests(ITestOutputHelper output)
{
    private const long Gigabyte = 1024L * 1024 * 1024;

    private const int PartBytes = 1024 * 1024;

    /// <summary>What the memory of a server may vary by without anybody sending anything.</summary>
    private const long Flat = 32L * 1024 * 1024;

    /// <summary>Each takes seconds, in which the server reads on so that a browser sees the answer.</summary>
    private const int OfKeeper = 3;

    private static readonly string WithLength = $"Content-Length: {Gigabyte}";

    private const string Chunked = "Transfer-Encoding: chunked";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stranger_is_refused_before_64_KiB_are_taken(bool isChunked)
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        int port;
        string answer;
        long sent;
        using (var site = new DeskSite(folder.Data, "strace", "-f", "-qq", "-yy", "-s", "0", "-o", folder["log"], "-e", "trace=recvmsg,recvfrom,read", "-e", "signal=none"))
        {
            using var line = await site.BeginUploadAsync(isChunked ? Chunked : WithLength, isStranger: true);
            port = ((System.Net.IPEndPoint)line.Client.LocalEndPoint!).Port;
            (answer, sent) = await SendAsync(line, isChunked);
            Assert.Empty(site.StagedPaths);
        }

        var taken = File.ReadLines(folder["log"]).Select(read => Read().Match(read)).Where(read => read.Success && read.Groups["port"].Value == $"{port}").Sum(read => long.Parse(read.Groups["bytes"].Value, CultureInfo.InvariantCulture));
        output.WriteLine($"stranger, {(isChunked ? "chunked" : "with its length")}: {FirstLine(answer)}; the server took {taken:N0} bytes; {sent:N0} left the stranger, what the system holds included");
        Assert.StartsWith("HTTP/1.1 401", answer, StringComparison.Ordinal);
        Assert.InRange(taken, 1, (64 * 1024) - 1);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Memory_is_flat_and_a_keeper_is_told_the_limit(bool isKeeper, bool isChunked)
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        using var site = new DeskSite(folder.Data);
        await site.OpenFormAsync();
        var (resident, answers) = (new List<long>(), new List<string>());
        var most = 0L;
        foreach (var _ in Enumerable.Range(0, isKeeper ? OfKeeper : Form.IsLong ? 100 : 10))
        {
            using var line = await site.BeginUploadAsync(isChunked ? Chunked : WithLength, isStranger: !isKeeper);
            using var ended = new CancellationTokenSource();
            var watching = Task.Run(async () =>
            {
                while (!ended.IsCancellationRequested)
                {
                    most = Math.Max(most, site.ResidentBytes);
                    await Task.Delay(20);
                }
            });
            var (answer, _) = await SendAsync(line, isChunked);
            answers.Add(FirstLine(answer));
            await ended.CancelAsync();
            await watching;
            resident.Add(site.ResidentBytes);
        }

        output.WriteLine($"{(isKeeper ? "keeper" : "stranger")}, {(isChunked ? "chunked" : "with its length")}: {string.Join(", ", answers.CountBy(answer => answer).Select(answer => $"{answer.Value} × {answer.Key}"))}; "
            + $"memory {resident[0] / 1e6:0} MB after the first, {resident[^1] / 1e6:0} MB after the last, {most / 1e6:0} MB at most");
        Assert.All(answers, answer => Assert.StartsWith(isKeeper ? "HTTP/1.1 413" : "HTTP/1.1 401", answer, StringComparison.Ordinal));
        Assert.InRange(resident[^1], 0, resident[0] + Flat);
        Assert.InRange(most, 0, resident[0] + (2 * Flat));
        Assert.Empty(site.StagedPaths);
        Assert.Equal("ok", site.Site.Get("/healthz").Text);
    }

    // Sends on until the line is cut, and reads meanwhile, as browsers do.
    private static async Task<(string Answer, long Sent)> SendAsync(TcpClient line, bool isChunked)
    {
        using var patience = new CancellationTokenSource(DeskSite.Patience);
        var stream = line.GetStream();
        var head = Encoding.UTF8.GetBytes($"--{DeskSite.Boundary}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"large.txt\"\r\n\r\n");
        byte[] first = isChunked ? [.. Encoding.UTF8.GetBytes($"{head.Length:x}\r\n"), .. head, .. "\r\n"u8] : head;
        byte[] part = isChunked ? [.. Encoding.UTF8.GetBytes($"{PartBytes:x}\r\n"), .. new byte[PartBytes], .. "\r\n"u8] : new byte[PartBytes];
        var reading = ReadAsync(stream, patience.Token);
        var sent = 0L;
        try
        {
            await stream.WriteAsync(first, patience.Token);
            for (; sent + PartBytes < Gigabyte && !reading.IsCompleted; sent += PartBytes)
            {
                await stream.WriteAsync(part, patience.Token);
            }
        }
        catch (IOException)
        {
            // The server has said what it had to say.
        }

        return (await reading, sent);
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancel)
    {
        var (answer, buffer) = (new MemoryStream(), new byte[16 * 1024]);
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0;)
            {
                answer.Write(buffer, 0, read);
            }
        }
        catch (IOException)
        {
            // Cut off after the answer.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private static string FirstLine(string answer) => answer.Split("\r\n", 2)[0];

    // 4711 recvmsg(190<TCP:[127.0.0.1:40201->127.0.0.1:51234]>, {...}, 0) = 4096
    [GeneratedRegex(@"^\d+ +(?:recvmsg|recvfrom|read)\(\d+<TCP:\[[^\]>]*->[^\]]*:(?<port>\d+)\]>.* = (?<bytes>\d+)$", RegexOptions.None, 1_000)]
    private static partial Regex Read();
}
