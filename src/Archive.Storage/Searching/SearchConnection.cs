using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Searching;

/// <summary>A connection that searches, with its statements kept ready.</summary>
internal sealed class SearchConnection : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    public SearchConnection(string path)
    {
        connection = ConnectionSettings.OpenReader(path);
        HitFunction.Register(connection);
    }

    public SqliteConnection Connection => connection;

    /// <summary>The statement for an SQL text, ready to be bound. The texts are those of this program, so that there are few.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (!statements.TryGetValue(sql, out var statement))
            {
                statement = new Statement(connection, sql);
                statements.Add(sql, statement);
            }

            statement.Reset();
            return statement;
        }
    }

    /// <summary>Ends whatever is still being read, so that the connection holds no state of the archive back.</summary>
    public void Rest()
    {
        foreach (var statement in statements.Values)
        {
            statement.Reset();
        }

        if (raw.sqlite3_get_autocommit(connection.Handle!) == 0)
        {
            Statement.Execute(connection, "ROLLBACK");
        }
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }
}
