using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Archive.Storage.Staging;

/// <summary>The most that reading one file of a stranger may take.</summary>
public sealed record ApartLimits
{
    /// <summary>Of the processor; a dump of 16 MB takes some two seconds.</summary>
    public TimeSpan Processor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>By the clock, however busy the machine is.</summary>
    public TimeSpan Clock { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Bytes of managed memory, which ends the process that asks for more; a dump takes some twenty times its size.</summary>
    public long Memory { get; init; } = 768L * 1024 * 1024;
}

/// <summary>Tries files in a process of its own, so that none can take the memory, the time or the life of this one.</summary>
/// <param name="program">The command that answers with <see cref="ApartReading"/>: a file and its arguments.</param>
/// <remarks>The process is kept from file to file, since starting one costs more than reading most dumps; it is ended with the first file that breaks a limit.</remarks>
public sealed class ApartReader(IReadOnlyList<string> program, ApartLimits limits) : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    // Of the surroundings only what a program needs to run: no secret that stands there reaches a reader of strangers' bytes.
    private static readonly string[] Kept =
        ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "LANG", "LC_ALL", "TZ", "SystemRoot", "DOTNET_ROOT", "DOTNET_ROLL_FORWARD", "DOTNET_BUNDLE_EXTRACT_BASE_DIR"];

    private readonly SemaphoreSlim one = new(1);
    private Process? child;

    /// <summary>Reads a file as an import would, and drops what it read.</summary>
    /// <exception cref="OperationCanceledException">Whoever asked does not want to know any more.</exception>
    public async Task<ApartAnswer> ReadAsync(string path, string? format, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (child is { HasExited: true })
            {
                // Whatever ended it while it waited says nothing of this file.
                End();
            }

            child ??= Start();
            await child.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new ApartRequest(path, format)).AsMemory(), cancel);
            await child.StandardInput.FlushAsync(cancel);
            return await AnswerAsync(child, path, cancel);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or JsonException)
        {
            End();
            if (ended is OperationCanceledException)
            {
                throw;
            }

            return TooHard(path, "its reader ended in the middle");
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose()
    {
        End();
        one.Dispose();
    }

    private async Task<ApartAnswer> AnswerAsync(Process process, string path, CancellationToken cancel)
    {
        var (elapsed, before) = (Stopwatch.StartNew(), Used(process));
        var answer = process.StandardOutput.ReadLineAsync(cancel).AsTask();
        while (await Task.WhenAny(answer, Task.Delay(LookEvery, cancel)) != answer)
        {
            cancel.ThrowIfCancellationRequested();
            var used = Used(process) - before;
            if (used > limits.Processor || elapsed.Elapsed > limits.Clock)
            {
                End();
                return TooHard(path, $"skipped after {Seconds(used > limits.Processor ? limits.Processor : limits.Clock)} s");
            }
        }

        if (await answer is { } line)
        {
            return JsonSerializer.Deserialize<ApartAnswer>(line)!;
        }

        await process.WaitForExitAsync(cancel);
        var code = process.ExitCode;
        End();
        return TooHard(path, string.Create(CultureInfo.InvariantCulture, $"its reader ended with code {code}, most likely for want of memory: it may take {limits.Memory / (1024 * 1024)} MB"));
    }

    // It may end between any two looks at it.
    private static TimeSpan Used(Process process)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (Exception ended) when (ended is InvalidOperationException or System.ComponentModel.Win32Exception or IOException)
        {
            return TimeSpan.Zero;
        }
    }

    private static ApartAnswer TooHard(string path, string reason) =>
        new("", new FileInfo(path) is { Exists: true } file ? file.Length : 0, $"too hard to read: {reason}") { IsTooHard = true };

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);

    private Process Start()
    {
        var start = new ProcessStartInfo(program[0], program.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Except(Kept, StringComparer.Ordinal).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_GCHeapHardLimit"] = limits.Memory.ToString("x", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var process = Process.Start(start) ?? throw new IOException($"{program[0]} could not be started");
        process.BeginErrorReadLine();
        GiveWay(process);
        return process;
    }

    // Readers of pages go first.
    private static void GiveWay(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception refused) when (refused is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended already, or nobody here may change a priority.
        }
    }

    private void End()
    {
        if (child is null)
        {
            return;
        }

        try
        {
            child.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself.
        }

        child.Dispose();
        child = null;
    }
}
