using System.Globalization;
using Npgsql;

namespace Archive.Storage.Record;

/// <summary>The record in a PostgreSQL database: originals under their SHA-256, and the log of what was done.</summary>
/// <remarks>
/// The right to write is a lock that the writer's session holds: it ends with the connection, however that ends, and with it ends what was not committed.
/// What is appended is where the server's <c>synchronous_commit</c> puts it when a call returns: on its disk, and on the disk of a synchronous standby.
/// </remarks>
internal sealed class PostgresRecord : IRecord
{
    private const int SchemaVersion = 1;

    /// <summary>"ArRc" in ASCII, as in the file; the second half tells the right to write from the making of the tables.</summary>
    private const int LockOfRecord = 0x41725263, Writing = 1, Making = 2;

    // By a question that sees what others committed while this session waited: names that were looked up before are remembered as missing.
    private const string HasTable = "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'record')";

    private const string Columns = "SELECT number, at, kind, detail, sha256 FROM entries ";

    private readonly Func<NpgsqlConnection> open;
    private readonly Timeline timeline;

    // Of a writer, whose session has the right; of a reader each question has one of the pool.
    private readonly NpgsqlConnection? writing;
    private readonly Lock gate = new();
    private NpgsqlTransaction? transaction;
    private PostgresAppending? sending;
    private string? warning;

    private PostgresRecord(string name, Func<NpgsqlConnection> open, Timeline timeline, NpgsqlConnection? writing)
    {
        (Name, this.open, this.timeline, this.writing) = (name, open, timeline, writing);
        if (writing is not null)
        {
            writing.Notice += (_, told) => warning = told.Notice.InvariantSeverity == "WARNING" ? told.Notice.MessageText : warning;
        }
    }

    public string Name { get; }

    public bool HasMoved => false;

    public bool IsBeingWritten => writing is null && Ask(
        "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND classid = $1::bigint::oid AND objid = $2::bigint::oid AND granted)",
        row => row.GetBoolean(0), (long)LockOfRecord, (long)Writing).Single();

    /// <summary>Opens a record to read it.</summary>
    /// <exception cref="ArchiveFileException">There is none, or it cannot be reached.</exception>
    public static PostgresRecord OpenReader(string name, Func<NpgsqlConnection> open, Timeline timeline)
    {
        var record = new PostgresRecord(name, open, timeline, null);
        try
        {
            record.Check();
            return record;
        }
        catch
        {
            record.Dispose();
            throw;
        }
    }

    /// <summary>Opens a record to append to it; null where another session has the right.</summary>
    public static PostgresRecord? TryOpenWriter(string name, Func<NpgsqlConnection> open, Timeline timeline)
    {
        PostgresRecord? record = null;
        try
        {
            record = new PostgresRecord(name, open, timeline, Reached(name, open));
            record.Check();
            // Where the server is told to answer before the disk has it, an entry that was acknowledged could be lost.
            record.Run("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')");
            if (record.Ask("SELECT pg_try_advisory_lock($1, $2)", row => row.GetBoolean(0), LockOfRecord, Writing).Single())
            {
                return record;
            }
        }
        catch
        {
            record?.Dispose();
            throw;
        }

        record.Dispose();
        return null;
    }

    /// <summary>Makes the tables where there are none yet.</summary>
    public static void Create(string name, Func<NpgsqlConnection> open) => Reached(name, () =>
    {
        using var connection = open();
        if (HasTables(connection))
        {
            return true;
        }

        using var making = connection.BeginTransaction();
        // Two that come at once: one makes them, the other waits and finds them.
        using (var wait = Command(connection, "SELECT pg_advisory_xact_lock($1, $2)", LockOfRecord, Making))
        {
            wait.ExecuteNonQuery();
        }

        if (!HasTables(connection))
        {
            using var ask = Command(connection, "SHOW server_encoding");
            if (ask.ExecuteScalar() is var encoding and not "UTF8")
            {
                throw new ArchiveFileException(name, $"this database holds texts in {encoding}, which has not all letters; make one by CREATE DATABASE … ENCODING 'UTF8'");
            }

            using var make = Command(connection, Schema.Text("record-postgres.sql"));
            make.ExecuteNonQuery();
        }

        making.Commit();
        return true;
    });

    // Whoever follows asks for it first, and learns with it whether the one that answers is still to be believed.
    public (long Number, string Seal) Head()
    {
        return Ask($"SELECT {Timeline.Sql}, number, sha256 FROM (SELECT) one LEFT JOIN (SELECT number, sha256 FROM entries ORDER BY number DESC LIMIT 1) last ON true", row =>
        {
            timeline.Meet(Name, row);
            return row.IsDBNull(2) ? (0, Entry.NoHash) : (row.GetInt64(2), row.GetString(3));
        }).Single();
    }

    public IReadOnlyList<Entry> EntriesAfter(long number, int count) => Ask(Columns + "WHERE number > $1 ORDER BY number LIMIT $2", Of, number, count);

    public IReadOnlyList<Entry> EntriesBefore(long number, int count) => Ask(Columns + "WHERE number < $1 ORDER BY number DESC LIMIT $2", Of, number, count);

    public Entry? Last(string kind, long after) => Ask(Columns + "WHERE number > $1 AND kind = $2 ORDER BY number DESC LIMIT 1", Of, after, kind).FirstOrDefault();

    public Entry? LastForAll(long after, long upTo) => Ask(
        Columns + "WHERE number > $1 AND number <= $2 AND kind NOT IN ('source', 'blog', 'import') ORDER BY number DESC LIMIT 1", Of, after, upTo).FirstOrDefault();

    public Entry? Find(long number) => Ask(Columns + "WHERE number = $1", Of, number).FirstOrDefault();

    public IReadOnlyDictionary<long, string> Seals(IReadOnlyCollection<long> numbers) =>
        Ask("SELECT number, sha256 FROM entries WHERE number = ANY($1)", row => (Number: row.GetInt64(0), Sha256: row.GetString(1)), numbers.ToArray())
            .ToDictionary(entry => entry.Number, entry => entry.Sha256);

    IReadOnlyList<BlogDescribed> IRecord.Descriptions(string slug) =>
        [.. Ask(Columns + "WHERE kind = 'blog' AND position($1 IN detail) > 0 ORDER BY number", Of, EntryDetail.Quoted(slug)).Select(entry => entry.Read()).OfType<BlogDescribed>().Where(said => said.Slug == slug)];

    public bool Mentions(string slug, long before) => Ask(
        "SELECT EXISTS (SELECT 1 FROM entries WHERE number < $1 AND kind <> 'import' AND position($2 IN replace(detail, $2 || ':', '')) > 0)", row => row.GetBoolean(0), before, EntryDetail.Quoted(slug)).Single();

    public (byte[] Packed, long Bytes)? FetchPacked(string sha256) =>
        Ask<(byte[], long)?>("SELECT content, bytes FROM originals WHERE sha256 = $1", row => (row.GetFieldValue<byte[]>(0), row.GetInt64(1)), sha256).FirstOrDefault();

    // Kept outside of its row as it is, so that the server reads no more of it than is asked for. It counts from 1.
    public (byte[] Packed, long Bytes)? FetchPart(string sha256, int from, int count) => Ask<(byte[], long)?>(
        "SELECT substring(content FROM $2 FOR $3), bytes FROM originals WHERE sha256 = $1", row => (row.GetFieldValue<byte[]>(0), row.GetInt64(1)), sha256, from + 1, count).FirstOrDefault();

    public IEnumerable<(string Sha256, long Bytes)> Originals()
    {
        const int PartSize = 1_000;
        var last = "";
        while (Ask("SELECT sha256, bytes FROM originals WHERE sha256 > $1 ORDER BY sha256 LIMIT $2", row => (Sha256: row.GetString(0), Bytes: row.GetInt64(1)), last, PartSize)
            is { Count: > 0 } part)
        {
            foreach (var original in part)
            {
                last = string.CompareOrdinal(original.Sha256, last) > 0 ? original.Sha256 : throw ArchiveFileException.OutOfOrder(Name);
                yield return original;
            }
        }
    }

    public void Append(Action<Appending> append)
    {
        var appending = Begin();
        try
        {
            append(appending);
            Commit();
        }
        catch
        {
            Rest();
            throw;
        }
    }

    public Appending Begin()
    {
        lock (gate)
        {
            transaction = Reached(Name, () => Writer().BeginTransaction());
            return sending = new PostgresAppending(Name, Writer(), transaction, Head());
        }
    }

    public void Commit() => Reached(Name, () =>
    {
        lock (gate)
        {
            if (sending is { HasWritten: true })
            {
                sending.Tell();
            }

            sending?.Send();
            sending = null;
            warning = null;
            transaction?.Commit();
            transaction?.Dispose();
            transaction = null;
            // Whoever ends the waiting for a synchronous standby is told so, and that all is well.
            return warning is null ? true : throw new ArchiveFileException(Name, $"what was written last may be on one server alone: {warning}");
        }
    });

    public void Rest()
    {
        lock (gate)
        {
            sending = null;
            try
            {
                transaction?.Dispose();
            }
            catch (NpgsqlException)
            {
                // With the connection the server itself takes away what was not committed.
            }

            transaction = null;
        }
    }

    public void Checkpoint()
    {
        // The server does that by itself.
    }

    public IEnumerable<string> CheckHome()
    {
        const string Found =
            """
            SELECT string_agg(table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable, ', ' ORDER BY table_name, ordinal_position)
              FROM information_schema.columns WHERE table_schema = current_schema() AND table_name IN ('originals', 'entries', 'record')
            """;
        const string Own =
            "entries.number bigint NO, entries.at text NO, entries.kind text NO, entries.detail text NO, entries.sha256 text NO, "
            + "originals.sha256 text NO, originals.bytes bigint NO, originals.content bytea NO, record.schema integer NO";
        return Ask(Found, row => row.GetString(0)).Single() == Own ? [] : ["its tables are not those of this program"];
    }

    public void Dispose()
    {
        Rest();
        if (writing is { State: System.Data.ConnectionState.Open })
        {
            try
            {
                // The server ends a session some moments after its connection, and the next to write would be refused until then.
                Run("SELECT pg_advisory_unlock_all()");
            }
            catch (ArchiveFileException)
            {
                // With the connection goes the right.
            }
        }

        writing?.Dispose();
    }

    private void Check()
    {
        var version = Ask(HasTable, row => row.GetBoolean(0)).Single() ? Ask("SELECT schema FROM record", row => row.GetInt32(0)).FirstOrDefault() : 0;
        _ = version switch
        {
            0 => throw new ArchiveFileException(Name, "there is no record of an archive; 'archive record init' makes one"),
            SchemaVersion => version,
            _ => throw new ArchiveFileException(Name, string.Create(CultureInfo.InvariantCulture, $"this record has schema {version}; this program is too old for it")),
        };
    }

    private void Run(string sql) => Ask(sql, _ => true);

    // What was appended before in the same transaction is there for whoever asks.
    private List<T> Ask<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] values) => Reached(Name, () =>
    {
        if (writing is null)
        {
            using var reading = open();
            return Ask(reading, sql, read, values);
        }

        lock (gate)
        {
            sending?.Send();
            return Ask(Writer(), sql, read, values);
        }
    });

    private static List<T> Ask<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, object[] values)
    {
        using var command = Command(connection, sql, values);
        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
        {
            all.Add(read(rows));
        }

        return all;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static bool HasTables(NpgsqlConnection connection)
    {
        using var command = Command(connection, HasTable);
        return (bool)command.ExecuteScalar()!;
    }

    private NpgsqlConnection Writer() => writing switch
    {
        null => throw new InvalidOperationException("this record was opened to be read"),
        { State: System.Data.ConnectionState.Open } => writing,
        _ => throw new IOException("the connection is lost, and with it the right to write"),
    };

    /// <summary>Asks the server; what it or the line says against that names the place.</summary>
    internal static T Reached<T>(string name, Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (PostgresException refusal) when (IsAway(refusal.SqlState))
        {
            throw new RecordUnreachableException(name, Why(refusal), refusal);
        }
        catch (PostgresException refusal)
        {
            throw new ArchiveFileException(name, $"the server refuses: {refusal.MessageText}", refusal);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException or IOException)
        {
            throw new RecordUnreachableException(name, Why(failure), failure);
        }
    }

    /// <summary>Why somebody does not answer, for people.</summary>
    internal static string Why(Exception failure) => failure switch
    {
        RecordUnreachableException away => away.Why,
        PostgresException away => away.MessageText,
        _ => failure.GetBaseException() is EndOfStreamException ? "the connection was cut" : failure.GetBaseException().Message,
    };

    // It starts, ends, has no room for another connection, or has become a standby: classes 08, 53 and 57P, 25006 and 55000 of appendix A of PostgreSQL's manual.
    internal static bool IsAway(string state) => state is "25006" or "55000" || Array.Exists(["08", "53", "57P"], one => state.StartsWith(one, StringComparison.Ordinal));

    private static Entry Of(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4));
}
