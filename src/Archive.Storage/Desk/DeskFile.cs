using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Desk;

/// <summary>The desk in a file of the folder.</summary>
/// <remarks>One connection, used by one at a time: a desk is asked by few, and each of its statements takes microseconds.</remarks>
public sealed class DeskFile : DeskHome
{
    /// <summary>The name of the file in the data folder.</summary>
    public const string FileName = "desk.db";

    /// <summary>"ArDk" in ASCII: tells a desk from any other SQLite file.</summary>
    private const int ApplicationId = 0x4172446B;

    private const int SchemaVersion = 1;

    private const string TurnFile = "jobs.lock";

    // secure_delete: hashes of passwords and sessions that are gone must not survive in free pages.
    private const string Settings =
        """
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        PRAGMA secure_delete = ON;
        PRAGMA trusted_schema = OFF;
        PRAGMA cell_size_check = ON;
        PRAGMA cache_size = -2048;
        """;

    /// <summary>Somebody waits for the page that asks the desk.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Connection? connection;

    private DeskFile(string path, Connection? connection, string? closed) => (Path, this.connection, Closed) = (path, connection, closed);

    public string Path { get; }

    public override string Name => Path;

    public override string? Closed { get; }

    /// <summary>Opens the desk of a data folder, or lays it out; where nothing can be written it is closed, and the archive can be read all the same.</summary>
    /// <exception cref="ArchiveFileException">The file is something else, damaged, or of a newer program.</exception>
    public static DeskFile Open(string folder)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), FileName);
        try
        {
            KeepForOwner(path);
            return new DeskFile(path, Opened(path), closed: null);
        }
        catch (Exception refused) when (IsOfMedium(refused))
        {
            return new DeskFile(path, null, $"Nothing can be written beside the archive, so it is read here and not changed ({refused.Message}).");
        }
        catch (SqliteException refused)
        {
            throw ArchiveFileException.Of(refused, path) ?? (Exception)refused;
        }
    }

    internal override T Read<T>(Func<DeskTables, T> read)
    {
        lock (gate)
        {
            return read(new Tables(There));
        }
    }

    internal override T Write<T>(Func<DeskTables, T> write)
    {
        lock (gate)
        {
            var desk = There;
            T written = default!;
            desk.InTransaction(() => written = write(new Tables(desk)));
            return written;
        }
    }

    internal override JobTurn? TryTakeTurn() => WriteRight.TryTake(System.IO.Path.GetDirectoryName(Path)!, TurnFile) is { } right ? new FileTurn(right) : null;

    protected override void Dispose(bool disposing)
    {
        lock (gate)
        {
            connection?.Dispose();
        }
    }

    private Connection There => connection ?? throw new ArchiveFileException(Path, Closed!);

    private static bool IsOfMedium(Exception refused) => refused is UnauthorizedAccessException or IOException
        or SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM };

    // Before SQLite makes it as open as the process makes all its files; the files that SQLite puts beside it are as private as it is.
    // One that is there is not opened but by SQLite: closing it would let go of the locks that others in this process hold on it.
    private static void KeepForOwner(string path)
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (!File.Exists(path))
        {
            using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = Owner });
        }
        else if (File.GetUnixFileMode(path) != Owner)
        {
            File.SetUnixFileMode(path, Owner);
        }
    }

    private static Connection Opened(string path)
    {
        var connection = new Connection(ConnectionSettings.Open(path, Patience));
        try
        {
            connection.Execute(Settings);
            if (raw.sqlite3_db_readonly(connection.Sqlite.Handle!, "main") != 0)
            {
                throw new UnauthorizedAccessException("the file cannot be written");
            }

            if (IsEmpty(connection))
            {
                connection.Execute("PRAGMA journal_mode = WAL");
                connection.InTransaction(() => LayOut(connection));
            }

            Check(path, connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Another process may have done it just before.
    private static void LayOut(Connection connection)
    {
        if (IsEmpty(connection))
        {
            connection.Execute(string.Create(
                CultureInfo.InvariantCulture,
                $"{Schema.Text("desk.sql")} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {SchemaVersion};"));
        }
    }

    private static bool IsEmpty(Connection connection) =>
        connection["SELECT count(*) FROM sqlite_schema"].Number() == 0 && connection["PRAGMA application_id"].Number() == 0;

    private static void Check(string path, Connection connection)
    {
        var (application, version) = (connection["PRAGMA application_id"].Number(), connection["PRAGMA user_version"].Number());
        if (application != ApplicationId)
        {
            throw new ArchiveFileException(path, "this is no desk of an archive; move it away, and another is laid out");
        }

        if (version != SchemaVersion)
        {
            throw new ArchiveFileException(path, $"this desk has schema {version}; this program is too old for it");
        }
    }

    private sealed class Tables(Connection connection) : DeskTables
    {
        public override int Change(string sql, IReadOnlyList<DeskValue> values) => Bound(sql, values).Run();

        public override List<T> All<T>(string sql, IReadOnlyList<DeskValue> values, Func<IDeskRow, T> read) => Bound(sql, values).All(row => read(new Row(row)));

        private Statement Bound(string sql, IReadOnlyList<DeskValue> values) => values.Aggregate(connection[sql], (statement, value) => value.Value switch
        {
            long number => statement.With(number),
            byte[] bytes => statement.With(bytes),
            var text => statement.With((string?)text),
        });
    }

    private sealed class Row(Statement row) : IDeskRow
    {
        public long Long(string column) => row.Long(column);

        public int Int(string column) => row.Int(column);

        public long? NumberOrNull(string column) => row.NumberOrNull(column);

        public long? NumberOrNull(int column) => row.NumberOrNull(column);

        public string Text(string column) => row.Text(column);

        public string? TextOrNull(string column) => row.TextOrNull(column);

        public byte[] Blob(string column) => row.Blob(column);
    }

    private sealed class FileTurn(WriteRight right) : JobTurn
    {
        // A lock of the system is lost with the process alone.
        public override bool IsHeld() => true;

        protected override void Dispose(bool disposing) => right.Dispose();
    }
}
