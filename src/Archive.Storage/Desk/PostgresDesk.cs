using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace Archive.Storage.Desk;

/// <summary>The desk in the PostgreSQL database of the record, for all machines of the archive.</summary>
/// <remarks>
/// Writes come one after the other by a lock that each transaction takes first: many count before they add, and rows that are not there yet cannot be locked.
/// They are few and small, so that nobody waits for long. Connections are those by which the record is read.
/// </remarks>
internal sealed partial class PostgresDesk : DeskHome
{
    private const int SchemaVersion = 1;

    /// <summary>"ArDk" in ASCII, as in the file; the second half says which right.</summary>
    private const int LockOfDesk = 0x4172446B, Writing = 1, Making = 2, Turn = 3;

    // A machine that falls asleep in the middle of writing lets the others wait no longer than that.
    private const string BeginWriting = "SELECT set_config('idle_in_transaction_session_timeout', '10s', true), pg_advisory_xact_lock($1, $2)";

    private const string HasTables = "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'desk')";

    /// <summary>A database that was away is not asked for so long: what needs no desk waits for none.</summary>
    private static readonly TimeSpan LeaveAlone = TimeSpan.FromSeconds(2);

    private static readonly ConcurrentDictionary<string, string> Numbered = new(StringComparer.Ordinal);

    private readonly PostgresPlace place;
    private readonly Lock writing = new();

    // Both change as a whole, and whoever reads an earlier state asks once more than needed.
    private volatile bool isReady;
    private volatile Failure? failure;

    private PostgresDesk(PostgresPlace place) => this.place = place;

    public override string Name => place.Name;

    public override bool IsShared => true;

    /// <summary>Asks again where it is some time ago that the database was away.</summary>
    public override string? Closed
    {
        get
        {
            try
            {
                _ = failure is null || Read(_ => true);
                return null;
            }
            catch (DeskAwayException)
            {
                return DeskAwayException.Sentence;
            }
        }
    }

    /// <summary>Opens the desk, and makes its tables where there are none; a database that is away now is asked again when the desk is needed.</summary>
    /// <exception cref="ArchiveFileException">The tables are of a newer program, or the server lets nobody make them.</exception>
    public static PostgresDesk Open(PostgresPlace place)
    {
        var desk = new PostgresDesk(place);
        try
        {
            desk.Read(_ => true);
        }
        catch (DeskAwayException)
        {
            // Readers need no desk.
        }

        return desk;
    }

    internal override T Read<T>(Func<DeskTables, T> read) => Reached((connection, _) => read(new Tables(connection)));

    internal override T Write<T>(Func<DeskTables, T> write)
    {
        // Who waits for another of this machine holds no connection meanwhile.
        lock (writing)
        {
            return Reached((connection, keeps) =>
            {
                using var transaction = connection.BeginTransaction();
                Take(connection, BeginWriting, Writing);
                var written = write(new Tables(connection));
                keeps();
                transaction.Commit();
                return written;
            });
        }
    }

    internal override JobTurn? TryTakeTurn()
    {
        // A lock of a session that is in no pool: with the connection the right ends.
        var connection = Asked(() => Opened(place.Hosts.OpenAlone));
        try
        {
            if (Asked(() => Take(connection, "SELECT pg_try_advisory_lock($1, $2)", Turn)) is true)
            {
                return new SessionTurn(connection);
            }
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        connection.Dispose();
        return null;
    }

    protected override void Dispose(bool disposing)
    {
        // The connections are the record's.
    }

    // A connection of the pool may have been lost while it rested: the pool is emptied and all is asked once more, provided that nothing can have been kept.
    private T Reached<T>(Func<NpgsqlConnection, Action, T> ask)
    {
        var (isOpen, mayBeKept) = (false, false);
        try
        {
            return Asked(Ask);
        }
        catch (DeskAwayException) when (isOpen && !mayBeKept)
        {
            failure = null;
            return Asked(Ask);
        }

        T Ask()
        {
            isOpen = false;
            using var connection = Opened(place.Hosts.OpenToRead);
            isOpen = true;
            try
            {
                Prepare(connection);
                return ask(connection, () => mayBeKept = true);
            }
            catch (NpgsqlException lost) when (lost is not PostgresException || connection.State != System.Data.ConnectionState.Open)
            {
                NpgsqlConnection.ClearPool(connection);
                throw;
            }
        }
    }

    private T Asked<T>(Func<T> ask)
    {
        if (failure is { } last)
        {
            if (Environment.TickCount64 - last.At < LeaveAlone.TotalMilliseconds)
            {
                throw new DeskAwayException(Name, last.Cause);
            }

            // One tries; the others are told what the last one was.
            failure = new Failure(last.Cause, Environment.TickCount64);
        }

        try
        {
            var answer = ask();
            failure = null;
            return answer;
        }
        catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.DiskFull)
        {
            throw new ArchiveFileException(Name, "the disk is full", full);
        }
        catch (PostgresException refusal) when (!PostgresRecord.IsAway(refusal.SqlState))
        {
            // The tables may have gone, as after a standby was promoted that had not got them.
            isReady = isReady && refusal.SqlState != PostgresErrorCodes.UndefinedTable;
            throw new ArchiveFileException(Name, $"the server refuses: {refusal.MessageText}", refusal);
        }
        catch (Exception lost) when (lost is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException or IOException)
        {
            failure = new Failure(lost, Environment.TickCount64);
            throw new DeskAwayException(Name, lost);
        }
    }

    // Whatever a server says to whoever comes: to those who are at the desk it is away.
    private static NpgsqlConnection Opened(Func<NpgsqlConnection> open)
    {
        try
        {
            return open();
        }
        catch (Exception refusal) when (refusal is PostgresException or RecordUnreachableException)
        {
            throw new IOException((refusal as PostgresException)?.MessageText ?? refusal.Message, refusal);
        }
    }

    private void Prepare(NpgsqlConnection connection)
    {
        if (isReady)
        {
            return;
        }

        if (Scalar(connection, HasTables) is not true)
        {
            Make(connection);
        }

        var version = Scalar(connection, "SELECT schema FROM desk");
        isReady = version is SchemaVersion
            ? true
            : throw new ArchiveFileException(Name, string.Create(CultureInfo.InvariantCulture, $"its desk has schema {version}; this program is too old for it"));
    }

    // Two that come at once: one makes the tables, the other waits and finds them.
    private static void Make(NpgsqlConnection connection)
    {
        using var making = connection.BeginTransaction();
        Take(connection, "SELECT pg_advisory_xact_lock($1, $2)", Making);
        if (Scalar(connection, HasTables) is not true)
        {
            using var make = new NpgsqlCommand(Schema.Text("desk-postgres.sql"), connection);
            make.ExecuteNonQuery();
        }

        making.Commit();
    }

    private static object? Take(NpgsqlConnection connection, string sql, int right)
    {
        using var take = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = LockOfDesk }, new() { Value = right } } };
        return take.ExecuteScalar();
    }

    private static object? Scalar(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    [GeneratedRegex(@"\?(\d*)", RegexOptions.NonBacktracking)]
    private static partial Regex Places();

    private sealed record Failure(Exception Cause, long At);

    private sealed class Tables(NpgsqlConnection connection) : DeskTables
    {
        public override int Change(string sql, IReadOnlyList<DeskValue> values)
        {
            using var command = Command(sql, values);
            return command.ExecuteNonQuery();
        }

        public override List<T> All<T>(string sql, IReadOnlyList<DeskValue> values, Func<IDeskRow, T> read)
        {
            using var command = Command(sql, values);
            using var reader = command.ExecuteReader();
            var (row, rows) = (new Row(reader), new List<T>());
            while (reader.Read())
            {
                rows.Add(read(row));
            }

            return rows;
        }

        private NpgsqlCommand Command(string sql, IReadOnlyList<DeskValue> values)
        {
            var command = new NpgsqlCommand(Numbered.GetOrAdd(sql, OfPostgres), connection);
            foreach (var (kind, value) in values)
            {
                command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = TypeOf(kind), Value = value is string text ? Storable(text) : value ?? DBNull.Value });
            }

            return command;
        }

        // Where SQLite has ? or ?1, PostgreSQL has $1.
        private static string OfPostgres(string sql)
        {
            var count = 0;
            return Places().Replace(sql, place => string.Create(CultureInfo.InvariantCulture, $"${(place.Groups[1].Length > 0 ? place.Groups[1].Value : ++count)}"));
        }

        private static NpgsqlDbType TypeOf(DeskKind kind) => kind switch
        {
            DeskKind.Number => NpgsqlDbType.Bigint,
            DeskKind.Text => NpgsqlDbType.Text,
            _ => NpgsqlDbType.Bytea,
        };

        // Half a pair of surrogates is no text anywhere, and PostgreSQL has no letter of number 0.
        private static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
    }

    private sealed class Row(NpgsqlDataReader reader) : IDeskRow
    {
        public long Long(string column) => reader.GetInt64(reader.GetOrdinal(column));

        public int Int(string column) => checked((int)Long(column));

        public long? NumberOrNull(string column) => NumberOrNull(reader.GetOrdinal(column));

        public long? NumberOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

        public string Text(string column) => reader.GetString(reader.GetOrdinal(column));

        public string? TextOrNull(string column) => reader.GetOrdinal(column) is var at && reader.IsDBNull(at) ? null : reader.GetString(at);

        public byte[] Blob(string column) => reader.GetFieldValue<byte[]>(reader.GetOrdinal(column));
    }

    private sealed class SessionTurn(NpgsqlConnection connection) : JobTurn
    {
        /// <summary>Less than the server waits for a machine that is silent, before it gives the right to another.</summary>
        private const int AnswerSeconds = 5;

        public override bool IsHeld()
        {
            try
            {
                using var ask = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = AnswerSeconds };
                return ask.ExecuteScalar() is not null;
            }
            catch (Exception lost) when (lost is NpgsqlException or TimeoutException or IOException or InvalidOperationException)
            {
                return false;
            }
        }

        protected override void Dispose(bool disposing) => connection.Dispose();
    }
}
