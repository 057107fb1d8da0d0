using System.Diagnostics;

namespace Archive.Benchmarks.Releases;

/// <summary>All benchmarks of a release, one after the other, each in a process of its own.</summary>
internal static class Release
{
    // What a release measures, and what is affordable on any day: each part within some eight minutes on two cores that others use as well.
    private static readonly (string Full, string Short)[] Parts =
    [
        ("import 200000", "import 200000"),
        ("import 1000000", "import 50000"),
        ("import 200000 --into 800000", "import 20000 --into 80000"),
        ("captures", "captures"),
        ("follow 100000", "follow 20000"),
        ("pages 20000", "pages 5000"),
        ("growth 50000", "growth 5000"),
        ("memory 1000000", "memory 100000"),
        ("start 1000000", "start 10000"),
        ("search 1000000", "search 100000 --engine archive"),
    ];

    /// <summary>What a whole file of results has.</summary>
    public static IEnumerable<string> InFull => Parts.Select(part => part.Full);

    /// <summary>The place of a part among the others.</summary>
    public static int Turn(string command)
    {
        var turn = Array.FindIndex(Parts, part => part.Full == command || part.Short == command);
        return turn < 0 ? Parts.Length : turn;
    }

    /// <param name="results">The file of results; null for that of this version.</param>
    /// <param name="typed">What else was typed.</param>
    public static async Task<int> RunAsync(string? results, string[] typed)
    {
        var (name, rest) = Sizes.Option(typed, "--only");
        if (rest is not ([] or ["--short"]))
        {
            return Sizes.Usage();
        }

        var file = results ?? Path.Combine(Repository.Root, "docs", "benchmarks", $"{typeof(ArchiveSite).Assembly.GetName().Version!.ToString(3)}.md");
        using var folder = new TempFolder();
        var failed = new List<string>();
        foreach (var command in Parts.Select(part => rest.Length > 0 ? part.Short : part.Full).Where(command => command.StartsWith(name ?? "", StringComparison.Ordinal)))
        {
            Console.WriteLine($"== {command}");
            // What is expensive to make is made once.
            string[] keep = command.Split(' ')[0] is "memory" or "start" or "search" ? ["--keep", folder["archives"]] : [];
            using var benchmark = Process.Start(new ProcessStartInfo("dotnet", [typeof(Release).Assembly.Location, .. command.Split(' '), .. keep, "--results", file]))!;
            await benchmark.WaitForExitAsync();
            if (benchmark.ExitCode != 0)
            {
                failed.Add(command);
            }
        }

        failed.ForEach(command => Console.Error.WriteLine($"failed: {command}"));
        return failed.Count == 0 ? 0 : 1;
    }
}
