using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Archive.Tests.Storage.Staging;

public sealed class ApartReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("apart").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Reads_a_dump_as_an_import_would()
    {
        var path = Directory.GetFiles(Path.Combine(Repository.Root, "seeds"), "*.txt", SearchOption.AllDirectories)[0];
        using var reader = new ApartReader(ReadApartCommand.OfThisProgram(), new ApartLimits());
        var answer = await reader.ReadAsync(path, null, CancellationToken.None);
        Assert.Null(answer.Refusal);
        Assert.Equal(new FileInfo(path).Length, answer.Bytes);
        Assert.Equal(64, answer.Sha256.Length);
    }

    [Fact]
    public async Task Says_why_a_file_is_refused_and_goes_on_with_the_next()
    {
        using var reader = new ApartReader(ReadApartCommand.OfThisProgram(), new ApartLimits());
        var picture = File("picture.txt", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]);
        var refused = await reader.ReadAsync(picture, null, CancellationToken.None);
        Assert.Contains("image", refused.Refusal, StringComparison.OrdinalIgnoreCase);
        Assert.False(refused.IsTooHard);
        var missing = await reader.ReadAsync(Path.Combine(folder, "missing\n.txt"), null, CancellationToken.None);
        Assert.NotNull(missing.Refusal);
        Assert.False(missing.IsTooHard);
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task Ends_a_reader_that_takes_more_memory_than_it_may_and_starts_another()
    {
        var lines = string.Concat(Enumerable.Range(1, 100_000).Select(n => $"  {n}. short\n\n    ReplyDelete\n"));
        var large = File("large.txt", System.Text.Encoding.UTF8.GetBytes($"4 March 2014\n\nLarge\n\nBody.\n\n100000 comments:\n\n{lines}"));
        var small = File("small.txt", "4 March 2014\n\nSmall\n\nBody.\n\n1 comment:\n\n  1. Short.\n\n    ReplyDelete\n"u8.ToArray());
        using var reader = new ApartReader(ReadApartCommand.OfThisProgram(), new ApartLimits { Memory = 40 * 1024 * 1024 });
        var answer = await reader.ReadAsync(large, null, CancellationToken.None);
        Assert.NotNull(answer.Refusal);
        Assert.Null((await reader.ReadAsync(small, null, CancellationToken.None)).Refusal);
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task Ends_a_reader_that_is_not_done_in_time()
    {
        var path = File("a.txt", [65]);
        using var reader = new ApartReader(["sh", "-c", "sleep 60"], new ApartLimits { Clock = TimeSpan.FromSeconds(1) });
        var elapsed = Stopwatch.StartNew();
        var answer = await reader.ReadAsync(path, null, CancellationToken.None);
        Assert.True(answer.IsTooHard);
        Assert.Equal("too hard to read: skipped after 1 s", answer.Refusal);
        Assert.True(elapsed.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Ends_a_reader_that_takes_the_processor_for_itself()
    {
        var path = File("a.txt", [65]);
        using var reader = new ApartReader(["sh", "-c", "while :; do :; done"], new ApartLimits { Processor = TimeSpan.FromMilliseconds(500) });
        var answer = await reader.ReadAsync(path, null, CancellationToken.None);
        Assert.Equal("too hard to read: skipped after 0.5 s", answer.Refusal);
    }

    [Theory]
    [InlineData("read line; exit 134", "134")]
    [InlineData("read line; echo nonsense", "in the middle")]
    [InlineData("exit 0", "too hard")]
    public async Task Says_that_a_reader_ended(string script, string reason)
    {
        using var reader = new ApartReader(["sh", "-c", script], new ApartLimits());
        var answer = await reader.ReadAsync(File("a.txt", [65]), null, CancellationToken.None);
        Assert.True(answer.IsTooHard);
        Assert.Contains(reason, answer.Refusal, StringComparison.Ordinal);
        Assert.Equal(1, answer.Bytes);
    }

    [Fact]
    public async Task A_reader_that_ended_while_it_waited_refuses_no_file()
    {
        using var reader = new ApartReader(["sh", "-c", """read line; echo '{"Sha256":"x","Bytes":1,"Refusal":null}'"""], new ApartLimits());
        var path = File("a.txt", [65]);
        for (var turn = 0; turn < 3; turn++)
        {
            Assert.Null((await reader.ReadAsync(path, null, CancellationToken.None)).Refusal);
            await Task.Delay(200);
        }
    }

    [Fact]
    public async Task A_reader_is_not_ended_by_the_signal_that_ends_its_server()
    {
        string[] program = [.. ReadApartCommand.OfThisProgram()];
        using var process = Process.Start(new ProcessStartInfo(program[0], program[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var request = JsonSerializer.Serialize(new ApartRequest(File("a.txt", Encoding.UTF8.GetBytes("no dump\n")), null));
        for (var turn = 0; turn < 2; turn++)
        {
            await process.StandardInput.WriteLineAsync(request);
            await process.StandardInput.FlushAsync();
            Assert.DoesNotContain("stopped", await process.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
            using var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await signal.WaitForExitAsync();
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync();
    }

    [Fact]
    public async Task Gives_a_reader_none_of_the_secrets_of_the_surroundings()
    {
        Environment.SetEnvironmentVariable("ARCHIVE_TEST_SECRET", "do not tell");
        var seen = Path.Combine(folder, "environment");
        using var reader = new ApartReader(["sh", "-c", $"read line; env > '{seen}'"], new ApartLimits { Memory = 64 * 1024 * 1024 });
        await reader.ReadAsync(File("a.txt", [65]), null, CancellationToken.None);
        var environment = await System.IO.File.ReadAllTextAsync(seen);
        Assert.DoesNotContain("do not tell", environment, StringComparison.Ordinal);
        Assert.Contains("DOTNET_GCHeapHardLimit=4000000\n", environment, StringComparison.Ordinal);
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task Ends_its_reader_when_nobody_wants_to_know_any_more()
    {
        var pid = Path.Combine(folder, "pid");
        using var reader = new ApartReader(["sh", "-c", $"echo $$ > '{pid}'; sleep 60"], new ApartLimits());
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.ReadAsync(File("a.txt", [65]), null, cancel.Token));
        var id = int.Parse(await System.IO.File.ReadAllTextAsync(pid), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Throws<ArgumentException>(() =>
        {
            for (var wait = 0; wait < 100; wait++)
            {
                using var process = Process.GetProcessById(id);
                Thread.Sleep(20);
            }
        });
    }

    private string File(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }
}
