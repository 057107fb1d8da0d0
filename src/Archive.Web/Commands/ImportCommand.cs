using System.CommandLine;
using System.Globalization;

namespace Archive.Web.Commands;

/// <summary><c>archive import</c>: brings dumps into the archive.</summary>
internal static class ImportCommand
{
    private static readonly string[] DateForms =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];

    public static Command Create(PlaceOptions place, CommandConsole console)
    {
        var paths = PathArgument();
        var blog = BlogOption();
        var format = FormatOption();
        var captured = CapturedOption();
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would happen, and keep nothing." };
        var strict = new Option<bool>("--strict") { Description = "Refuse files of which anything is in doubt: a warning, or a layout that may be read otherwise." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object to standard output, and nothing else there." };
        var command = new Command(
            "import",
            "Brings dumps into the archive. What is there already is left alone; a newer capture of a post adds what is new and keeps what vanished.")
        {
            paths, blog, format, captured, dryRun, strict, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var choices = new ImportChoices
            {
                Format = parsed.GetValue(format),
                Captured = parsed.GetValue(captured),
                DryRun = parsed.GetValue(dryRun),
                Strict = parsed.GetValue(strict),
            };
            var files = DumpFiles.Find(parsed.GetValue(paths)!, parsed.GetValue(blog), BlogSlug.Objection, cancel);
            using var folder = ImportFolder.For(parsed.GetValue(place.Data)!, choices.DryRun);
            using var archive = ArchiveFolder.Open(folder.Path, console.Error.WriteLine, place.RecordOf(parsed));
            var importer = new Importer(archive, TimeProvider.System);
            var report = parsed.GetValue(json)
                ? await ImportJson.RunAsync(importer, files, choices, console, cancel)
                : await ImportText.RunAsync(importer, files, choices, console, cancel);
            return report.Counts.SourcesRefused > 0 || report.Errors > 0 || report.Cancelled ? ExitCode.Refused : ExitCode.Done;
        });
        return command;
    }

    internal static Option<string?> FormatOption()
    {
        var names = DumpFormats.All.Select(format => format.Name).ToArray();
        var option = new Option<string?>("--format")
        {
            Description = $"Read every file as this format, in place of recognising it: {string.Join(", ", names)}.",
            HelpName = "NAME",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !names.Contains(result.Tokens[0].Value))
            {
                result.AddError($"There is no format '{result.Tokens[0].Value}'; the formats are: {string.Join(", ", names)}.");
            }
        });
        return option;
    }

    /// <summary>Words that begin with a hyphen are options that do not exist, not files.</summary>
    internal static void RefuseUnknownOptions(Argument argument) => argument.Validators.Add(result =>
    {
        if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } token)
        {
            result.AddError($"There is no option '{token.Value}'.");
        }
    });

    private static Argument<string[]> PathArgument()
    {
        var argument = new Argument<string[]>("PATH")
        {
            Description = "A dump, or a folder: its *.txt files and whatever else is recognised, folders within it included; what is no dump is listed. A blog.json beside or above them says which blog they are of.",
            Arity = ArgumentArity.OneOrMore,
        };
        RefuseUnknownOptions(argument);
        return argument;
    }

    private static Option<string?> BlogOption()
    {
        var option = new Option<string?>("--blog")
        {
            Description = "The first part of the blog's addresses here, whatever blog.json says. [default: from blog.json, else from an address in the dump, else a guess]",
            HelpName = "SLUG",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && BlogSlug.Objection(result.Tokens[0].Value) is { } objection)
            {
                result.AddError(objection);
            }
        });
        return option;
    }

    private static Option<DateTimeOffset?> CapturedOption() => new("--captured")
    {
        Description = "When the dumps were taken from the blog, where they do not say: 2014-02-11 or 2014-02-11T10:22Z, UTC without a zone. [default: now]",
        HelpName = "DATE",
        CustomParser = result =>
        {
            var typed = result.Tokens[0].Value;
            if (DateTimeOffset.TryParseExact(
                typed, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date))
            {
                return date;
            }

            result.AddError($"'{typed}' is no date such as 2014-02-11 or 2014-02-11T10:22Z.");
            return null;
        },
    };
}

/// <summary>The data folder of one import; for a dry run without an archive, one that goes away again.</summary>
internal sealed class ImportFolder : IDisposable
{
    private readonly bool isTemporary;

    private ImportFolder(string path, bool isTemporary)
    {
        Path = path;
        this.isTemporary = isTemporary;
    }

    public string Path { get; }

    public static ImportFolder For(string data, bool dryRun) =>
        dryRun && !Directory.Exists(data)
            ? new ImportFolder(Directory.CreateTempSubdirectory("archive-dry-run-").FullName, isTemporary: true)
            : new ImportFolder(data, isTemporary: false);

    public void Dispose()
    {
        if (isTemporary)
        {
            // SQLite keeps pooled connections, and on Windows with them the file.
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(Path, recursive: true);
        }
    }
}
