using System.Diagnostics;

namespace Archive.Benchmarks;

/// <summary>The checkout from which this benchmark was built.</summary>
internal static class Repository
{
    // Null where there is none, or no git.
    private static readonly string? Found = TryGit(AppContext.BaseDirectory, ["rev-parse", "--show-toplevel"]);

    public static string Root => Found ?? throw new InvalidOperationException("this benchmark was built outside of a checkout, or there is no git");

    /// <summary>The commit that a name means; null for none.</summary>
    public static string? Commit(string name) => Found is null ? null : TryGit(Root, ["rev-parse", "--verify", "--quiet", "--short=8", $"{name}^{{commit}}"]);

    /// <summary>The commit that was built, and whether something is not in it.</summary>
    public static string Built() =>
        Commit("HEAD") + (Git(Root, "status", "--porcelain", "--", "src", "tests").Length > 0 ? " and changes that are in no commit" : "");

    /// <summary>Copies a commit into a folder of its own.</summary>
    public static void Clone(string commit, string folder)
    {
        Git(Root, "clone", "--quiet", "--no-checkout", Root, folder);
        Git(folder, "checkout", "--quiet", Commit(commit) ?? throw new ArgumentException($"{commit} is no commit"));
    }

    private static string Git(string folder, params string[] args) =>
        TryGit(folder, args) ?? throw new InvalidOperationException($"git {string.Join(' ', args)} failed in {folder}");

    private static string? TryGit(string folder, string[] args)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", folder, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = git.StandardError.ReadToEndAsync();
            var said = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            errors.Wait();
            return git.ExitCode == 0 ? said : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no such program.
            return null;
        }
    }
}

/// <summary>Programs that are built or published for a benchmark.</summary>
internal static class Dotnet
{
    /// <exception cref="InvalidOperationException">It failed; what it said went to the console.</exception>
    public static async Task RunAsync(string folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", args) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            Console.Error.WriteLine(said);
            throw new InvalidOperationException($"dotnet {string.Join(' ', args)} failed");
        }
    }
}
