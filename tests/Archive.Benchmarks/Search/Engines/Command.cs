using System.Diagnostics;

namespace Archive.Benchmarks.Search.Engines;

/// <summary>Runs programs of the system.</summary>
public static class Command
{
    /// <summary>Whether a program ran and was content.</summary>
    public static bool Runs(string program, params string[] args)
    {
        try
        {
            using var process = Start(program, args);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            process.WaitForExit();
            Task.WaitAll(output, errors);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no such program.
            return false;
        }
    }

    /// <summary>A program that reads and writes lines.</summary>
    public static Process Start(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return Process.Start(start)!;
    }
}
