using Microsoft.EntityFrameworkCore;

namespace Archive.Storage;

/// <summary>The SQLite file of an archive: where it is, and how to open it.</summary>
public sealed class ArchiveFile
{
    private ArchiveFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>Opens the archive in a folder, or creates it; brings its schema up to date and finishes an interrupted import.</summary>
    public static ArchiveFile Open(string dataFolder) => new(System.IO.Path.Combine(dataFolder, "archive.db"));

    /// <summary>Options for contexts that only read.</summary>
    public void ConfigureReader(DbContextOptionsBuilder options) => throw new NotImplementedException();

    /// <summary>A context that may write; the importer's own.</summary>
    public ArchiveDb CreateWriter() => throw new NotImplementedException();

    /// <summary>A number that changes whenever any process has changed the archive.</summary>
    public long Generation() => throw new NotImplementedException();
}
