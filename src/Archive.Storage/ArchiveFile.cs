using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Archive.Storage;

/// <summary>The SQLite file of an archive: where it is, and how to open it.</summary>
public sealed class ArchiveFile : IDisposable
{
    /// <summary>How long to wait for another process that is just creating the file.</summary>
    private static readonly TimeSpan CreationWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan CreationPoll = TimeSpan.FromMilliseconds(50);

    private readonly ConnectionSettings settings = new();
    private readonly Lock generationLock = new();

    // data_version counts from where its connection was opened; the random upper half keeps the numbers of two processes,
    // and so the ETags of a site before and after a restart, apart.
    private readonly long generationStart = Random.Shared.NextInt64(1L << 30) << 32;
    private SqliteConnection? generationConnection;
    private Statement? dataVersion;

    private ArchiveFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>Opens the archive in a folder, or creates it; brings its schema up to date and finishes an interrupted import.</summary>
    /// <exception cref="ArchiveFileException">The file is no archive, or one of a newer program.</exception>
    public static ArchiveFile Open(string dataFolder)
    {
        var archive = new ArchiveFile(System.IO.Path.Combine(System.IO.Path.GetFullPath(dataFolder), "archive.db"));
        CreateFolder(dataFolder);
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (!archive.TryPrepare())
        {
            if (waited.Elapsed > CreationWait)
            {
                throw new ArchiveBusyException(archive.Path);
            }

            Thread.Sleep(CreationPoll);
        }

        return archive;
    }

    /// <summary>Options for contexts that only read.</summary>
    public void ConfigureReader(DbContextOptionsBuilder options) => options
        .UseSqlite(ConnectionSettings.ReaderString(Path))
        .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        .AddInterceptors(settings);

    /// <summary>A number that changes whenever any process has changed the archive.</summary>
    public long Generation()
    {
        lock (generationLock)
        {
            generationConnection ??= ConnectionSettings.OpenReader(Path);
            dataVersion ??= new Statement(generationConnection, "PRAGMA data_version");
            return generationStart + dataVersion.Number()!.Value;
        }
    }

    public void Dispose()
    {
        lock (generationLock)
        {
            dataVersion?.Dispose();
            generationConnection?.Dispose();
        }
    }

    /// <summary>The right and the means to write.</summary>
    /// <exception cref="ArchiveBusyException">Another process has it.</exception>
    internal ArchiveWriter OpenWriter(DateTimeOffset now) =>
        ArchiveWriter.TryOpen(Path, now) ?? throw new ArchiveBusyException(Path);

    private static void CreateFolder(string dataFolder)
    {
        try
        {
            Directory.CreateDirectory(dataFolder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveFileException(dataFolder, "the folder cannot be created", refused);
        }
    }

    // Where another process writes, the file is used as it is, provided that its schema is complete.
    private bool TryPrepare()
    {
        using var writer = ArchiveWriter.TryOpen(Path, TimeProvider.System.GetUtcNow());
        if (writer is not null)
        {
            return true;
        }

        if (!File.Exists(Path))
        {
            return false;
        }

        using var reader = ConnectionSettings.OpenReader(Path);
        return SchemaScripts.IsCurrent(reader, Path);
    }
}
