using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Sqlite;

/// <summary>One prepared statement; values are bound in the order of its <c>?</c>.</summary>
/// <remarks>It stands directly on SQLite, because an import runs a few of these a million times: no parameter objects, no text copied twice.</remarks>
internal sealed partial class Statement : IDisposable
{
    /// <summary>So many rows at most; behind so many.</summary>
    /// <remarks>SQLite plans a statement anew with each value that stands by itself behind <c>LIMIT</c>, or of a virtual table behind <c>OFFSET</c>, because the plan may depend on it; a sum it leaves alone.</remarks>
    public const string Limit = "LIMIT ? + 0", LimitBehind = "LIMIT ? + 0 OFFSET ? + 0";

    private readonly sqlite3 db;
    private readonly sqlite3_stmt statement;

    // SQLitePCL counts the users of its handle for every value that is read, and a page reads a thousand.
    // 0 once it is disposed of: SQLite refuses that, and reads no memory that is another's by now.
    private nint address;
    private readonly List<(string Name, int Column)> asked = [];
    private int bound;
    private int turn;
    private bool isUnderWay;

    public Statement(SqliteConnection connection, string sql)
    {
        db = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement), db);
        address = statement.DangerousGetHandle();
    }

    public static void Execute(SqliteConnection connection, string sql) =>
        Check(raw.sqlite3_exec(connection.Handle!, sql), connection.Handle!);

    public Statement With(long value) => Checked(sqlite3_bind_int64(address, ++bound, value));

    public Statement With(long? value) => value is { } known ? With(known) : Checked(sqlite3_bind_null(address, ++bound));

    public Statement With(bool value) => With(value ? 1L : 0L);

    public Statement With(byte[] value) => Checked(raw.sqlite3_bind_blob(statement, ++bound, value));

    public Statement With(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            // An empty span has no address, which SQLite takes for NULL.
            bound++;
            return Checked(value is null ? raw.sqlite3_bind_null(statement, bound) : raw.sqlite3_bind_text(statement, bound, ""));
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, buffer);
        var result = raw.sqlite3_bind_text(statement, ++bound, buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return Checked(result);
    }

    /// <summary>Binds the two ends of a range, <c>&gt;= ?</c> and <c>&lt; ?</c>, of the texts that begin so. The column must compare by bytes: in UTF-8 no letter comes after U+10FFFF.</summary>
    public Statement WithBeginning(string beginning) => With(beginning).With(beginning + "\U0010FFFF");

    public Statement With(SqlValue value) => value.Number is { } number ? With(number) : With(value.Text);

    /// <summary>How many columns a row has.</summary>
    public int Columns => raw.sqlite3_column_count(statement);

    /// <summary>The value of a column of the row.</summary>
    public SqlValue Value(int column) => sqlite3_column_type(address, column) switch
    {
        raw.SQLITE_NULL => default,
        raw.SQLITE_INTEGER => Long(column),
        _ => Text(column),
    };

    /// <summary>Whether a column of the row holds just this value.</summary>
    public bool Holds(int column, SqlValue value) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_NULL => value.Number is null && value.Text is null,
        raw.SQLITE_INTEGER => value.Number == Long(column),
        raw.SQLITE_TEXT => value.Text is { } text && HoldsText(column, text),
        _ => false,
    };

    /// <summary>Runs a statement that gives no rows; how many rows it changed.</summary>
    public int Run()
    {
        while (Read())
        {
        }

        return raw.sqlite3_changes(db);
    }

    /// <summary>Runs a statement for the number in its first column; null where it gives no row, or NULL.</summary>
    public long? Number() => First(static row => row.NumberOrNull(0));

    /// <summary>Runs a statement for the text in its first column; null where it gives no row, or NULL.</summary>
    public string? Text() => First(static row => row.TextOrNull(0));

    /// <summary>Runs a statement for its first row; the default where it gives none.</summary>
    public T? First<T>(Func<Statement, T> read)
    {
        try
        {
            return Read() ? read(this) : default;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs a statement for all of its rows.</summary>
    public List<T> All<T>(Func<Statement, T> read)
    {
        var rows = new List<T>();
        try
        {
            while (Read())
            {
                rows.Add(read(this));
            }
        }
        catch
        {
            // Half read, it would hold the state of the file that it has seen.
            Reset();
            throw;
        }

        return rows;
    }

    /// <summary>Goes to the next row; false after the last, when the statement is ready to be bound anew.</summary>
    public bool Read()
    {
        (turn, isUnderWay) = (0, true);
        var result = sqlite3_step(address);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        Reset();
        Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result, db);
        return false;
    }

    /// <summary>Leaves the remaining rows unread.</summary>
    public void Reset()
    {
        bound = 0;
        if (isUnderWay)
        {
            // The result repeats the error that the last step already told.
            _ = sqlite3_reset(address);
            isUnderWay = false;
        }
    }

    public long Long(int column) => sqlite3_column_int64(address, column);

    public int Int(int column) => sqlite3_column_int(address, column);

    public long? NumberOrNull(int column) => IsNull(column) ? null : Long(column);

    /// <summary>A text that is never NULL; in a damaged file it may be, and then it is empty, which no hash and no list of kinds takes for whole.</summary>
    public string Text(int column) => TextOrNull(column) ?? "";

    /// <summary>The bytes of a text, valid until the next step.</summary>
    public unsafe ReadOnlySpan<byte> Utf8(int column)
    {
        var bytes = sqlite3_column_blob(address, column);
        return bytes == null ? [] : new ReadOnlySpan<byte>(bytes, sqlite3_column_bytes(address, column));
    }

    public unsafe string? TextOrNull(int column)
    {
        var text = sqlite3_column_text(address, column);
        return text == null ? null : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
    }

    public byte[] Blob(int column) => Utf8(column).ToArray();

    public long Long(string column) => Long(this[column]);

    public int Int(string column) => Int(this[column]);

    public bool IsNull(string column) => IsNull(this[column]);

    public long? NumberOrNull(string column) => NumberOrNull(this[column]);

    /// <summary>The bytes of a text, valid until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(string column) => Utf8(this[column]);

    public string Text(string column) => Text(this[column]);

    public string? TextOrNull(string column) => TextOrNull(this[column]);

    public byte[] Blob(string column) => Blob(this[column]);

    // Rows are read in one order, so that the next name is mostly the one that is expected, in the very same words of the program.
    private int this[string name]
    {
        get
        {
            var at = turn < asked.Count && ReferenceEquals(asked[turn].Name, name) ? turn : TurnOf(name);
            turn = at + 1;
            return asked[at].Column;
        }
    }

    // Apart, because what a lambda asks of is made anew with each call of the method around it, and a page reads a thousand values.
    private int TurnOf(string name)
    {
        var at = asked.FindIndex(known => known.Name == name);
        if (at < 0)
        {
            at = asked.Count;
            asked.Add((name, ColumnOf(name)));
        }

        return at;
    }

    private int ColumnOf(string name) => Enumerable.Range(0, Columns)
        .First(column => raw.sqlite3_column_name(statement, column).utf8_to_string() == name);

    public void Dispose()
    {
        address = 0;
        statement.Dispose();
    }

    private bool HoldsText(int column, string text)
    {
        var stored = raw.sqlite3_column_blob(statement, column);
        if (stored.Length < text.Length || stored.Length > Encoding.UTF8.GetMaxByteCount(text.Length))
        {
            return false;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var same = buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)).SequenceEqual(stored);
        ArrayPool<byte>.Shared.Return(buffer);
        return same;
    }

    private bool IsNull(int column) => sqlite3_column_type(address, column) == raw.SQLITE_NULL;

    private Statement Checked(int result)
    {
        Check(result, db);
        return this;
    }

    // SQLite knows a full disk where it writes pages; where it flushes them or makes room for the index of a log, it calls it an I/O error.
    private static void Check(int result, sqlite3 db)
    {
        const int PrimaryCode = 0xFF, NoSpaceLeft = 28;
        if ((result & PrimaryCode) == raw.SQLITE_IOERR && sqlite3_system_errno(db.DangerousGetHandle()) == NoSpaceLeft)
        {
            throw new SqliteException("the disk is full", raw.SQLITE_FULL);
        }

        SqliteException.ThrowExceptionForRC(result, db);
    }

    [LibraryImport("e_sqlite3")]
    private static partial int sqlite3_system_errno(nint db);

    [LibraryImport("e_sqlite3")]
    private static partial int sqlite3_step(nint statement);

    [LibraryImport("e_sqlite3")]
    private static partial int sqlite3_reset(nint statement);

    // What is bound, and what is read of a row that stands there, takes some nanoseconds, less than to tell the collector that the thread is away.
    [LibraryImport("e_sqlite3")]
    [SuppressGCTransition]
    private static partial int sqlite3_bind_int64(nint statement, int place, long value);

    [LibraryImport("e_sqlite3")]
    [SuppressGCTransition]
    private static partial int sqlite3_bind_null(nint statement, int place);

    [LibraryImport("e_sqlite3")]
    [SuppressGCTransition]
    private static partial int sqlite3_column_type(nint statement, int column);

    [LibraryImport("e_sqlite3")]
    [SuppressGCTransition]
    private static partial int sqlite3_column_int(nint statement, int column);

    [LibraryImport("e_sqlite3")]
    [SuppressGCTransition]
    private static partial long sqlite3_column_int64(nint statement, int column);

    [LibraryImport("e_sqlite3")]
    [SuppressGCTransition]
    private static unsafe partial byte* sqlite3_column_blob(nint statement, int column);

    [LibraryImport("e_sqlite3")]
    [SuppressGCTransition]
    private static partial int sqlite3_column_bytes(nint statement, int column);

    [LibraryImport("e_sqlite3")]
    private static unsafe partial byte* sqlite3_column_text(nint statement, int column);
}
