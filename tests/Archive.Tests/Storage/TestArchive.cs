using Microsoft.Data.Sqlite;

namespace Archive.Tests.Storage;

/// <summary>An archive in a folder of its own, gone with the test.</summary>
internal sealed class TestArchive : IDisposable
{
    public static readonly BlogDescription Blog = new("probation", "On Probation Blog", Language: "en-GB");

    private const string InMemory = "/dev/shm";

    // In memory where the system has a folder there: what is gone with the test need not reach a disk, which takes most of the time.
    private readonly DirectoryInfo folder = Directory.Exists(InMemory)
        ? Directory.CreateDirectory(Path.Combine(InMemory, $"archive-test-{Guid.NewGuid():n}"))
        : Directory.CreateTempSubdirectory("archive-test-");

    // Thousands of archives begin empty; making their tables each time would take longer than most of what is done with them.
    private static readonly Lazy<(byte[] Record, byte[] Copy)> Empty = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("archive-test-empty-");
        using var archive = ArchiveFolder.Open(folder.FullName);
        archive.Dispose();
        SqliteConnection.ClearAllPools();
        var empty = (System.IO.File.ReadAllBytes(archive.RecordPath), System.IO.File.ReadAllBytes(archive.Path));
        folder.Delete(recursive: true);
        return empty;
    });

    /// <param name="prepare">Puts into the folder what is there before the archive is opened; null for an archive that is empty.</param>
    public TestArchive(Action<string>? prepare = null, Action<string>? tell = null)
    {
        (prepare ?? BeEmpty)(Folder);
        File = ArchiveFolder.Open(Folder, tell);
    }

    public string Folder => folder.FullName;

    public ArchiveFolder File { get; private set; }

    public TestClock Clock { get; } = new();

    public static DumpFile Dump(string name, params DumpPost[] posts) => Bytes(name, DumpText.Of(posts));

    public static DumpFile Bytes(string name, byte[] bytes) => new(name, () => bytes, Blog);

    public ImportReport Import(params DumpFile[] files) => Import(new ImportChoices(), files);

    public ImportReport Import(ImportChoices choices, params DumpFile[] files) =>
        new Importer(File, Clock).ImportAsync(files, choices, Reports.Add, CancellationToken.None).GetAwaiter().GetResult();

    public List<SourceReport> Reports { get; } = [];

    public Keeper Keeper => new(File, Clock);

    /// <summary>Imports one capture of one post, taken in that year.</summary>
    public ImportReport Capture(int year, DumpPost post) => Import(
        new ImportChoices { Captured = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero) }, Dump($"{year}.txt", post));

    public void Reopen()
    {
        File.Dispose();
        File = ArchiveFolder.Open(Folder);
    }

    public ArchiveDb Read()
    {
        return File.Read();
    }

    public List<Comment> Thread()
    {
        using var db = Read();
        return [.. db.Comments.OrderBy(comment => comment.PostId).ThenBy(comment => comment.Position)];
    }

    /// <summary>The thread as lines of number and text, indented by depth.</summary>
    public string[] Outline() =>
        [.. Thread().Select(comment => $"{new string(' ', comment.Depth)}{comment.Number} {comment.Original.Trim()}".TrimEnd())];

    public VerifyReport Verify() => new Verifier(File).VerifyAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Every row of every table as text: what must not change when nothing new comes. How an index lies in its pages is none of it.</summary>
    public string Everything()
    {
        using var connection = Open();
        var tables = Column(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE 'term\\_forms%' ESCAPE '\\' ORDER BY name");
        return string.Join('\n', tables.Select(table => $"{table}\n{string.Join('\n', Rows(connection, table))}"));
    }

    public void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public long Count(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={File.Path};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        File.Dispose();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private static void BeEmpty(string folder)
    {
        System.IO.File.WriteAllBytes(Path.Combine(folder, "record.db"), Empty.Value.Record);
        System.IO.File.WriteAllBytes(Path.Combine(folder, "archive.db"), Empty.Value.Copy);
    }

    private static List<string> Column(SqliteConnection connection, string sql) =>
        [.. Read(connection, sql, row => row.GetString(0))];

    private static List<string> Rows(SqliteConnection connection, string table) => [.. Read(
        connection, table == "terms" ? "SELECT term, reversed, texts FROM terms ORDER BY term" : $"SELECT * FROM {table}",
        row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => row[i] is byte[] blob ? Convert.ToHexString(blob) : row[i])))
        // Where a row has no id of its own, nothing says in which order rows lie.
        .Order(StringComparer.Ordinal)];

    /// <summary>Brings the log of what was written into the file of the copy; false while somebody holds an earlier state.</summary>
    internal bool TryBringLogIn()
    {
        using var copy = Open();
        return Read(copy, "PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetString(0)).Single() == "0";
    }

    internal static List<string> Read(SqliteConnection connection, string sql, Func<SqliteDataReader, string> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
