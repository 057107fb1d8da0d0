using System.Diagnostics;
using System.Globalization;

namespace Archive.Benchmarks;

/// <summary>A process of this program's own that is measured from outside, so that the measuring costs it nothing.</summary>
public sealed class Child : IAsyncDisposable
{
    private readonly Process process;

    private Child(Process process) => this.process = process;

    /// <summary>Everything that it has burnt so far, on all cores.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static Child Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add(typeof(Child).Assembly.Location);
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return new Child(Process.Start(start)!);
    }

    /// <summary>The next line that it prints.</summary>
    public async Task<string> ReadLineAsync() =>
        await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the measured process ended early");

    /// <summary>The most memory that this process has held at once.</summary>
    public static long PeakBytes()
    {
        // PeakWorkingSet64 is 0 on Linux, where the kernel keeps the figure itself.
        const string status = "/proc/self/status";
        if (!File.Exists(status))
        {
            return Process.GetCurrentProcess().PeakWorkingSet64;
        }

        var line = File.ReadLines(status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    public async ValueTask DisposeAsync()
    {
        // It ends when its input does.
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
