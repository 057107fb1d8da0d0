using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Archive.Tests.Commands;

[Trait(Trials.Runs, Trials.Long)]
public class ServeTests
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_program_imports_serves_and_ends_with_0_when_it_is_asked_to_stop()
    {
        using var folder = new TempFolder();
        for (var run = 1; run <= 2; run++)
        {
            var log = new ConcurrentQueue<string>();
            using var program = Start(log.Enqueue, "serve", "--import", ArchiveProgram.Seeds, "--urls", "http://127.0.0.1:0", "--data", folder.Data);
            var printed = await ReadToAddressAsync(program);
            var begin = await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var code = await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

            using var http = new HttpClient();
            var page = await http.GetStringAsync(new Uri(printed.Address, "/probationmatters/2014/02/power-to-people"));
            using var missing = await http.GetAsync(new Uri(printed.Address, "/one%0Atwo?q=private"));
            Interrupt(program);
            Assert.True(program.WaitForExit(MaxWait), "the program goes on; where SIGINT is ignored, as in a job in the background, it cannot be asked");
            // Until the last line of its log is read.
            program.WaitForExit();

            Assert.Contains(run == 1 ? "files     2 new" : "files     0 new, 2 unchanged", printed.Text, StringComparison.Ordinal);
            Assert.Contains("Power To The People?", page, StringComparison.Ordinal);
            Assert.Equal(ExitCode.Done, program.ExitCode);
            Assert.EndsWith($"{printed.Address}keeper/begin", begin, StringComparison.Ordinal);
            Assert.Matches("^  ([0-9A-Z]{5}-){4}[0-9A-Z]{5}$", code);
            AssertLog([.. log]);
        }
    }

    [Theory]
    [InlineData("http://*:0", 1)]
    [InlineData("http://0.0.0.0:0", 1)]
    [InlineData("http://127.0.0.1:0", 0)]
    [InlineData("http://*:0", 0, "--address", "https://archive.example.org")]
    public async Task Where_nobody_says_where_readers_reach_the_site_one_line_says_what_to_set(string urls, int lines, params string[] more)
    {
        using var folder = new TempFolder();
        var log = new ConcurrentQueue<string>();
        using var program = Start(log.Enqueue, ["serve", "--urls", urls, "--data", folder.Data, .. more]);
        await ReadToAddressAsync(program);
        Interrupt(program);
        Assert.True(program.WaitForExit(MaxWait), "the program goes on");
        program.WaitForExit();

        Assert.Equal(lines, log.Count(line => line.Contains("set it with --address", StringComparison.Ordinal) && line.Contains("http://localhost:", StringComparison.Ordinal)));
        Assert.Equal(lines, log.Count);
    }

    [Fact]
    public async Task A_busy_port_is_one_plain_line()
    {
        using var folder = new TempFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var run = await ArchiveProgram.RunAsync("serve", "--urls", $"http://{taken.LocalEndpoint}", "--data", folder.Data);

        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.Contains("address already in use", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    // One line a request; the query is the reader's own business, and a line break in an address begins no line.
    private static void AssertLog(string[] lines)
    {
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^\[\d\d:\d\d:\d\d INF\] GET /probationmatters/2014/02/power-to-people 200 in \d+\.\d ms$", lines[0]);
        Assert.Matches(@"^\[\d\d:\d\d:\d\d INF\] GET /one%0Atwo 404 in \d+\.\d ms$", lines[1]);
    }

    private static Process Start(Action<string> log, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(ArchiveCommand).Assembly.Location);
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        var program = Process.Start(start)!;
        program.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                log(text);
            }
        };
        program.BeginErrorReadLine();
        return program;
    }

    private static async Task<(string Text, Uri Address)> ReadToAddressAsync(Process program)
    {
        var text = "";
        while (await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            text += line + "\n";
            if (line.Split(' ').FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal)) is { } address)
            {
                return (text, new Uri(address));
            }
        }

        throw new InvalidOperationException($"the program ended without serving:\n{text}");
    }

    // What Ctrl-C sends; kill is a word of the shell itself, so no package is needed for it.
    private static void Interrupt(Process program)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGINT for another process on Windows");
        using var kill = Process.Start("sh", ["-c", $"kill -INT {program.Id}"]);
        kill.WaitForExit();
    }
}
