using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Finished;

/// <summary>Keeps finished pages in a file beside the reading copy; it may be deleted at any time, and is made again by whoever reads the pages.</summary>
/// <remarks>Where it cannot be written or is damaged there is none, and pages are made for each process anew: it only saves work, so it never fails.</remarks>
public sealed class FinishedStore : IDisposable
{
    /// <summary>The name of the file in the data folder.</summary>
    public const string FileName = "pages.db";

    /// <summary>Some ten thousand pages of long threads; beyond, those that were made first leave.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    // NORMAL: a power cut takes the last pages, never a part of one. secure_delete: what is taken down must not survive in free pages.
    private const string Settings =
        """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        PRAGMA secure_delete = ON;
        PRAGMA trusted_schema = OFF;
        PRAGMA cell_size_check = ON;
        PRAGMA cache_size = -1024;
        PRAGMA journal_size_limit = 4194304;
        """;

    /// <summary>Whoever opens the file first, or closes it last, has it alone for a moment; who would wait longer than this makes the page anew instead.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private const string Pages = "pages";

    // content comes last: columns behind it would cost a walk over its pages.
    private const string Tables =
        $"""
        CREATE TABLE IF NOT EXISTS {Pages} (
            id      INTEGER PRIMARY KEY,
            path    TEXT NOT NULL,
            query   TEXT NOT NULL,
            blog    INTEGER NOT NULL,
            state   TEXT NOT NULL,
            names   TEXT NOT NULL,
            tag     TEXT NOT NULL,
            headers TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            content BLOB NOT NULL,
            UNIQUE (path, query)
        ) STRICT;
        """;

    private const string OfAddress = $"DELETE FROM {Pages} WHERE path = ? AND query = ?";

    private readonly string path;
    private readonly long maxBytes;
    private readonly Lock reading = new();
    private readonly Lock writing = new();
    private Connection? reader;
    private Connection? writer;
    private bool isGone;

    /// <param name="folder">The data folder.</param>
    public FinishedStore(string folder, long maxBytes = MaxBytes) => (path, this.maxBytes) = (Path.Combine(folder, FileName), maxBytes);

    /// <summary>The page of an address as it was finished last; null where there is none.</summary>
    public StoredPage? Find(string path, string query) => Trying(reading, ref reader, store =>
        store[$"SELECT blog, state, names, tag, headers, made_at, content FROM {Pages} WHERE path = ? AND query = ?"].With(path).With(query)
            .First(row => new StoredPage(path, query, row.Long(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Long(5), row.Blob(6))));

    /// <summary>The addresses of the pages that were finished last, with the states that they are of; the last first.</summary>
    public IReadOnlyList<(string Path, string Query, long Blog, string State)> Last(int most) => Trying(reading, ref reader, store =>
        store[$"SELECT path, query, blog, state FROM {Pages} ORDER BY id DESC {Statement.Limit}"].With(most)
            .All(row => (row.Text(0), row.Text(1), row.Long(2), row.Text(3)))) ?? [];

    /// <summary>Keeps pages in the place of those that their addresses had before; of several queries that show the same page, the shortest.</summary>
    /// <remarks>A page takes a word that it does not know for none: whoever makes up such words, which have no end, would push out all other pages.</remarks>
    public void Put(IReadOnlyList<StoredPage> pages) => Trying(writing, ref writer, store =>
    {
        store.InTransaction(() =>
        {
            foreach (var page in pages)
            {
                if (HasShorter(store, page))
                {
                    store[OfAddress].With(page.Path).With(page.Query).Run();
                    continue;
                }

                store[$"DELETE FROM {Pages} WHERE path = ? AND tag = ? AND length(query) > length(?)"].With(page.Path).With(page.Tag).With(page.Query).Run();
                store[$"INSERT OR REPLACE INTO {Pages} (path, query, blog, state, names, tag, headers, made_at, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"]
                    .With(page.Path).With(page.Query).With(page.Blog).With(page.State).With(page.Names).With(page.Tag).With(page.Headers).With(page.MadeAt).With(page.Content).Run();
            }

            MakeRoom(store);
        });
        return true;
    });

    /// <summary>Takes the page of an address away.</summary>
    public void Remove(string path, string query) => Trying(writing, ref writer, store =>
    {
        store[OfAddress].With(path).With(query).Run();
        return true;
    });

    /// <summary>Takes the pages away whose states do not name an entry: what was made before something was taken back, by whichever machine and program that was done.</summary>
    /// <returns>Whether that is done; it is to be tried again where another process is at the file.</returns>
    public bool KeepOf(string entry)
    {
        // Overwriting takes as long as writing: some at a time, so that others come in between.
        const string Others = $"DELETE FROM {Pages} WHERE id IN (SELECT id FROM {Pages} WHERE instr(state, ?) = 0 LIMIT 200)";
        int? taken;
        do
        {
            taken = Trying<int?>(writing, ref writer, store => store[Others].With(entry).Run());
        }
        while (taken > 0);
        return taken is not null && Trying(writing, ref writer, store => store["PRAGMA wal_checkpoint(TRUNCATE)"].Number() == 0);
    }

    /// <summary>Takes all pages away, so that no text outlasts in them what took it from the archive.</summary>
    public static void Clear(string folder)
    {
        if (File.Exists(Path.Combine(folder, FileName)))
        {
            using var store = new FinishedStore(folder);
            store.Clear();
        }
    }

    /// <summary>Takes all pages away.</summary>
    public void Clear() => Trying(writing, ref writer, store =>
    {
        store.Execute($"DELETE FROM {Pages}");
        store.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return true;
    });

    public void Dispose()
    {
        // First, so that whoever waits for a lock opens nothing behind it.
        isGone = true;
        lock (reading)
        {
            reader?.Dispose();
            reader = null;
        }

        lock (writing)
        {
            writer?.Dispose();
            writer = null;
        }
    }

    private static bool HasShorter(Connection store, StoredPage page) => store[
        $"SELECT count(*) FROM {Pages} WHERE path = ? AND tag = ? AND query <> ? AND length(query) <= length(?)"]
        .With(page.Path).With(page.Tag).With(page.Query).With(page.Query).Number() > 0;

    // An eighth at once, so that there is room for a while.
    private void MakeRoom(Connection store)
    {
        var used = (store["PRAGMA page_count"].Number() - store["PRAGMA freelist_count"].Number()) * store["PRAGMA page_size"].Number();
        if (used > maxBytes)
        {
            store[$"DELETE FROM {Pages} WHERE id IN (SELECT id FROM {Pages} ORDER BY id LIMIT max(1, (SELECT count(*) FROM {Pages}) / 8))"].Run();
        }
    }

    // A file that is no store, or a damaged one, is as good as none, and is laid out anew.
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The field has it.")]
    private T? Trying<T>(Lock gate, ref Connection? connection, Func<Connection, T> ask)
    {
        lock (gate)
        {
            try
            {
                if (isGone)
                {
                    return default;
                }

                if (connection is { } opened && ConnectionSettings.HasMoved(opened.Sqlite))
                {
                    opened.Dispose();
                    connection = null;
                }

                connection ??= Opened();
                return ask(connection);
            }
            catch (SqliteException refused)
            {
                connection?.Dispose();
                connection = null;
                if (refused.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_ERROR)
                {
                    LayOutAnew();
                }

                return default;
            }
        }
    }

    private Connection Opened()
    {
        var connection = new Connection(ConnectionSettings.Open(path, Patience));
        try
        {
            connection.Execute(Settings);
            connection.Execute(Tables);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void LayOutAnew()
    {
        try
        {
            ConnectionSettings.DeleteFile(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            isGone = true;
        }
    }
}

/// <summary>A finished page as it is kept.</summary>
/// <param name="Path">Of its address, decoded.</param>
/// <param name="Query">What the page reads of the query, with its question mark; empty where nothing.</param>
/// <param name="Blog">The blog on whose state it depends; 0: on that of the whole archive.</param>
/// <param name="State">The state and the program that it is of.</param>
/// <param name="Names">The names beneath its comments, each with whether it is a sign-off.</param>
/// <param name="Tag">Its ETag.</param>
/// <param name="Headers">A line each.</param>
/// <param name="MadeAt">In milliseconds of Unix time.</param>
/// <param name="Content">Brotli.</param>
public sealed record StoredPage(string Path, string Query, long Blog, string State, string Names, string Tag, string Headers, long MadeAt, byte[] Content);
