using System.CommandLine;
using System.Globalization;

namespace Archive.Web.Commands;

/// <summary><c>archive verify</c>: checks the archive against itself and against the kept originals.</summary>
public static class VerifyCommand
{
    public static Command Create(Option<string> data, CommandConsole console)
    {
        var command = new Command(
            "verify", "Checks the database and its index, re-reads every kept original and compares it with what is stored.");
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = ExistingArchive.Open(parsed.GetValue(data)!, console);
            var report = await new Verifier(archive).VerifyAsync(cancel);
            await WriteAsync(report, console.Text);
            return report.Sound ? ExitCode.Done : ExitCode.Refused;
        });
        return command;
    }

    private static async Task WriteAsync(VerifyReport report, TextWriter text)
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
            $"{report.Sources:N0} sources ({report.SourceBytes:N0} bytes), {report.Posts:N0} posts, {report.Comments:N0} comments: {(report.Sound ? "sound" : $"{report.DifferenceCount:N0} differences")}"));
    }
}
