using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Archive.Storage.Sqlite;

/// <summary>Sets every connection to the archive up: readers when EF opens them, the writer when it starts.</summary>
internal sealed class ConnectionSettings : DbConnectionInterceptor
{
    /// <summary>A page of the site waits at most this long for SQLite; only a checkpoint can make it wait.</summary>
    private const int ReaderTimeoutSeconds = 5;

    // cell_size_check and trusted_schema: the file may be damaged, or come from elsewhere. mmap stays off: measured slower
    // when cold, not faster when warm. The cache is in KiB when negative: 64 MiB.
    private const string OfAll =
        """
        PRAGMA trusted_schema = OFF;
        PRAGMA cell_size_check = ON;
        PRAGMA mmap_size = 0;
        PRAGMA cache_size = -65536;
        """;

    private const string OfReaders =
        OfAll + """
        PRAGMA query_only = ON;
        PRAGMA busy_timeout = 5000;
        """;

    // synchronous NORMAL: in WAL mode a power cut may take the last transactions, never a part of one, and what it took is
    // imported again, because its source is not there. The commit that ends an import is FULL (see ArchiveWriter.Finish):
    // its fsync of the one WAL file makes all earlier commits durable, so success is told only of what will stay.
    // wal_autocheckpoint: in pages; 64 MiB are brought into the file at once, not the 4 MiB of each batch with two fsyncs.
    // secure_delete: what is taken down must not survive in free pages; nor in those that the index leaves when it is optimized.
    private const string OfWriter =
        OfAll + """
        PRAGMA synchronous = NORMAL;
        PRAGMA foreign_keys = ON;
        PRAGMA busy_timeout = 60000;
        PRAGMA secure_delete = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA wal_autocheckpoint = 16384;
        PRAGMA journal_size_limit = 67108864;
        """;

    // EF opens a connection for each query and the pool hands the same SQLite handle out again, settings and all.
    private readonly ConditionalWeakTable<sqlite3, object> ready = [];

    public static string ReaderString(string path) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadOnly,
        DefaultTimeout = ReaderTimeoutSeconds,
    }.ToString();

    /// <summary>The writer's own connection, outside the pool, so that closing it closes the file.</summary>
    public static SqliteConnection OpenWriter(string path)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Statement.Execute(connection, OfWriter);
        return connection;
    }

    /// <summary>A connection that only reads, for work beside EF and outside its pool.</summary>
    public static SqliteConnection OpenReader(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ReaderString(path)) { Pooling = false }.ToString());
        connection.Open();
        Statement.Execute(connection, OfReaders);
        return connection;
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        Prepare((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Prepare((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    // Opening costs more than a query: EF registers its functions anew each time. The connection stays open as long as its
    // context, which the pool keeps; it holds no lock between two queries.
    public override InterceptionResult ConnectionClosing(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => new(InterceptionResult.Suppress());

    private void Prepare(SqliteConnection connection)
    {
        if (!ready.TryGetValue(connection.Handle!, out _))
        {
            Statement.Execute(connection, OfReaders);
            ready.AddOrUpdate(connection.Handle!, this);
        }
    }
}
