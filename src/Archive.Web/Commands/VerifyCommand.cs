using System.CommandLine;
using System.Globalization;

namespace Archive.Web.Commands;

/// <summary><c>archive verify</c>: checks the archive against itself and against the kept originals.</summary>
internal static class VerifyCommand
{
    public static Command Create(Option<string> data, CommandConsole console)
    {
        var command = new Command(
            "verify", "Checks the record and its originals by their hashes, makes the reading copy again and compares every row.");
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = ExistingArchive.Open(parsed.GetValue(data)!, console);
            var report = await new Verifier(archive).VerifyAsync(cancel);
            await WriteAsync(report, console.Text, string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Sources:N0} sources ({report.SourceBytes:N0} bytes), {report.Posts:N0} posts, {report.Comments:N0} comments"));
            return report.Sound ? ExitCode.Done : ExitCode.Refused;
        });
        return command;
    }

    /// <param name="what">What was checked, in figures.</param>
    internal static async Task WriteAsync(VerifyReport report, TextWriter text, string what)
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

        await text.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {(report.Sound ? "sound" : $"{report.DifferenceCount:N0} differences")}"));
    }
}
