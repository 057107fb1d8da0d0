namespace Archive.Storage.Desk;

/// <summary>Where the desk is: keepers, their sessions, and whatever else they need beside the record. It is a file of the folder, or stands in the database in which the record is.</summary>
public abstract class DeskHome : IDisposable
{
    /// <summary>What people call it; never a password.</summary>
    public abstract string Name { get; }

    /// <summary>The reason why there is no desk now, as a sentence for whoever asks the site; null where there is one.</summary>
    public abstract string? Closed { get; }

    /// <summary>Other machines have it too; where it is closed, it opens again by itself.</summary>
    public virtual bool IsShared => false;

    /// <summary>Opens the desk of an archive, or lays it out.</summary>
    /// <exception cref="ArchiveFileException">It is something else, damaged, or of a newer program.</exception>
    public static DeskHome Open(string folder, RecordPlace record) => record is PostgresPlace database ? PostgresDesk.Open(database) : DeskFile.Open(folder);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads something.</summary>
    internal abstract T Read<T>(Func<DeskTables, T> read);

    /// <summary>Writes something as a whole or not at all, one after the other whatever other processes do; what it gives back is true when it is kept.</summary>
    /// <remarks>What is written may be asked for a second time where a connection was lost before anything was kept.</remarks>
    internal abstract T Write<T>(Func<DeskTables, T> write);

    /// <summary>Takes the right to do jobs, which one process has at a time; null where another has it.</summary>
    internal abstract JobTurn? TryTakeTurn();

    protected abstract void Dispose(bool disposing);
}

/// <summary>The desk cannot be reached now; what readers read needs none.</summary>
public sealed class DeskAwayException(string name, Exception cause) : ArchiveFileException(name, $"it cannot be reached: {cause.GetBaseException().Message}", cause)
{
    /// <summary>What strangers are told, who need not know where it is.</summary>
    public const string Sentence = "The database of this archive cannot be reached now, and without it nobody can sign in or change anything. What is kept is read as before; try again in a moment.";
}

/// <summary>The right to do jobs, until it is given back or lost.</summary>
public abstract class JobTurn : IDisposable
{
    /// <summary>Whether it is still had: who has lost it stops, because another may begin.</summary>
    public abstract bool IsHeld();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
