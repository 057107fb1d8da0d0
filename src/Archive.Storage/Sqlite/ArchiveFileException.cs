using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Sqlite;

/// <summary>The file in the data folder cannot be used as an archive; the message names the file and the reason.</summary>
public class ArchiveFileException(string path, string reason, Exception? cause = null)
    : Exception($"{path}: {reason}", cause)
{
    public string Path { get; } = path;

    /// <summary>The same failure with the file and what to do about it; null for failures that say nothing about a file.</summary>
    internal static ArchiveFileException? Of(Exception failure, string path) => failure switch
    {
        ArchiveFileException known => known,
        SqliteException refusal when ReasonOf(refusal) is { } reason => new ArchiveFileException(path, reason, refusal),
        _ => null,
    };

    /// <summary>What is read part by part, each behind the last, comes in no order: of a damaged file there would be no end of it.</summary>
    internal static ArchiveFileException OutOfOrder(string path) => new(path, "this SQLite database is damaged: its rows come in no order");

    /// <summary>The meaning of SQLite's refusal to open a file; null for errors that say nothing about the file.</summary>
    internal static string? ReasonOf(SqliteException refusal) => refusal.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => "this is not an SQLite database",
        raw.SQLITE_CORRUPT => "this SQLite database is damaged",
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM => "this file cannot be opened for writing",
        raw.SQLITE_FULL => "the disk is full",
        _ => null,
    };
}

/// <summary>Another process is writing to the archive; there is one writer at a time.</summary>
public sealed class ArchiveBusyException(string path)
    : ArchiveFileException(path, "another import is writing to this archive; try again when it has finished");
