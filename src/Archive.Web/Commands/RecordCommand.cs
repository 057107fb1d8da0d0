using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Archive.Web.Commands;

/// <summary><c>archive record</c>: what was done in the archive, in order, and whether the record is whole.</summary>
internal static class RecordCommand
{
    public static Command Create(Option<string> data, CommandConsole console)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line to standard output, and nothing else there." };
        var command = new Command("record", "Prints what was done in the archive, in order, and its seal.") { json, Verify(data, console) };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = ExistingArchive.Open(parsed.GetValue(data)!, console);
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

    private static Command Verify(Option<string> data, CommandConsole console)
    {
        var command = new Command("verify", "Checks the record alone: the chain of its entries, and every original against its hash.");
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = ExistingArchive.Open(parsed.GetValue(data)!, console);
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

    private static async Task WriteTextAsync(SqliteRecord record, TextWriter text)
    {
        foreach (var entry in record.EntriesAfter(0))
        {
            await text.WriteLineAsync(CommandConsole.Printable(string.Create(
                CultureInfo.InvariantCulture, $"{entry.Number,6}  {entry.At}  {entry.Kind,-9}  {InWords(entry.Read())}")));
        }

        var (number, seal) = record.Head();
        await text.WriteLineAsync(number == 0 ? "The record is empty." : string.Create(CultureInfo.InvariantCulture, $"Seal of entry {number}: {seal}"));
    }

    private static string InWords(EntryDetail act) => act.By is { } keeper ? $"{act.InWords()} (by {keeper})" : act.InWords();

    private static async Task WriteJsonAsync(SqliteRecord record, Stream output, CancellationToken cancel)
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
