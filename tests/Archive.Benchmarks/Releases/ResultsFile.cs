using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Archive.Benchmarks.Releases;

/// <summary>A file of results: a part for each benchmark that wrote into it, as it printed it, and what was missed before all of them.</summary>
/// <remarks>Nobody writes into such a file by hand. A part that is measured again takes the place of the earlier one and says its own commit, moment and load.</remarks>
internal static class ResultsFile
{
    private const string Heading = "## ", Fence = "```", MissedHeading = "Missed", LackingHeading = "Not measured here";

    /// <summary>Lets a benchmark run, and writes what it prints into the file as well.</summary>
    public static async Task<int> WriteAsync(string path, string command, Func<Task<int>> benchmark)
    {
        var (console, printed) = (Console.Out, new StringWriter());
        var (load, began, clock) = (Machine.Load(), DateTime.UtcNow, Stopwatch.StartNew());
        Console.SetOut(new BothWriter(console, printed));
        try
        {
            var exit = await benchmark();
            if (exit != 0)
            {
                return exit;
            }
        }
        finally
        {
            Console.SetOut(console);
        }

        var about = string.Create(
            CultureInfo.InvariantCulture,
            $"Commit {Repository.Built()}; {began:yyyy-MM-dd HH:mm} UTC, {clock.Elapsed.TotalMinutes:0.0} minutes; load {load ?? "unknown"} before, {Machine.Load() ?? "unknown"} after.\n{Machine.Describe()}.");
        Add(path, new Part(command, $"{about}\n\n{Fence}text\n{printed.ToString().TrimEnd()}\n{Fence}\n"));
        return 0;
    }

    private static void Add(string path, Part added)
    {
        var parts = (File.Exists(path) ? Parts(File.ReadAllText(path)) : []).Where(part => part.Command != added.Command).Append(added)
            .OrderBy(part => Release.Turn(part.Command)).ToList();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, Whole(Path.GetFileNameWithoutExtension(path), parts));
    }

    private static IEnumerable<Part> Parts(string text) => text.Split($"\n{Heading}").Skip(1)
        .Select(part => part.Split('\n', 2))
        .Where(part => part[0] is not (MissedHeading or LackingHeading))
        .Select(part => new Part(part[0].Trim('`'), part[1].Trim('\n') + "\n"));

    private static string Whole(string release, List<Part> parts)
    {
        var text = new StringBuilder(
            $"""
             # Benchmarks of {release}

             Written by `dotnet run -c Release --project tests/Archive.Benchmarks -- release`, never by hand. Figures of one part were measured in turns and may be held
             against each other; those of two parts, or of two machines, may not. What they are is told in [decision 51](../decisions/0051-results-of-benchmarks.md).

             """);
        var missed = parts.SelectMany(part => part.Text.Split('\n').Where(line => line.Contains(Table.Missed, StringComparison.Ordinal)).Select(line => (part.Command, Line: line))).ToList();
        var lacking = Release.InFull.Where(command => parts.All(part => part.Command != command)).ToList();
        text.Append(CultureInfo.InvariantCulture, $"\n{Heading}{MissedHeading}\n{(missed.Count == 0 ? "\nNo bar.\n" : "")}");
        foreach (var lines in missed.GroupBy(line => line.Command))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n`{lines.Key}`\n\n{Fence}text\n{string.Join('\n', lines.Select(line => line.Line))}\n{Fence}\n");
        }

        if (lacking.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Heading}{LackingHeading}\n\n");
            text.Append("A whole release has these, too. Where the same is below at a smaller size, its bars are those of the large one.\n\n");
            text.AppendJoin("", lacking.Select(command => $"- `{command}`\n"));
        }

        foreach (var part in parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Heading}`{part.Command}`\n\n{part.Text}");
        }

        return text.ToString();
    }

    private sealed record Part(string Command, string Text);

    // On the console as it comes, and kept.
    private sealed class BothWriter(TextWriter console, TextWriter kept) : TextWriter
    {
        public override Encoding Encoding => console.Encoding;

        public override void Write(char value)
        {
            console.Write(value);
            kept.Write(value);
        }

        public override void Write(string? value)
        {
            console.Write(value);
            kept.Write(value);
        }

        public override void WriteLine(string? value)
        {
            console.WriteLine(value);
            kept.WriteLine(value);
        }
    }
}
