using Microsoft.Data.Sqlite;

namespace Archive.Web.Commands.Terminal;

/// <summary>The end of a command for a reason that one line explains to the person who typed it.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCode.Refused) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>The codes with which a command ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A file was refused, something differs, or the work could not be done.</summary>
    public const int Refused = 1;

    public const int WrongUsage = 2;
}

/// <summary>Turns the failures that a person can do something about into one line.</summary>
internal static class Failure
{
    // SQLite's result codes for "somebody else holds the lock".
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteFull = 13;

    /// <summary>Whether a stream of the process cannot be written: it is full, broken or closed.</summary>
    public static bool IsOfOutput(Exception failure) => failure is IOException or UnauthorizedAccessException;

    /// <summary>The line and the exit code, or null for a fault of the program, which keeps its stack trace.</summary>
    public static CommandException? Explain(Exception failure) => failure switch
    {
        CommandException known => known,
        DumpFolderException folder => new CommandException(folder.Message, folder.IsMissing ? ExitCode.WrongUsage : ExitCode.Refused),
        TimeoutException => new CommandException("the search took too long; a rarer word, a year or a name makes it quick"),
        OperationCanceledException => new CommandException("stopped"),
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } =>
            new CommandException("the archive is in use by another program; try again when it has finished"),
        SqliteException { SqliteErrorCode: SqliteFull } => new CommandException("the disk is full"),
        ArchiveFileException or KeepingException => new CommandException(failure.Message),
        SqliteException sqlite => new CommandException($"the archive cannot be used: {sqlite.Message}"),
        IOException or UnauthorizedAccessException or InvalidDataException => new CommandException(failure.Message),
        _ => failure.InnerException is { } inner ? Explain(inner) : null,
    };
}
