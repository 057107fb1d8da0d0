using System.Diagnostics;
using System.Text;

namespace Archive.FaultTests;

/// <summary>The program as it was built, in a process of its own.</summary>
internal static class BuiltProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>The assembly of the configuration that the tests were built in.</summary>
    private static readonly string Assembly = Path.Combine(
        Checkout.Root, "src", "Archive.Web", "bin", Configuration, "net10.0", "Archive.Web.dll");

    private static string Configuration =>
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    public static Outcome Run(params string[] args) => RunUnder([], args);

    /// <param name="tracer">A program and its options, which starts the program.</param>
    public static Outcome RunUnder(IReadOnlyList<string> tracer, params string[] args)
    {
        using var process = Start(tracer, args);
        process.StandardInput.Close();
        using var bytes = new MemoryStream();
        var output = process.StandardOutput.BaseStream.CopyToAsync(bytes);
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"archive {string.Join(' ', args)} did not end within {Patience.TotalSeconds:0} s; it said: {error.Result}");
        }

        output.GetAwaiter().GetResult();
        return new Outcome(process.ExitCode, bytes.ToArray(), error.GetAwaiter().GetResult());
    }

    public static Process Start(IReadOnlyList<string> tracer, params string[] args)
    {
        string[] command = [.. tracer, "dotnet", Assembly, .. args];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Its pipes are files that are made and removed, and count as calls.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>Sends a signal, such as TERM.</summary>
    public static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.True(kill.ExitCode == 0, $"there was nobody to send {signal} to");
    }

    /// <summary>How a run ended.</summary>
    public sealed record Outcome(int Exit, byte[] Bytes, string Error)
    {
        public string Text => Encoding.UTF8.GetString(Bytes);

        public override string ToString() => $"exit {Exit}\n{Text}{Error}";
    }
}
