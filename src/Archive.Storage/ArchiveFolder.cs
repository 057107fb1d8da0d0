using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Archive.Storage;

/// <summary>The folder of an archive: the record that is kept, the reading copy that is made of it, and how to open both.</summary>
public sealed class ArchiveFolder : IDisposable
{
    /// <summary>How long to wait for another process that is just making the files.</summary>
    private static readonly TimeSpan CreationWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan CreationPoll = TimeSpan.FromMilliseconds(50);

    /// <summary>Contexts that rest between two requests, each with its connection; a crowd makes more, and they are closed again.</summary>
    private const int MaxKeptContexts = 32;

    private readonly Lock gate = new();
    private readonly Lock recordGate = new(), followingGate = new();
    private readonly Stack<Connection> resting = [];

    // data_version counts from where its connection was opened; the random upper half keeps the numbers of two processes,
    // and so the ETags of a site before and after a restart, apart. It is drawn anew for each file that is opened.
    private long generationStart;
    private int turn;
    private bool isClosed;
    private Connection? watching;
    private string? readerString;
    private Lazy<PooledDbContextFactory<ArchiveTables>>? tables;
    private IRecord? record, following;
    private KnownIdentity? identity;

    private ArchiveFolder(string folder, string? record)
    {
        Folder = System.IO.Path.GetFullPath(folder);
        Place = RecordPlace.Of(Folder, record);
    }

    public const long MakingVersion = CopyState.MakingVersion;

    public string Folder { get; }

    /// <summary>The file of the reading copy.</summary>
    public string Path => System.IO.Path.Combine(Folder, CopyState.FileName);

    /// <summary>The file of the record, where it is in one.</summary>
    public string RecordPath => System.IO.Path.Combine(Folder, RecordFile.FileName);

    /// <summary>Where the record is.</summary>
    public RecordPlace Place { get; }

    /// <summary>Nothing can be written here: the archive is read as it lies.</summary>
    public bool IsReadOnly { get; private set; }

    /// <summary>The reading copy was made by the rules of another version and is to be made anew; until then it serves.</summary>
    public bool IsOutdated { get; private set; }

    /// <summary>Another reading copy is being made, to come in the place of the one that serves.</summary>
    public bool IsBeingMadeAnew => CopySwap.IsUnderWay(this);

    /// <summary>Counts the files that have been opened for reading: a connection of an earlier one reads what is no longer there.</summary>
    internal int Turn()
    {
        lock (gate)
        {
            LookAgain();
            return turn;
        }
    }

    /// <summary>Opens the archive in a folder, or creates it; an archive of an earlier version becomes a record, and the copy catches up with the record.</summary>
    /// <param name="tell">Takes sentences about work that makes the caller wait.</param>
    /// <param name="record">The PostgreSQL database in which the record is; null for the file in the folder.</param>
    /// <exception cref="ArchiveFileException">A file is no archive, or one of a newer program.</exception>
    public static ArchiveFolder Open(string dataFolder, Action<string>? tell = null, string? record = null)
    {
        NativeMemory.Bound();
        var archive = new ArchiveFolder(dataFolder, record);
        ArchivePreparation.MakeFolder(dataFolder);
        archive.Prepare(tell ?? (_ => { }));
        return archive;
    }

    /// <summary>Whether a folder holds an archive, of whatever version.</summary>
    public static bool Exists(string dataFolder) =>
        File.Exists(System.IO.Path.Combine(dataFolder, RecordFile.FileName)) || File.Exists(System.IO.Path.Combine(dataFolder, CopyState.FileName));

    /// <summary>A context that reads the present copy; the caller gives it back by disposing it.</summary>
    public ArchiveDb Read()
    {
        lock (gate)
        {
            LookAgain();
            var (reader, ofTurn) = (ReaderString, turn);
            tables ??= new(() => new PooledDbContextFactory<ArchiveTables>(Options(reader), MaxKeptContexts));
            var connection = resting.TryPop(out var rested) ? rested : new Connection(ConnectionSettings.OpenReaderOf(reader));
            return new ArchiveDb(connection, tables, () => Rest(connection, ofTurn));
        }
    }

    /// <summary>A number that changes whenever any process has changed the archive, or another file has come in its place; below 0 where there is none.</summary>
    public long Generation()
    {
        lock (gate)
        {
            LookAgain();
            try
            {
                watching ??= new Connection(ConnectionSettings.OpenReaderOf(ReaderString));
                return generationStart + watching["PRAGMA data_version"].Number()!.Value;
            }
            catch (SqliteException)
            {
                return -1;
            }
        }
    }

    /// <summary>The slugs of all blogs, in the order of their bytes; without a context of all tables, whose model a start would wait for.</summary>
    public List<string> BlogSlugs() => Reading(copy => copy[PageStatements.Slugs].All(row => row.Text("slug")));

    /// <summary>The original of a source; null where the record has none of that hash.</summary>
    public byte[]? Original(string sha256) => Record.Fetch(sha256);

    /// <summary>The state that the reading copy shows: the number of the last entry that is in it, and the hash of that entry, which is the archive's seal.</summary>
    public (long Number, string Seal) Seal()
    {
        using var copy = new Connection(OpenReader());
        var state = CopyState.Read(copy);
        return (state.Applied, state.Seal);
    }

    /// <summary>The last settings that a keeper decided, with the number of their entry; null where nobody decided any.</summary>
    /// <remarks>As the copy has them, and after it the record: what nobody could bring into the copy yet holds all the same, and so does what only the copy can tell.</remarks>
    /// <exception cref="SqliteException">There is no copy now.</exception>
    public (long Entry, SettingsDecided Decided)? Settings()
    {
        const string Copied = "SELECT applied, entry, detail FROM copy LEFT JOIN settings ON 1";
        (long Applied, (long, SettingsDecided)? Settings) known;
        lock (gate)
        {
            LookAgain();
            watching ??= new Connection(ConnectionSettings.OpenReaderOf(ReaderString));
            known = watching[Copied].First<(long, (long, SettingsDecided)?)>(row => (
                row.Long(0), row.NumberOrNull(1) is { } entry ? (entry, (SettingsDecided)EntryDetail.Read("settings", row.Text(2))) : null));
        }

        if (Place.IsShared)
        {
            // The copy follows by itself, and no page waits for another machine.
            return known.Settings;
        }

        try
        {
            return Record.Last("settings", after: known.Applied) is { } later ? (later.Number, (SettingsDecided)later.Read()) : known.Settings;
        }
        catch (ArchiveFileException)
        {
            // What is shown needs no record.
            return known.Settings;
        }
    }

    /// <summary>Makes the reading copy anew beside the one that serves, and puts it in its place; imports and readers go on.</summary>
    /// <param name="tell">Takes sentences about the progress.</param>
    /// <exception cref="ArchiveBusyException">Another process is making one.</exception>
    public void Rebuild(Action<string> tell, CancellationToken cancel) => Rebuild(CopySwap.Progress(tell), cancel);

    /// <param name="made">Told how many sources are made, and of how many.</param>
    /// <exception cref="ArchiveBusyException">Another process is making one.</exception>
    public void Rebuild(Action<int, int> made, CancellationToken cancel)
    {
        CopySwap.MakeAside(this, made, cancel);
        IsOutdated = false;
    }

    /// <summary>Whether the copy shows an import of which it has no end.</summary>
    internal bool HasUnfinished() => Reading(Maker.IsUnfinished);

    public void Dispose()
    {
        lock (gate)
        {
            CloseResting();
            isClosed = true;
            watching?.Dispose();
            watching = null;
        }

        lock (recordGate)
        {
            record?.Dispose();
            record = null;
        }

        // What followed asked by connections of the place.
        Place.Dispose();
    }

    /// <summary>The record, to read it.</summary>
    public IRecord Record
    {
        get
        {
            // Apart from the files: a place that is far away may let wait.
            lock (recordGate)
            {
                return record ??= Place.OpenReader();
            }
        }
    }

    /// <summary>The record, to bring the copy up to it: whoever only reads takes nothing from that.</summary>
    internal IRecord RecordToFollow
    {
        get
        {
            lock (followingGate)
            {
                return Place.IsShared ? following ??= Place.OpenToFollow() : Record;
            }
        }
    }

    /// <summary>Which archive, in which state, a connection reads; asked for with every download, and read once for each state.</summary>
    internal ArchiveIdentity Identity(Connection copy, long generation)
    {
        var known = identity;
        if (known?.Generation != generation)
        {
            identity = known = new KnownIdentity(generation, ArchiveIdentity.Read(copy));
        }

        return known.Identity;
    }

    /// <summary>A connection that reads the present copy.</summary>
    internal SqliteConnection OpenReader()
    {
        lock (gate)
        {
            LookAgain();
            return ConnectionSettings.OpenReaderOf(ReaderString);
        }
    }

    /// <summary>The right and the means to write, with the copy up to date.</summary>
    /// <exception cref="ArchiveBusyException">Another process has it.</exception>
    internal ArchiveWriter OpenWriter() => ArchiveWriter.TryOpen(this) ?? throw new ArchiveBusyException(Path);

    private string ReaderString => readerString ??= ConnectionSettings.ReaderString(Path);

    // A connection is closed, and not kept, where the file that it reads has been replaced, or where enough are kept already.
    private void Rest(Connection connection, int ofTurn)
    {
        connection.Rest();
        lock (gate)
        {
            if (ofTurn == turn && !isClosed && resting.Count < MaxKeptContexts)
            {
                resting.Push(connection);
                return;
            }
        }

        connection.Dispose();
    }

    private void CloseResting()
    {
        while (resting.TryPop(out var connection))
        {
            connection.Dispose();
        }
    }

    private static DbContextOptions<ArchiveTables> Options(string reader) => new DbContextOptionsBuilder<ArchiveTables>()
        .UseSqlite(reader)
        .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        .Options;

    // Connections that are in use read on in the file that they have; what is opened from here on reads the new one.
    private void LookAgain()
    {
        if (watching is not null && !ConnectionSettings.HasMoved(watching.Sqlite) && readerString is not null)
        {
            return;
        }

        CloseResting();
        watching?.Dispose();
        (watching, readerString, tables) = (null, null, null);
        generationStart = Random.Shared.NextInt64(1L << 30) << 32;
        turn++;
        LookAgainForRecord();
        try
        {
            watching = new Connection(ConnectionSettings.OpenReaderOf(ReaderString));
        }
        catch (SqliteException)
        {
            // There is no file now; whoever reads is told, and the next one looks again.
        }
    }

    private void LookAgainForRecord()
    {
        if (Place.IsShared)
        {
            return;
        }

        lock (recordGate)
        {
            if (record is { HasMoved: true })
            {
                record.Dispose();
                record = null;
            }
        }
    }

    private void Prepare(Action<string> tell)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (!TryPrepare(tell))
        {
            if (waited.Elapsed > CreationWait)
            {
                throw new ArchiveBusyException(Path);
            }

            Thread.Sleep(CreationPoll);
        }
    }

    // Where another process writes, the copy is used as it is, provided that its schema is this program's.
    private bool TryPrepare(Action<string> tell)
    {
        try
        {
            using var right = WriteRight.TryTake(Folder);
            if (right is not null)
            {
                ArchivePreparation.Run(this, tell);
                IsOutdated = Reading(copy => !CopyState.Read(copy).IsCurrent);
                return true;
            }
        }
        catch (WriteDeniedException) when (File.Exists(Path))
        {
            IsReadOnly = true;
        }
        catch (RecordUnreachableException away) when (File.Exists(Path) && Reading(IsReadable))
        {
            tell($"{away.Message.TrimEnd('.')}. The reading copy is shown as it is.");
            return true;
        }

        return IsReadOnly ? ReadAsItLies(tell) : File.Exists(Path) && Reading(IsReadable);
    }

    private bool ReadAsItLies(Action<string> tell)
    {
        if (!Reading(IsReadable))
        {
            throw new ArchiveFileException(Path, "this archive is of another version, and nothing can be written here to bring it up to date");
        }

        try
        {
            var (applied, kept) = (Seal().Number, Record.Head().Number);
            if (applied < kept)
            {
                tell($"The reading copy shows {applied} of the {kept} {OneOrMany.Word(kept, "entry", "entries")} of the record; nothing can be written here to bring it up to date.");
            }
        }
        catch (ArchiveFileException unreadable)
        {
            // What is shown needs no record.
            tell(unreadable.Message);
        }

        return true;
    }

    private static bool IsReadable(Connection copy) =>
        copy["PRAGMA user_version"].Number() == CopyState.UserVersion && CopyState.Read(copy).IsReadable;

    private T Reading<T>(Func<Connection, T> read)
    {
        using var copy = new Connection(OpenReader());
        return read(copy);
    }

    private sealed record KnownIdentity(long Generation, ArchiveIdentity Identity);
}
