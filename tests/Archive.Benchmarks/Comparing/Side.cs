using System.Diagnostics;

namespace Archive.Benchmarks.Comparing;

/// <summary>One of the two programs that are compared, and its archive.</summary>
internal sealed class Side(string program, string data) : IAsyncDisposable
{
    // Code is compiled for good as soon as it has run thirty times, and by what it says alone: what the runtime learns on the way comes out otherwise with every start, by as much as a quarter.
    private static readonly (string, string)[] Settled = [("DOTNET_TieredPGO", "0"), ("DOTNET_TC_CallCountingDelayMs", "0")];

    private Visitor? visitor;

    /// <summary>Whoever asks it for pages, once it serves.</summary>
    public Visitor Visitor => visitor ?? throw new InvalidOperationException("it does not serve yet");

    /// <summary>Imports into an archive that is new.</summary>
    /// <returns>The microseconds that it worked, its start included.</returns>
    public double Import(string dumps)
    {
        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }

        var before = CpuClock.OfEndedChildren();
        var start = new ProcessStartInfo("dotnet", [program, "import", dumps, "--blog", MeasuredImport.Blog, "--data", data]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? (CpuClock.OfEndedChildren() - before).TotalMicroseconds
            : throw new InvalidOperationException($"{program} imported with {process.ExitCode}");
    }

    public async Task ServeAsync() => visitor = await Visitor.OfAsync(Child.StartProgram(Settled, program, "serve", "--data", data, "--urls", "http://127.0.0.1:0"));

    public async ValueTask DisposeAsync()
    {
        if (visitor is not null)
        {
            await visitor.DisposeAsync();
            visitor = null;
        }
    }
}
