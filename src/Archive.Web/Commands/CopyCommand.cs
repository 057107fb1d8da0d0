using System.CommandLine;
using System.Globalization;

namespace Archive.Web.Commands;

/// <summary><c>archive copy</c>: carries the reading copy from one machine to another.</summary>
internal static class CopyCommand
{
    private const string Unfinished = ".unfinished";

    // What lies at an address comes through a program that is made for that: the archive calls nobody.
    private const string StandardInput = "-";

    public static Command Create(PlaceOptions place, CommandConsole console)
    {
        var from = new Option<string?>("--from")
        {
            Description = "Begin with the copy of another machine, which --to wrote there; '-' reads it from standard input, as in: curl URL | archive copy --from -. The folder must not have one.",
            HelpName = "FILE|-",
        };
        var to = new Option<string?>("--to") { Description = "Write the copy of this machine into a file, as it is now.", HelpName = "FILE" };
        var command = new Command("copy", "Carries the reading copy to another machine, which then need not make its own of the whole record.") { from, to };
        command.SetAction(async (parsed, cancel) =>
        {
            await (((string?, string?))(parsed.GetValue(from), parsed.GetValue(to)) switch
            {
                ({ } source, null) => TakeAsync(source, place, parsed, console, cancel),
                (null, { } target) => WriteAsync(target, place, parsed, console),
                _ => throw new CommandException("give either --from or --to"),
            });
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task WriteAsync(string target, PlaceOptions place, ParseResult parsed, CommandConsole console)
    {
        using var archive = place.Open(parsed, console);
        var unfinished = target + Unfinished;
        File.Delete(unfinished);
        var (number, seal) = await Task.Run(() => CopyTransfer.Write(archive, unfinished));
        File.Move(unfinished, target, overwrite: true);
        await TellAsync(number, seal, console.Text);
    }

    private static async Task TakeAsync(string source, PlaceOptions place, ParseResult parsed, CommandConsole console, CancellationToken cancel)
    {
        var folder = parsed.GetValue(place.Data)!;
        using var home = RecordPlace.Of(folder, place.RecordOf(parsed));
        var (number, seal) = await CopyTransfer.TakeAsync(folder, home, file => FetchAsync(source, file, cancel));
        await TellAsync(number, seal, console.Text);
    }

    private static async Task FetchAsync(string source, Stream file, CancellationToken cancel)
    {
        await using var there = source == StandardInput ? Console.OpenStandardInput() : File.OpenRead(source);
        await there.CopyToAsync(file, cancel);
    }

    private static Task TellAsync(long number, string seal, TextWriter text) =>
        text.WriteLineAsync(number == 0 ? "The copy is empty." : string.Create(CultureInfo.InvariantCulture, $"A copy up to entry {number}, seal {seal}"));
}
