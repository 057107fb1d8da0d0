namespace Archive.Storage.Record;

/// <summary>Where the record of an archive is: in a file of its folder, or in a PostgreSQL database that several machines share.</summary>
public abstract class RecordPlace : IDisposable
{
    /// <summary>What people call it; never a password.</summary>
    public abstract string Name { get; }

    /// <summary>The place that somebody names, or where nobody does the file of the folder.</summary>
    /// <param name="database">A connection string of PostgreSQL; null or empty for none.</param>
    /// <exception cref="ArchiveFileException">It is no connection string.</exception>
    public static RecordPlace Of(string folder, string? database) =>
        string.IsNullOrEmpty(database) ? new RecordFile(System.IO.Path.Combine(folder, RecordFile.FileName)) : PostgresPlace.Of(database);

    /// <summary>Other machines append to it too.</summary>
    public virtual bool IsShared => false;

    /// <summary>Opens the record to read it.</summary>
    /// <exception cref="ArchiveFileException">There is none, it is something else, or it cannot be reached.</exception>
    public abstract IRecord OpenReader();

    /// <summary>Opens the record to follow it: who only reads keeps nobody from that.</summary>
    /// <exception cref="ArchiveFileException">There is none, it is something else, or it cannot be reached.</exception>
    public virtual IRecord OpenToFollow() => OpenReader();

    /// <summary>Opens the record to read it; makes one where there is none.</summary>
    public abstract IRecord Open();

    /// <summary>Opens the record to append to it, or makes one; null where somebody else has the right to write.</summary>
    /// <remarks>The caller has the right to write to the folder.</remarks>
    public abstract IRecord? TryOpenWriter();

    /// <summary>Lets go of connections that wait for another use.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Waits until somebody has appended, as far as that is told, and no longer than a time.</summary>
    public virtual Task WaitForMoreAsync(TimeSpan atMost, CancellationToken cancel) => Task.Delay(atMost, cancel);
}

/// <summary>A record in a file.</summary>
public sealed class RecordFile(string path) : RecordPlace
{
    /// <summary>How it is called in the folder of an archive.</summary>
    public const string FileName = "record.db";

    public override string Name => path;

    public override IRecord OpenReader() => SqliteRecord.OpenReader(path);

    public override IRecord Open() => SqliteRecord.OpenWriter(path);

    /// <summary>Takes the right to write to the folder, which is made where it is missing.</summary>
    /// <exception cref="ArchiveBusyException">Another process has it.</exception>
    internal IDisposable TakeRight()
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        return WriteRight.TryTake(folder) ?? throw new ArchiveBusyException(path);
    }

    // Whoever has the right to write to the folder has it for its record too.
    public override IRecord? TryOpenWriter() => SqliteRecord.OpenWriter(path);
}

/// <summary>The record is somewhere else, and cannot be reached now; what a copy shows needs no record.</summary>
public sealed class RecordUnreachableException(string name, string why, Exception? cause = null) : ArchiveFileException(name, $"it cannot be reached: {why}", cause)
{
    /// <summary>The reason alone.</summary>
    public string Why => why;
}
