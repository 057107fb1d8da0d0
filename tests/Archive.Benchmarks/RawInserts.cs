using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Archive.Benchmarks;

/// <summary>The floor of an import: every row that it wrote, inserted by prepared statements, without a full-text index.</summary>
public static class RawInserts
{
    private static readonly string[] Tables = ["blogs", "imports", "sources", "posts", "captures", "comments"];

    // The rows of about 100 posts, the size of a transaction that the importer uses too.
    private const int RowsPerTransaction = 2_000;

    /// <param name="imported">An archive that the importer made; its rows are read outside the measured time.</param>
    /// <param name="data">An empty folder.</param>
    public static TimeSpan Measure(string imported, string data)
    {
        ArchiveFolder.Open(data).Dispose();
        using var source = Open(imported, SqliteOpenMode.ReadOnly);
        using var target = Open(data, SqliteOpenMode.ReadWrite);
        Execute(target, "PRAGMA journal_mode = WAL");
        Execute(target, "PRAGMA synchronous = NORMAL");
        Execute(target, "PRAGMA cache_size = -262144");
        Execute(target, "PRAGMA foreign_keys = OFF");
        var clock = new Stopwatch();
        foreach (var table in Tables)
        {
            Copy(source, target, table, clock);
        }

        clock.Start();
        Execute(target, "PRAGMA wal_checkpoint(TRUNCATE)");
        return clock.Elapsed;
    }

    private static void Copy(SqliteConnection source, SqliteConnection target, string table, Stopwatch clock)
    {
        var columns = Columns(source, table);
        using var read = source.CreateCommand();
        read.CommandText = $"SELECT {string.Join(", ", columns)} FROM {table} ORDER BY id";
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

            clock.Start();
            Insert(target, insert, batch);
            clock.Stop();
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

    private static SqliteConnection Open(string data, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(data, "archive.db"),
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
