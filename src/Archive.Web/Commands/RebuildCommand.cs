using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Archive.Web.Commands;

/// <summary><c>archive rebuild</c>: makes the reading copy anew from the record, beside the one that serves.</summary>
internal static class RebuildCommand
{
    public static Command Create(PlaceOptions place, CommandConsole console)
    {
        var command = new Command(
            "rebuild", "Makes the reading copy anew from the record, in a second file, and puts it in the place of the old one. A site and imports go on meanwhile.");
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = place.Open(parsed, console);
            var elapsed = Stopwatch.StartNew();
            await Task.Run(() => archive.Rebuild(console.Error.WriteLine, cancel), cancel);
            await console.Text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The reading copy is made anew ({elapsed.Elapsed.TotalSeconds:0.0} s)"));
            return ExitCode.Done;
        });
        return command;
    }
}
