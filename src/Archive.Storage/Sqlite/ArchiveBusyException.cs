namespace Archive.Storage.Sqlite;

/// <summary>Another process is writing to the archive; there is one writer at a time.</summary>
public sealed class ArchiveBusyException(string path)
    : ArchiveFileException(path, "another import is writing to this archive; try again when it has finished");
