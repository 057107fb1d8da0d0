using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Sqlite;

/// <summary>A connection to an SQLite file that keeps its statements ready.</summary>
internal sealed class Connection(SqliteConnection sqlite) : IDisposable
{
    private readonly Dictionary<string, Statement> statements = new(SqlText.Comparer);

    public SqliteConnection Sqlite => sqlite;

    /// <summary>The statement for an SQL text, ready to be bound. The texts are those of this program, so that there are few.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (!statements.TryGetValue(sql, out var statement))
            {
                statement = new Statement(sqlite, sql);
                statements.Add(sql, statement);
            }

            statement.Reset();
            return statement;
        }
    }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(sqlite.Handle!) == 0;

    public void Execute(string sql) => Statement.Execute(sqlite, sql);

    /// <summary>Does some writing as a whole or not at all.</summary>
    public void InTransaction(Action write)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            write();
            Execute("COMMIT");
        }
        catch
        {
            Rest();
            throw;
        }
    }

    /// <summary>Ends whatever is still being read or written, so that the connection holds no state of the file back.</summary>
    public void Rest()
    {
        foreach (var statement in statements.Values)
        {
            statement.Reset();
        }

        // SQLite has ended the transaction itself where the disk is full or fails; and a rollback that fails as well must not
        // hide the reason for it.
        if (IsInTransaction)
        {
            _ = raw.sqlite3_exec(sqlite.Handle!, "ROLLBACK");
        }
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        // Whoever asks all the same prepares one anew, and is told that the connection is closed.
        statements.Clear();
        sqlite.Dispose();
    }

    // The whole text would be hashed for every row of an import; texts of this program differ in length or at their end.
    private sealed class SqlText : IEqualityComparer<string>
    {
        public static readonly SqlText Comparer = new();

        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode(string text) => HashCode.Combine(text.Length, text[^1], text[text.Length / 2], text[text.Length / 3]);
    }
}
