using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Archive.Benchmarks.Search.Engines;

/// <summary>PostgreSQL's full-text search: a tsvector column under GIN, an index by date, one connection.</summary>
public sealed class PostgresEngine : Engine
{
    private static readonly TimeSpan MaxStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly PostgresServer server;
    private readonly NpgsqlConnection connection;

    private PostgresEngine(PostgresServer server, NpgsqlConnection connection)
    {
        this.server = server;
        this.connection = connection;
    }

    public override string Name => "PostgreSQL";

    /// <summary>Opens the copy of the comments; makes it where it is not there yet.</summary>
    public static async Task<Engine> OpenAsync(string data, string path)
    {
        var server = PostgresServer.Start(path);
        try
        {
            var engine = new PostgresEngine(server, await ConnectAsync(server));
            if (!engine.IsFilled())
            {
                await engine.FillAsync(Row.Of(data));
            }

            return engine;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public override bool Answers(Ask ask) => ask is { Want: Want.Newest or Want.Ranked or Want.Count, Typed: "" };

    public override Taken Answer(Ask ask)
    {
        var start = Stopwatch.GetTimestamp();
        using var command = new NpgsqlCommand(Sql(ask.Want), connection);
        command.Parameters.AddWithValue(Expression(ask));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            _ = reader.GetValue(reader.FieldCount - 1);
        }

        return new Taken(Stopwatch.GetElapsedTime(start).TotalMilliseconds, null);
    }

    public override async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await server.DisposeAsync();
    }

    private static string Sql(Want want) => want switch
    {
        Want.Newest => $"SELECT id, text FROM comments WHERE words @@ to_tsquery('simple', $1) ORDER BY published DESC LIMIT {PageSize}",
        Want.Ranked =>
            $"""
             SELECT id, text FROM comments, to_tsquery('simple', $1) AS query
              WHERE words @@ query ORDER BY ts_rank(words, query) DESC LIMIT {PageSize}
             """,
        _ => "SELECT count(*) FROM comments WHERE words @@ to_tsquery('simple', $1)",
    };

    private static string Expression(Ask ask) => ask.Shape switch
    {
        Shape.Any => string.Join(" | ", ask.Words),
        Shape.Phrase => string.Join(" <-> ", ask.Words),
        Shape.Prefix => ask.Words[0] + ":*",
        _ => string.Join(" & ", ask.Words),
    };

    private static async Task<NpgsqlConnection> ConnectAsync(PostgresServer server)
    {
        for (var waited = TimeSpan.Zero; ; waited += Look)
        {
            var connection = new NpgsqlConnection(server.ConnectionString);
            try
            {
                await connection.OpenAsync();
                return connection;
            }
            catch (NpgsqlException) when (waited < MaxStart)
            {
                // Not listening yet, or still starting.
                await connection.DisposeAsync();
                await Task.Delay(Look);
            }
        }
    }

    private bool IsFilled()
    {
        using var command = new NpgsqlCommand("SELECT to_regclass('comments_of_date') IS NOT NULL", connection);
        return (bool)command.ExecuteScalar()!;
    }

    private async Task FillAsync(IEnumerable<Row> rows)
    {
        Execute("DROP TABLE IF EXISTS comments");
        Execute("CREATE TABLE comments (id bigint PRIMARY KEY, published date NOT NULL, text text NOT NULL, words tsvector GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED)");
        await using (var copy = await connection.BeginBinaryImportAsync("COPY comments (id, published, text) FROM STDIN (FORMAT binary)"))
        {
            foreach (var row in rows)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(row.Id, NpgsqlDbType.Bigint);
                await copy.WriteAsync(DateOnly.Parse(row.Date, System.Globalization.CultureInfo.InvariantCulture), NpgsqlDbType.Date);
                await copy.WriteAsync(row.Text, NpgsqlDbType.Text);
            }

            await copy.CompleteAsync();
        }

        Execute("CREATE INDEX comments_of_words ON comments USING gin (words)");
        Execute("VACUUM ANALYZE comments");

        // The last one: it says that all is there.
        Execute("CREATE INDEX comments_of_date ON comments (published DESC)");
    }

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
