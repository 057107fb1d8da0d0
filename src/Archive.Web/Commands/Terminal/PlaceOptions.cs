using System.CommandLine;

namespace Archive.Web.Commands.Terminal;

/// <summary>Where the archive is, as every command is told: its folder, and the database of its record where that is in one.</summary>
internal sealed class PlaceOptions
{
    public Option<string> Data { get; } = new("--data")
    {
        Description = "The folder that holds the archive; without this option, the environment's ARCHIVE_DATA.",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ARCHIVE_DATA") is { Length: > 0 } folder ? folder : "./data",
    };

    public Option<string?> Record { get; } = new("--record")
    {
        Description = "The PostgreSQL database of the record, such as \"Host=a,b;Database=archive;Username=archive\"; without this option, the environment's ARCHIVE_RECORD, and without that the record is a file of the folder.",
        HelpName = "CONNECTION",
        Recursive = true,
    };

    /// <summary>The database of the record; null where it is a file of the folder. Not a default of the option, which help would print with its password.</summary>
    public string? RecordOf(ParseResult parsed) =>
        parsed.GetValue(Record) ?? (Environment.GetEnvironmentVariable("ARCHIVE_RECORD") is { Length: > 0 } database ? database : null);

    /// <summary>Where the record is, for commands that need nothing else of an archive.</summary>
    public RecordPlace RecordPlaceOf(ParseResult parsed) => RecordPlace.Of(parsed.GetValue(Data)!, RecordOf(parsed));

    /// <summary>Opens an archive for commands that have nothing to do without one.</summary>
    /// <exception cref="CommandException">There is none; creating an empty archive there would hide a mistyped name.</exception>
    public ArchiveFolder Open(ParseResult parsed, CommandConsole console) =>
        RecordOf(parsed) is { } database ? OpenThere(database, parsed, console)
        : ArchiveFolder.Exists(parsed.GetValue(Data)!) ? OpenOrMake(parsed, console)
        : throw new CommandException($"there is no archive in '{parsed.GetValue(Data)}'; 'archive import' makes one, --data names another folder");

    // A database without a record is refused; where it is away, what the folder has can be read.
    private ArchiveFolder OpenThere(string database, ParseResult parsed, CommandConsole console)
    {
        try
        {
            using var place = RecordPlace.Of("", database);
            place.OpenReader().Dispose();
        }
        catch (RecordUnreachableException) when (ArchiveFolder.Exists(parsed.GetValue(Data)!))
        {
            // It is told when the folder is opened.
        }

        return OpenOrMake(parsed, console);
    }

    public ArchiveFolder OpenOrMake(ParseResult parsed, CommandConsole console) => ArchiveFolder.Open(parsed.GetValue(Data)!, console.Error.WriteLine, RecordOf(parsed));
}
