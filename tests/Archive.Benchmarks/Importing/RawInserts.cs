using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Archive.Benchmarks.Importing;

/// <summary>The floor of an import: every row that it wrote into the record and the copy, inserted by prepared statements, without full-text index and vocabulary.</summary>
/// <remarks>What triggers count is counted here, too.</remarks>
public static class RawInserts
{
    private static readonly string[] OfCopy =
        ["blogs", "imports", "sources", "problems", "posts", "captures", "capture_signs", "comments", "comment_keys", "sightings", "links", "post_people"];

    private static readonly string[] OfRecord = ["originals", "entries"];

    // The rows of about 100 posts, the size of the transactions with which the importer begins.
    private const int RowsPerTransaction = 2_000;

    /// <param name="imported">An archive that the importer made; its rows are read outside the measured time.</param>
    /// <param name="data">An empty folder.</param>
    /// <returns>How long this thread worked.</returns>
    public static TimeSpan Measure(string imported, string data)
    {
        ArchiveFolder.Open(data).Dispose();
        var clock = new WorkClock();
        Copy(imported, data, "record.db", OfRecord, clock);
        Copy(imported, data, "archive.db", OfCopy, clock);
        return clock.Worked;
    }

    private static void Copy(string imported, string data, string file, string[] tables, WorkClock clock)
    {
        using var source = Open(imported, file, SqliteOpenMode.ReadOnly);
        using var target = Open(data, file, SqliteOpenMode.ReadWrite);
        Execute(target, "PRAGMA journal_mode = WAL");
        Execute(target, "PRAGMA synchronous = NORMAL");
        Execute(target, "PRAGMA cache_size = -262144");
        Execute(target, "PRAGMA foreign_keys = OFF");
        foreach (var table in tables)
        {
            Copy(source, target, table, clock);
        }

        clock.Measure(() => Execute(target, "PRAGMA wal_checkpoint(TRUNCATE)"));
    }

    private static void Copy(SqliteConnection source, SqliteConnection target, string table, WorkClock clock)
    {
        var columns = Columns(source, table);
        using var read = source.CreateCommand();
        read.CommandText = $"SELECT {string.Join(", ", columns)} FROM {table}";
        using var rows = read.ExecuteReader();
        using var insert = target.CreateCommand();
        insert.CommandText =
            $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => Name(i)))})";
        for (var i = 0; i < columns.Count; i++)
        {
            insert.Parameters.Add(new SqliteParameter(Name(i), null));
        }

        var batch = new List<object[]>(RowsPerTransaction);
        for (var more = true; more;)
        {
            batch.Clear();
            while (batch.Count < RowsPerTransaction && (more = rows.Read()))
            {
                var row = new object[columns.Count];
                rows.GetValues(row);
                batch.Add(row);
            }

            clock.Measure(() => Insert(target, insert, batch));
        }
    }

    private static void Insert(SqliteConnection target, SqliteCommand insert, List<object[]> batch)
    {
        using var transaction = target.BeginTransaction();
        insert.Transaction = transaction;
        foreach (var row in batch)
        {
            for (var i = 0; i < row.Length; i++)
            {
                insert.Parameters[i].Value = row[i];
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"@{i}");

    // table_info leaves generated columns out, which cannot be inserted.
    private static List<string> Columns(SqliteConnection source, string table)
    {
        using var command = source.CreateCommand();
        command.CommandText = $"SELECT name FROM pragma_table_info('{table}')";
        using var reader = command.ExecuteReader();
        var columns = new List<string>();
        while (reader.Read())
        {
            columns.Add(reader.GetString(0));
        }

        return columns;
    }

    private static SqliteConnection Open(string data, string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(data, file),
            Mode = mode,
            Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>Adds up how long a thread works in the parts that are measured; what else the machine does does not count.</summary>
internal sealed class WorkClock
{
    public TimeSpan Worked { get; private set; }

    public void Measure(Action work)
    {
        var clock = ThreadClock.Start();
        work();
        var taken = clock.Stop();
        Worked += TimeSpan.FromMilliseconds(taken.Cpu ?? taken.Wall);
    }
}
