namespace Archive.Storage.Sqlite;

/// <summary>Another process is writing to the archive; there is one writer at a time.</summary>
internal sealed class ArchiveBusyException(string path)
    : ArchiveFileException(path, "another import is writing to this archive; try again when it has finished");
