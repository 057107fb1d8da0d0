using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Archive.Web.Commands;

/// <summary><c>archive record</c>: what was done in the archive, in order, and whether the record is whole.</summary>
internal static class RecordCommand
{
    public static Command Create(PlaceOptions place, CommandConsole console)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line to standard output, and nothing else there." };
        var command = new Command("record", "Prints what was done in the archive, in order, and its seal.") { json, Verify(place, console), Init(place, console), Copy(console) };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = place.Open(parsed, console);
            if (parsed.GetValue(json))
            {
                await WriteJsonAsync(archive.Record, console.Output, cancel);
            }
            else
            {
                await WriteTextAsync(archive.Record, console.Text);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Verify(PlaceOptions place, CommandConsole console)
    {
        var command = new Command("verify", "Checks the record alone: the chain of its entries, and every original against its hash.");
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = place.Open(parsed, console);
            var report = await new Verifier(archive).VerifyRecordAsync(cancel);
            await VerifyCommand.WriteAsync(
                report,
                console.Text,
                $"{OneOrMany.Count(archive.Record.Head().Number, "entry", "entries")}, {OneOrMany.Count(report.Sources, "original", "originals")} "
                + $"({OneOrMany.Count(report.SourceBytes, "byte", "bytes")})");
            return report.Sound ? ExitCode.Done : ExitCode.Refused;
        });
        return command;
    }

    private static Command Init(PlaceOptions place, CommandConsole console)
    {
        var command = new Command("init", "Makes an empty record in the database that --record names, or in the folder; one that is there is left as it is.");
        command.SetAction(async (parsed, _) =>
        {
            if (place.RecordOf(parsed) is { } database)
            {
                using var home = RecordPlace.Of("", database);
                using var record = home.Open();
                await WriteHeadAsync(record, console.Text);
                return ExitCode.Done;
            }

            // With all that a start does: an archive of an earlier version becomes its record.
            using var archive = place.OpenOrMake(parsed, console);
            await WriteHeadAsync(archive.Record, console.Text);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Copy(CommandConsole console)
    {
        var from = HomeOption("--from", "The record that is copied");
        var to = HomeOption("--to", "The record that becomes the same; empty, or the beginning of the other");
        var command = new Command("copy", "Copies a record to another place, entry for entry and with every original, under the same seal.") { from, to };
        command.SetAction(async (parsed, cancel) =>
        {
            using var source = HomeOf(parsed.GetValue(from)!);
            using var target = HomeOf(parsed.GetValue(to)!);
            var (entries, originals) = await Task.Run(() => RecordCopy.Run(source, target, cancel), cancel);
            await console.Text.WriteLineAsync($"{OneOrMany.Count(entries, "entry", "entries")} and {OneOrMany.Count(originals, "original", "originals")} copied");
            using var record = target.OpenReader();
            await WriteHeadAsync(record, console.Text);
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string> HomeOption(string name, string what) => new(name)
    {
        Description = $"{what}: the folder of an archive, or a connection string of PostgreSQL.",
        HelpName = "DIR|CONNECTION",
        Required = true,
    };

    private static RecordPlace HomeOf(string typed) =>
        typed.Contains("://", StringComparison.Ordinal) ? throw new CommandException("a record is in a folder or in a database that a connection string names, such as \"Host=a;Database=archive;Username=archive\"")
        : typed.Contains('=', StringComparison.Ordinal) && !Directory.Exists(typed) ? RecordPlace.Of("", typed) : RecordPlace.Of(typed, null);

    private static async Task WriteHeadAsync(IRecord record, TextWriter text)
    {
        var (number, seal) = record.Head();
        await text.WriteLineAsync(number == 0 ? "The record is empty." : string.Create(CultureInfo.InvariantCulture, $"Seal of entry {number}: {seal}"));
    }

    private static async Task WriteTextAsync(IRecord record, TextWriter text)
    {
        foreach (var entry in record.EntriesAfter(0))
        {
            await text.WriteLineAsync(CommandConsole.Printable(string.Create(
                CultureInfo.InvariantCulture, $"{entry.Number,6}  {entry.At}  {entry.Kind,-9}  {InWords(entry.Read())}")));
        }

        await WriteHeadAsync(record, text);
    }

    private static string InWords(EntryDetail act) => act.By is { } keeper ? $"{act.InWords()} (by {keeper})" : act.InWords();

    private static async Task WriteJsonAsync(IRecord record, Stream output, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(output, ThreadJson.WriterOptions);
        foreach (var entry in record.EntriesAfter(0))
        {
            json.WriteStartObject();
            json.WriteNumber("number", entry.Number);
            json.WriteString("at", entry.At);
            json.WriteString("kind", entry.Kind);
            json.WritePropertyName("detail");
            json.WriteRawValue(entry.Detail);
            json.WriteString("words", entry.Read().InWords());
            json.WriteString("sha256", entry.Sha256);
            json.WriteEndObject();
            await json.FlushAsync(cancel);
            output.WriteByte((byte)'\n');
            json.Reset();
        }
    }
}
