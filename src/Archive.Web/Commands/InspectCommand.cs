using System.CommandLine;
using System.Security.Cryptography;

namespace Archive.Web.Commands;

/// <summary><c>archive inspect</c>: says what the readers make of a file, and keeps nothing.</summary>
internal static class InspectCommand
{
    public static Command Create(CommandConsole console)
    {
        var files = new Argument<string[]>("FILE") { Description = "A dump.", Arity = ArgumentArity.OneOrMore };
        ImportCommand.RefuseUnknownOptions(files);
        var format = ImportCommand.FormatOption();
        var json = new Option<bool>("--json") { Description = "Print one JSON object to standard output, and nothing else there." };
        var command = new Command("inspect", "Reads files and says what was found in them; the archive is not touched.")
        {
            files, format, json,
        };
        command.SetAction(parsed =>
        {
            var paths = parsed.GetValue(files)!;
            if (paths.FirstOrDefault(path => !File.Exists(path)) is { } missing)
            {
                throw new CommandException($"there is no file '{missing}'", ExitCode.WrongUsage);
            }

            var sources = paths.Select(path => Inspect(path, parsed.GetValue(format)));
            var allRead = parsed.GetValue(json) ? InspectJson.Write(sources, console.Output) : InspectText.Write(sources, console.Text);
            return allRead ? ExitCode.Done : ExitCode.Refused;
        });
        return command;
    }

    private static InspectedSource Inspect(string path, string? format)
    {
        var name = Path.GetFileName(path);
        byte[] bytes;
        try
        {
            bytes = DumpFiles.Read(path);
        }
        catch (NotADumpException tooLarge)
        {
            using var stream = File.OpenRead(path);
            return new InspectedSource(name, Convert.ToHexStringLower(SHA256.HashData(stream)), stream.Length, null, null, tooLarge.Message);
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        try
        {
            var dump = DumpFormats.Read(bytes, format);
            return new InspectedSource(name, sha256, bytes.Length, dump, dump.Ledger.Lines.Count, null);
        }
        catch (NotADumpException refusal)
        {
            return new InspectedSource(name, sha256, bytes.Length, null, SourceText.Decode(bytes).LineCount, refusal.Message);
        }
    }
}

/// <summary>One file as the readers see it.</summary>
/// <param name="Dump">Null where the file was refused.</param>
/// <param name="LineCount">Null where the file was too large to be read.</param>
/// <param name="Refusal">Why it was refused; null where it was read.</param>
internal sealed record InspectedSource(string File, string Sha256, long Bytes, Dump? Dump, int? LineCount, string? Refusal)
{
    public IReadOnlyList<Problem> Problems => Dump?.Problems ?? [new Problem(Severity.Error, null, Refusal!)];
}
