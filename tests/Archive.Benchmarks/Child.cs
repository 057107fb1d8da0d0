using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Archive.Benchmarks;

/// <summary>A process of this program's own that is measured from outside, so that the measuring costs it nothing.</summary>
public sealed partial class Child : IAsyncDisposable
{
    private readonly Process process;
    private readonly bool endsWithInput;

    private Child(Process process, bool endsWithInput) => (this.process, this.endsWithInput) = (process, endsWithInput);

    /// <summary>Everything that it has burnt so far, on all cores.</summary>
    public TimeSpan Cpu => CpuClock.OfProcess(process);

    /// <summary>The memory that it holds now.</summary>
    public long WorkingSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>A part of this program, under the settings of the runtime that the archive itself has.</summary>
    public static Child Start(params string[] args) => Start([], args);

    /// <param name="settings">Of its environment.</param>
    public static Child Start(IReadOnlyList<(string Name, string Value)> settings, string[] args) =>
        Run(["exec", "--runtimeconfig", Path.ChangeExtension(typeof(ArchiveSite).Assembly.Location, ".runtimeconfig.json"), typeof(Child).Assembly.Location, .. args], endsWithInput: true, settings);

    /// <summary>A program as it was built or published, which goes on until it is stopped.</summary>
    public static Child StartProgram(string path, params string[] args) => StartProgram([], path, args);

    /// <param name="settings">Of the runtime, in place of those that it has otherwise.</param>
    public static Child StartProgram(IReadOnlyList<(string Name, string Value)> settings, string path, params string[] args) =>
        Run([path, .. args], endsWithInput: false, settings);

    /// <summary>The next line that it prints.</summary>
    public async Task<string> ReadLineAsync() =>
        await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the measured process ended early");

    /// <summary>The first address that it prints.</summary>
    public async Task<Uri> ReadAddressAsync()
    {
        while (true)
        {
            if (Address().Match(await ReadLineAsync()) is { Success: true } address)
            {
                // Nobody reads what else it prints, and it shall not wait for that.
                _ = endsWithInput ? Task.CompletedTask : process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new Uri(address.Value);
            }
        }
    }

    /// <summary>Says a line to it, and gives its answer.</summary>
    public async Task<string> AskAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
        return await ReadLineAsync();
    }

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
        if (endsWithInput)
        {
            process.StandardInput.Close();
        }
        else
        {
            // What it has open is thrown away with the benchmark's folder.
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static Child Run(string[] args, bool endsWithInput, IReadOnlyList<(string Name, string Value)>? settings = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true, RedirectStandardError = !endsWithInput };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var (name, value) in settings ?? [])
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        if (!endsWithInput)
        {
            process.BeginErrorReadLine();
        }

        return new Child(process, endsWithInput);
    }

    [GeneratedRegex("http://[0-9.:]+")]
    private static partial Regex Address();
}
