using Microsoft.Data.Sqlite;

namespace Archive.Benchmarks.Search.Engines;

/// <summary>The comments once more, in a database of their own with the full-text table that FTS5's documentation shows.</summary>
public sealed class SqliteRows : IDisposable
{
    private readonly SqliteConnection connection;

    private SqliteRows(string path)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Execute("PRAGMA cache_size = -65536");
    }

    /// <summary>Opens the copy; makes it where it is not there yet.</summary>
    public static SqliteRows Open(string data, string path)
    {
        if (!File.Exists(path))
        {
            // Under another name until it is whole: a kept folder may hold one that was interrupted.
            var unfinished = path + ".unfinished";
            File.Delete(unfinished);
            using (var rows = new SqliteRows(unfinished))
            {
                rows.Fill(Row.Of(data));
            }

            File.Move(unfinished, path);
        }

        return new SqliteRows(path);
    }

    /// <summary>Asks and reads all rows to the end.</summary>
    public Taken Read(string sql, string parameter)
    {
        var clock = ThreadClock.Start();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@q", parameter);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            _ = reader.GetValue(reader.FieldCount - 1);
        }

        return clock.Stop();
    }

    public void Dispose() => connection.Dispose();

    private void Fill(IEnumerable<Row> rows)
    {
        Execute("PRAGMA journal_mode = OFF");
        Execute("CREATE TABLE comments (id INTEGER PRIMARY KEY, published TEXT NOT NULL, text TEXT NOT NULL)");
        Execute("CREATE VIRTUAL TABLE fts USING fts5 (text, content = 'comments', content_rowid = 'id')");
        using (var transaction = connection.BeginTransaction())
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO comments VALUES (@id, @published, @text)";
            var (id, published, text) = (insert.Parameters.Add("@id", SqliteType.Integer), insert.Parameters.Add("@published", SqliteType.Text), insert.Parameters.Add("@text", SqliteType.Text));
            foreach (var row in rows)
            {
                (id.Value, published.Value, text.Value) = (row.Id, row.Date, row.Text);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        Execute("CREATE INDEX comments_of_date ON comments (published)");
        Execute("INSERT INTO fts (fts) VALUES ('rebuild')");
        Execute("INSERT INTO fts (fts) VALUES ('optimize')");
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
