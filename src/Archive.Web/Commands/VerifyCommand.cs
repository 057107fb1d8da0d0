using System.CommandLine;
using System.Globalization;

namespace Archive.Web.Commands;

/// <summary><c>archive verify</c>: checks the archive against itself and against the kept originals.</summary>
internal static class VerifyCommand
{
    public static Command Create(PlaceOptions place, CommandConsole console)
    {
        var command = new Command(
            "verify", "Checks the record and its originals by their hashes, makes the reading copy again and compares every row.");
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = place.Open(parsed, console);
            var report = await new Verifier(archive).VerifyAsync(cancel);
            await WriteAsync(report, console.Text,
                $"{OneOrMany.Count(report.Sources, "source", "sources")} ({OneOrMany.Count(report.SourceBytes, "byte", "bytes")}), "
                + $"{OneOrMany.Count(report.Posts, "post", "posts")}, {OneOrMany.Count(report.Comments, "comment", "comments")}");
            return report.Sound ? ExitCode.Done : ExitCode.Refused;
        });
        return command;
    }

    /// <param name="figures">How much was checked.</param>
    internal static async Task WriteAsync(VerifyReport report, TextWriter text, string figures)
    {
        foreach (var difference in report.Differences)
        {
            await text.WriteLineAsync(CommandConsole.Printable(difference));
        }

        if (report.DifferenceCount > report.Differences.Count)
        {
            await text.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"and {report.DifferenceCount - report.Differences.Count:N0} more"));
        }

        await text.WriteLineAsync($"{figures}: {(report.Sound ? "sound" : OneOrMany.Count(report.DifferenceCount, "difference", "differences"))}");
    }
}
