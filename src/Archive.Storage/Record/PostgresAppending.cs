using System.Globalization;
using Npgsql;

namespace Archive.Storage.Record;

/// <summary>Appends to a record in PostgreSQL: rows go to the server many at once, because each question and answer takes as long as the way there and back.</summary>
internal sealed class PostgresAppending(string name, NpgsqlConnection connection, NpgsqlTransaction transaction, (long Number, string Seal) head) : Appending(head)
{
    /// <summary>What whoever waits for entries listens to; it carries the number of the last.</summary>
    public const string Channel = "archive_record";

    /// <summary>What is sent to the server at once.</summary>
    private const int MaxBytesAtOnce = 4 << 20, MaxRowsAtOnce = 500;

    private readonly List<NpgsqlBatchCommand> waiting = [];
    private long bytes;

    public override void Keep(string sha256, long bytes, byte[] packed) =>
        Add("INSERT INTO originals (sha256, bytes, content) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", packed.Length, sha256, bytes, packed);

    /// <summary>Wakes whoever listens, once all is committed.</summary>
    public void Tell() => Add($"SELECT pg_notify('{Channel}', $1)", 0, LastNumber.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sends what waits.</summary>
    public void Send()
    {
        if (waiting.Count == 0)
        {
            return;
        }

        using var batch = new NpgsqlBatch(connection, transaction);
        waiting.ForEach(batch.BatchCommands.Add);
        batch.ExecuteNonQuery();
        // Only now: what was refused is sent again before a commit, which the server then refuses too.
        waiting.Clear();
        bytes = 0;
    }

    protected override void Insert(Entry entry) => Add(
        "INSERT INTO entries (number, at, kind, detail, sha256) VALUES ($1, $2, $3, $4, $5)", entry.Detail.Length, entry.Number, entry.At, entry.Kind, entry.Detail, entry.Sha256);

    private void Add(string sql, int size, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        waiting.Add(command);
        bytes += size;
        if (bytes >= MaxBytesAtOnce || waiting.Count >= MaxRowsAtOnce)
        {
            PostgresRecord.Reached(name, () =>
            {
                Send();
                return true;
            });
        }
    }
}
