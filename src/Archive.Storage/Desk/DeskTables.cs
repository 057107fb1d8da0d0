namespace Archive.Storage.Desk;

/// <summary>The tables of a desk, asked by statements that SQLite and PostgreSQL read alike; a <c>?</c> stands for each value.</summary>
internal abstract class DeskTables
{
    public DeskStatement this[string sql] => new(this, sql);

    /// <summary>How many rows a statement changed.</summary>
    public abstract int Change(string sql, IReadOnlyList<DeskValue> values);

    /// <summary>The rows that a statement gives.</summary>
    public abstract List<T> All<T>(string sql, IReadOnlyList<DeskValue> values, Func<IDeskRow, T> read);
}

/// <summary>A value of a statement.</summary>
/// <param name="Kind">What it would be where it is null: PostgreSQL asks.</param>
internal readonly record struct DeskValue(DeskKind Kind, object? Value);

/// <summary>What a column of a desk holds.</summary>
internal enum DeskKind
{
    Number,
    Text,
    Bytes,
}

/// <summary>A row, read by the names of its columns.</summary>
internal interface IDeskRow
{
    long Long(string column);

    int Int(string column);

    long? NumberOrNull(string column);

    /// <summary>The number in a column by its place.</summary>
    long? NumberOrNull(int column);

    string Text(string column);

    string? TextOrNull(string column);

    byte[] Blob(string column);
}

/// <summary>A statement with its values, in the order of their places.</summary>
internal sealed class DeskStatement(DeskTables tables, string sql)
{
    private readonly List<DeskValue> values = [];

    public DeskStatement With(long? value) => With(DeskKind.Number, value);

    public DeskStatement With(bool value) => With(DeskKind.Number, value ? 1L : 0L);

    public DeskStatement With(string? value) => With(DeskKind.Text, value);

    public DeskStatement With(byte[] value) => With(DeskKind.Bytes, value);

    /// <summary>Runs a statement that gives no rows; how many rows it changed.</summary>
    public int Run() => tables.Change(sql, values);

    /// <summary>The number in the first column; null where there is no row, or NULL.</summary>
    public long? Number() => First(row => row.NumberOrNull(0));

    /// <summary>The first row; the default where there is none.</summary>
    public T? First<T>(Func<IDeskRow, T> read) => All(read) is [var first, ..] ? first : default;

    public List<T> All<T>(Func<IDeskRow, T> read) => tables.All(sql, values, read);

    private DeskStatement With(DeskKind kind, object? value)
    {
        values.Add(new DeskValue(kind, value));
        return this;
    }
}
