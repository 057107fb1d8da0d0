using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Sqlite;

/// <summary>Sets every connection to the archive up, those that read and the one that writes.</summary>
internal static partial class ConnectionSettings
{
    /// <summary>A page of the site waits at most this long for SQLite; only a checkpoint can make it wait, or who brings a log back after a crash.</summary>
    private static readonly TimeSpan PatienceOfReaders = TimeSpan.FromSeconds(5);

    /// <summary>Whoever writes waits for as long as another may need to bring a log of hundreds of megabytes back after a crash.</summary>
    private static readonly TimeSpan PatienceOfWriters = TimeSpan.FromMinutes(1);

    /// <summary>SQLITE_FCNTL_HAS_MOVED of SQLite's file controls.</summary>
    private const int FileHasMoved = 20;

    // cell_size_check and trusted_schema: the file may be damaged, or come from elsewhere. mmap stays off: measured slower
    // when cold, not faster when warm.
    private const string OfAll =
        """
        PRAGMA trusted_schema = OFF;
        PRAGMA cell_size_check = ON;
        PRAGMA mmap_size = 0;
        """;

    // cache_size, in KiB when negative: each connection has a cache of its own, a site under load has dozens of them, and they keep what they have.
    // What is not in it comes from the cache of the system, which all share, in a microsecond: ten thousand different pages took as long with a quarter of a cache of 4 MiB.
    private const string OfReaders =
        OfAll + """
        PRAGMA cache_size = -1024;
        PRAGMA query_only = ON;
        """;

    // synchronous NORMAL: in WAL mode a power cut may take the last transactions, never a part of one, and what it took is
    // made again from the record, which is on the disk before the copy moves.
    // wal_autocheckpoint: in pages of 8 KiB; 64 MiB are brought into the file at once, not the 4 MiB of each batch with two fsyncs.
    // secure_delete: what is taken down must not survive in free pages; nor in those that the index leaves when it is optimized.
    private const string OfWriter =
        OfAll + """
        PRAGMA cache_size = -65536;
        PRAGMA synchronous = NORMAL;
        PRAGMA foreign_keys = ON;
        PRAGMA secure_delete = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA wal_autocheckpoint = 8192;
        PRAGMA journal_size_limit = 67108864;
        """;

    /// <summary>How a file is opened for reading: as it is, or, where nothing can be written beside it, as a file that nobody changes.</summary>
    /// <remarks>
    /// SQLite reads a file of the WAL mode only where it may make two small files beside it. On a medium that cannot be written, the file
    /// is whole where it has no log; where a log is left, both are copied to where there is room.
    /// </remarks>
    public static string ReaderString(string path)
    {
        var asItIs = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            DefaultTimeout = (int)PatienceOfReaders.TotalSeconds,
            Pooling = false,
        };
        try
        {
            using var connection = new SqliteConnection(asItIs.ToString());
            connection.Open();
            Wait(connection, PatienceOfReaders);
            Statement.Execute(connection, "SELECT count(*) FROM sqlite_schema");
            return asItIs.ToString();
        }
        catch (SqliteException refusal) when (refusal.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY && File.Exists(path))
        {
            asItIs.DataSource = $"file:{Uri.EscapeDataString(LogCopies.WithoutLog(path)).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1";
            return asItIs.ToString();
        }
    }

    /// <summary>A connection that may write, outside any pool, so that closing it closes the file.</summary>
    /// <param name="patience">How long each statement waits for others; null to wait as writers do.</param>
    public static SqliteConnection Open(string path, TimeSpan? patience = null)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Wait(connection, patience ?? PatienceOfWriters);
        return connection;
    }

    /// <summary>The connection that writes a reading copy.</summary>
    public static Connection OpenWriter(string path)
    {
        var connection = new Connection(Open(path));
        connection.Execute(OfWriter);
        return connection;
    }

    /// <summary>A connection that only reads, for work beside EF.</summary>
    public static SqliteConnection OpenReader(string path) => OpenReaderOf(ReaderString(path));

    /// <param name="readerString">See <see cref="ReaderString"/>.</param>
    public static SqliteConnection OpenReaderOf(string readerString)
    {
        while (true)
        {
            var connection = new SqliteConnection(readerString);
            try
            {
                connection.Open();
                Wait(connection, PatienceOfReaders);
                Statement.Execute(connection, OfReaders);
                // With the first reading the log is opened by its name: it must be that of the file which was opened before.
                Statement.Execute(connection, "SELECT count(*) FROM sqlite_schema");
                if (!HasMoved(connection))
                {
                    return connection;
                }
            }
            catch
            {
                connection.Dispose();
                throw;
            }

            connection.Dispose();
        }
    }

    /// <summary>Brings what was written from the log into the file, as far as no reader needs the log; waits for nobody.</summary>
    public static void Checkpoint(Connection connection)
    {
        Wait(connection.Sqlite, TimeSpan.Zero);
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        Wait(connection.Sqlite, PatienceOfWriters);
    }

    /// <summary>Deletes a database that nobody has open, with its log.</summary>
    public static void DeleteFile(string path)
    {
        File.Delete(path);
        DeleteLog(path);
    }

    /// <summary>Deletes the log of a database that stands in the file whole, or stands no longer.</summary>
    public static void DeleteLog(string path)
    {
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
    }

    /// <summary>Whether the file was replaced, moved or deleted since the connection was opened: it still reads the old one.</summary>
    public static bool HasMoved(SqliteConnection connection)
    {
        var moved = 0;
        var handle = connection.Handle!;
        var result = sqlite3_file_control(handle.DangerousGetHandle(), "main", FileHasMoved, ref moved);
        GC.KeepAlive(handle);
        return result == raw.SQLITE_OK && moved != 0;
    }

    // Before any other setting: the first that looks into the file fails where another has it for itself, as after a crash.
    private static void Wait(SqliteConnection connection, TimeSpan patience) =>
        Statement.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(long)patience.TotalMilliseconds}"));

    [LibraryImport("e_sqlite3", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int sqlite3_file_control(nint db, string schema, int operation, ref int argument);
}

/// <summary>Copies of files whose log cannot be brought into them, because nothing can be written where they lie.</summary>
/// <remarks>A copy is as large and as private as its file: each state of a file is copied once, and the copies go when the process ends.</remarks>
internal static class LogCopies
{
    private static readonly ConcurrentDictionary<(string Path, DateTime Written, long Length), Lazy<string>> Copies = new();

    static LogCopies() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete();

    /// <summary>A file that is whole by itself: the file where it has no log, else a copy.</summary>
    public static string WithoutLog(string path)
    {
        var log = new FileInfo(path + "-wal");
        return !log.Exists || log.Length == 0
            ? path
            : Copies.GetOrAdd((path, log.LastWriteTimeUtc, log.Length), _ => new Lazy<string>(() => Copy(path, log.FullName))).Value;
    }

    private static string Copy(string path, string log)
    {
        var copy = Path.Combine(Directory.CreateTempSubdirectory("archive-").FullName, Path.GetFileName(path));
        File.Copy(path, copy);
        File.Copy(log, copy + "-wal");
        using var connection = ConnectionSettings.Open(copy);
        Statement.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        return copy;
    }

    private static void Delete()
    {
        foreach (var copy in Copies.Values.Where(copy => copy.IsValueCreated))
        {
            try
            {
                Directory.Delete(Path.GetDirectoryName(copy.Value)!, recursive: true);
            }
            catch (IOException)
            {
                // A connection still has it; the system clears its folder of temporary files.
            }
        }
    }
}
