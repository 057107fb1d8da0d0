using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Record;

/// <summary>The record in an SQLite file: originals under their SHA-256, and the log of what was done.</summary>
/// <remarks>Nothing is changed in it but by appending. What is appended is on the disk when a call returns.</remarks>
public sealed class SqliteRecord : IRecord
{
    /// <summary>"ArRc" in ASCII: tells a record from any other SQLite file.</summary>
    private const int ApplicationId = 0x41725263;

    private const int SchemaVersion = 1;

    /// <summary>Of a new record: an original takes several pages and leaves half of one empty. A record that is there keeps the pages that it has.</summary>
    private const int PageSize = 1024;

    // FULL: an entry is on the disk before the reading copy moves. secure_delete: what is taken down must not survive in free pages.
    private const string OfWriter =
        """
        PRAGMA synchronous = FULL;
        PRAGMA secure_delete = ON;
        PRAGMA trusted_schema = OFF;
        PRAGMA cell_size_check = ON;
        PRAGMA cache_size = -8192;
        """;

    /// <summary>Bytes of the log that are brought into the file at once, and that the log keeps; for the first SQLite counts pages, of which a record has those that it was made with.</summary>
    private const long BytesOfLog = 64 << 20;

    private readonly Connection connection;
    private readonly Lock gate = new();

    private SqliteRecord(string path, Connection connection) => (Name, this.connection) = (path, connection);

    public string Name { get; }

    /// <summary>Opens a record to read it.</summary>
    /// <exception cref="ArchiveFileException">There is none, or it is something else.</exception>
    internal static SqliteRecord OpenReader(string path) => Opened(path, () => Checked(path, new Connection(ConnectionSettings.OpenReader(path))));

    /// <summary>Opens a record to append to it, or creates it. The caller has the right to write.</summary>
    internal static SqliteRecord OpenWriter(string path) => Opened(path, () =>
    {
        var connection = new Connection(ConnectionSettings.Open(path));
        connection.Execute(OfWriter);
        if (connection["SELECT count(*) FROM sqlite_schema"].Number() == 0 && connection["PRAGMA application_id"].Number() == 0)
        {
            connection.Execute($"PRAGMA page_size = {PageSize}");
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute(string.Create(
                CultureInfo.InvariantCulture,
                $"BEGIN IMMEDIATE; {Schema.Text("record.sql")} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {SchemaVersion}; COMMIT;"));
        }

        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA wal_autocheckpoint = {BytesOfLog / connection["PRAGMA page_size"].Number()}; PRAGMA journal_size_limit = {BytesOfLog}"));
        return Checked(path, connection);
    });

    public (long Number, string Seal) Head()
    {
        lock (gate)
        {
            return connection["SELECT number, sha256 FROM entries ORDER BY number DESC LIMIT 1"].First<(long, string)?>(row => (row.Long(0), row.Text(1)))
                ?? (0, Entry.NoHash);
        }
    }

    public IReadOnlyList<Entry> EntriesAfter(long number, int count)
    {
        lock (gate)
        {
            return connection["SELECT number, at, kind, detail, sha256 FROM entries WHERE number > ? ORDER BY number " + Statement.Limit]
                .With(number).With(count).All(Of);
        }
    }

    public IReadOnlyList<Entry> EntriesBefore(long number, int count)
    {
        lock (gate)
        {
            return connection["SELECT number, at, kind, detail, sha256 FROM entries WHERE number < ? ORDER BY number DESC " + Statement.Limit]
                .With(number).With(count).All(Of);
        }
    }

    public Entry? Last(string kind, long after)
    {
        lock (gate)
        {
            return connection["SELECT number, at, kind, detail, sha256 FROM entries WHERE number > ? AND kind = ? ORDER BY number DESC LIMIT 1"]
                .With(after).With(kind).First(Of);
        }
    }

    public Entry? LastForAll(long after, long upTo)
    {
        lock (gate)
        {
            return connection[
                "SELECT number, at, kind, detail, sha256 FROM entries WHERE number > ? AND number <= ? AND kind NOT IN ('source', 'blog', 'import') ORDER BY number DESC LIMIT 1"]
                .With(after).With(upTo).First(Of);
        }
    }

    public Entry? Find(long number)
    {
        lock (gate)
        {
            return connection["SELECT number, at, kind, detail, sha256 FROM entries WHERE number = ?"].With(number).First(Of);
        }
    }

    public IReadOnlyDictionary<long, string> Seals(IReadOnlyCollection<long> numbers)
    {
        lock (gate)
        {
            return numbers.Distinct().Select(number => (number, Sha256: connection["SELECT sha256 FROM entries WHERE number = ?"].With(number).Text()))
                .Where(entry => entry.Sha256 is not null).ToDictionary(entry => entry.number, entry => entry.Sha256!);
        }
    }

    IReadOnlyList<BlogDescribed> IRecord.Descriptions(string slug)
    {
        lock (gate)
        {
            return [.. connection["SELECT number, at, kind, detail, sha256 FROM entries WHERE kind = 'blog' AND instr(detail, ?) > 0 ORDER BY number"]
                .With(EntryDetail.Quoted(slug)).All(Of).Select(entry => entry.Read()).OfType<BlogDescribed>().Where(said => said.Slug == slug)];
        }
    }

    public bool Mentions(string slug, long before)
    {
        lock (gate)
        {
            return connection["SELECT EXISTS (SELECT 1 FROM entries WHERE number < ?1 AND kind <> 'import' AND instr(replace(detail, ?2 || ':', ''), ?2) > 0)"]
                .With(before).With(EntryDetail.Quoted(slug)).Number() == 1;
        }
    }

    public (byte[] Packed, long Bytes)? FetchPacked(string sha256)
    {
        lock (gate)
        {
            return connection["SELECT content, bytes FROM originals WHERE sha256 = ?"].With(sha256).First<(byte[], long)?>(row => (row.Blob(0), row.Long(1)));
        }
    }

    public (byte[] Packed, long Bytes)? FetchPart(string sha256, int from, int count)
    {
        lock (gate)
        {
            if (connection["SELECT rowid, bytes FROM originals WHERE sha256 = ?"].With(sha256).First<(long Row, long Bytes)?>(row => (row.Long(0), row.Long(1))) is not { } kept)
            {
                return null;
            }

            // As a value of a statement SQLite would read all of it for each part.
            using var content = new SqliteBlob(connection.Sqlite, "originals", "content", kept.Row, readOnly: true);
            var packed = new byte[Math.Clamp(content.Length - from, 0, count)];
            content.Position = Math.Min(from, content.Length);
            content.ReadExactly(packed);
            return (packed, kept.Bytes);
        }
    }

    public IEnumerable<(string Sha256, long Bytes)> Originals()
    {
        var last = "";
        while (NextOriginal(last) is { } next)
        {
            last = string.CompareOrdinal(next.Sha256, last) > 0 ? next.Sha256 : throw ArchiveFileException.OutOfOrder(Name);
            yield return next;
        }
    }

    public void Append(Action<Appending> append)
    {
        lock (gate)
        {
            var appending = new InTransaction(connection, Head());
            connection.InTransaction(() => append(appending));
        }
    }

    public Appending Begin()
    {
        connection.Execute("BEGIN IMMEDIATE");
        return new InTransaction(connection, Head());
    }

    public void Commit() => connection.Execute("COMMIT");

    public void Rest() => connection.Rest();

    public void Checkpoint() => ConnectionSettings.Checkpoint(connection);

    // SQLite's own check of the file, and whether it says of its tables just what this program makes.
    public IEnumerable<string> CheckHome()
    {
        lock (gate)
        {
            var wrong = connection["PRAGMA integrity_check"].All(row => row.Text(0)).FindAll(message => message != "ok");
            return HasOwnTables() ? wrong : [.. wrong, "its tables are not those of this program"];
        }
    }

    // The copy is written by whoever has the right to write to the folder, and that is the right to this file too.
    public bool IsBeingWritten => false;

    public bool HasMoved
    {
        get
        {
            lock (gate)
            {
                return ConnectionSettings.HasMoved(connection.Sqlite);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            connection.Dispose();
        }
    }

    private bool HasOwnTables()
    {
        using var own = new Connection(ConnectionSettings.Open(":memory:"));
        own.Execute(Schema.Text("record.sql"));
        const string Tables = "SELECT group_concat(type || name || tbl_name || coalesce(sql, ''), ';') FROM (SELECT * FROM sqlite_schema ORDER BY name)";
        return connection[Tables].Text() == own[Tables].Text();
    }

    private static SqliteRecord Opened(string path, Func<SqliteRecord> open)
    {
        try
        {
            return open();
        }
        catch (SqliteException refusal) when (ArchiveFileException.ReasonOf(refusal) is { } reason)
        {
            throw new ArchiveFileException(path, reason, refusal);
        }
    }

    private static SqliteRecord Checked(string path, Connection connection)
    {
        try
        {
            var (application, version) = (connection["PRAGMA application_id"].Number(), connection["PRAGMA user_version"].Number());
            return (application, version) switch
            {
                (ApplicationId, SchemaVersion) => new SqliteRecord(path, connection),
                (ApplicationId, > SchemaVersion) => throw new ArchiveFileException(path, $"this record has schema {version}; this program is too old for it"),
                _ => throw new ArchiveFileException(path, "this is no record of an archive"),
            };
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private (string Sha256, long Bytes)? NextOriginal(string after)
    {
        lock (gate)
        {
            return connection["SELECT sha256, bytes FROM originals WHERE sha256 > ? ORDER BY sha256 LIMIT 1"].With(after)
                .First<(string, long)?>(row => (row.Text(0), row.Long(1)));
        }
    }

    private static Entry Of(Statement row) =>
        new(row.Long("number"), row.Text("at"), row.Text("kind"), row.Text("detail"), row.Text("sha256"));

    private sealed class InTransaction(Connection connection, (long Number, string Seal) head) : Appending(head)
    {
        public override void Keep(string sha256, long bytes, byte[] packed) =>
            connection["INSERT OR IGNORE INTO originals (sha256, bytes, content) VALUES (?, ?, ?)"]
                .With(sha256).With(bytes).With(packed).Run();

        protected override void Insert(Entry entry) =>
            connection["INSERT INTO entries (number, at, kind, detail, sha256) VALUES (?, ?, ?, ?, ?)"]
                .With(entry.Number).With(entry.At).With(entry.Kind).With(entry.Detail).With(entry.Sha256).Run();
    }
}
