namespace Archive.Storage.Sqlite;

/// <summary>A column of a table, and where its value comes from.</summary>
internal sealed record Column<TRow>(string Name, Func<TRow, SqlValue> Value);

/// <summary>A table whose rows are made from values of one type: inserting, comparing and updating follow from one list of columns.</summary>
/// <param name="keys">The columns of the primary key.</param>
internal sealed class Table<TRow>(string name, string[] keys, params Column<TRow>[] columns)
{
    private readonly string insert =
        $"INSERT INTO {name} ({string.Join(", ", columns.Select(column => column.Name))}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})";

    private readonly string select = $"SELECT {string.Join(", ", columns.Select(column => column.Name))} FROM {name} WHERE ";

    private readonly string ofKey = string.Join(" AND ", keys.Select(key => $"{key} = ?"));

    private readonly System.Collections.Concurrent.ConcurrentDictionary<ulong, string> updates = new();

    private readonly int[] keyPlaces = [.. keys.Select(key => Array.FindIndex(columns, column => column.Name == key))];

    private readonly Column<TRow>[] keyColumns = [.. keys.Select(key => columns.Single(column => column.Name == key))];

    /// <summary>The bits of some columns in <see cref="Differences"/>.</summary>
    public ulong Bits(params string[] names) =>
        names.Aggregate(0UL, (bits, one) => bits | (1UL << Array.FindIndex(columns, column => column.Name == one)));

    /// <summary>Reads whole rows; the columns in the order of the list.</summary>
    /// <param name="which">A condition, and an order where that matters, in SQL.</param>
    public Statement Select(Connection connection, string which) => connection[select + which];

    public void Insert(Connection connection, TRow row)
    {
        var statement = connection[insert];
        foreach (var column in columns)
        {
            statement.With(column.Value(row));
        }

        statement.Run();
    }

    public void Insert(Connection connection, IEnumerable<TRow> rows)
    {
        foreach (var row in rows)
        {
            Insert(connection, row);
        }
    }

    /// <summary>Makes the stored rows of a condition those that they should be.</summary>
    /// <returns>What was written.</returns>
    public Difference<TRow> Align(Connection connection, string which, long value, IReadOnlyList<TRow> rows)
    {
        var difference = Compare(connection, which, value, rows);
        Write(connection, difference);
        return difference;
    }

    /// <summary>The columns in which a row of <see cref="Select"/> is not what it should be, a bit for each.</summary>
    private ulong Differences(Statement stored, TRow row)
    {
        var differences = 0UL;
        for (var i = 0; i < columns.Length; i++)
        {
            differences |= stored.Holds(i, columns[i].Value(row)) ? 0 : 1UL << i;
        }

        return differences;
    }

    /// <summary>Compares the stored rows of a condition with those that they should be, by primary key.</summary>
    public Difference<TRow> Compare(Connection connection, string which, long value, IReadOnlyList<TRow> rows)
    {
        var missing = new Dictionary<(SqlValue, SqlValue), TRow>(rows.Count);
        foreach (var row in rows)
        {
            missing.Add(KeyOf(row), row);
        }

        var deleted = new List<(SqlValue, SqlValue)>();
        var updated = new List<(TRow, ulong)>();
        var stored = Select(connection, which).With(value);
        while (stored.Read())
        {
            var key = (stored.Value(keyPlaces[0]), keyPlaces.Length > 1 ? stored.Value(keyPlaces[1]) : default);
            if (!missing.Remove(key, out var row))
            {
                deleted.Add(key);
            }
            else if (Differences(stored, row) is not 0 and var differences)
            {
                updated.Add((row, differences));
            }
        }

        return new Difference<TRow>(deleted, updated, missing.Count == rows.Count ? rows : [.. rows.Where(row => missing.ContainsKey(KeyOf(row)))]);
    }

    /// <summary>The same difference, with rows that differ in some columns deleted and inserted anew in place of updated.</summary>
    public Difference<TRow> Replacing(ulong some, Difference<TRow> difference)
    {
        var replaced = difference.Updated.Where(row => (row.Columns & some) != 0).Select(row => row.Row).ToList();
        return replaced.Count == 0 ? difference : new Difference<TRow>(
            [.. difference.Deleted, .. replaced.Select(KeyOf)], [.. difference.Updated.Where(row => (row.Columns & some) == 0)],
            [.. difference.Inserted, .. replaced]);
    }

    /// <summary>Writes what differs.</summary>
    public void Write(Connection connection, Difference<TRow> difference)
    {
        foreach (var (first, second) in difference.Deleted)
        {
            var statement = connection[$"DELETE FROM {name} WHERE {ofKey}"].With(first);
            _ = keys.Length > 1 ? statement.With(second).Run() : statement.Run();
        }

        foreach (var (row, columns) in difference.Updated)
        {
            Update(connection, row, columns);
        }

        Insert(connection, difference.Inserted);
    }

    /// <summary>Writes the columns that differ, and no others, so that triggers and indexes of the rest stay at rest.</summary>
    public void Update(Connection connection, TRow row, ulong differences)
    {
        if (!updates.TryGetValue(differences, out var sql))
        {
            var names = columns.Where((_, i) => (differences & (1UL << i)) != 0).Select(column => $"{column.Name} = ?");
            updates.TryAdd(differences, sql = $"UPDATE {name} SET {string.Join(", ", names)} WHERE {ofKey}");
        }

        var statement = connection[sql];
        for (var i = 0; i < columns.Length; i++)
        {
            _ = (differences & (1UL << i)) != 0 ? statement.With(columns[i].Value(row)) : statement;
        }

        foreach (var key in keyColumns)
        {
            statement.With(key.Value(row));
        }

        statement.Run();
    }

    private (SqlValue, SqlValue) KeyOf(TRow row) =>
        (keyColumns[0].Value(row), keyColumns.Length > 1 ? keyColumns[1].Value(row) : default);
}

/// <summary>The changes that make the stored rows those that they should be.</summary>
/// <param name="Deleted">Keys of rows that go.</param>
internal sealed record Difference<TRow>(
    IReadOnlyList<(SqlValue First, SqlValue Second)> Deleted, IReadOnlyList<(TRow Row, ulong Columns)> Updated, IReadOnlyList<TRow> Inserted);

/// <summary>A value as SQLite stores it: nothing, a whole number or a text.</summary>
internal readonly record struct SqlValue
{
    private SqlValue(long? number, string? text) => (Number, Text) = (number, text);

    public long? Number { get; }

    public string? Text { get; }

    public static implicit operator SqlValue(long value) => new(value, null);

    public static implicit operator SqlValue(long? value) => new(value, null);

    public static implicit operator SqlValue(int value) => new(value, null);

    public static implicit operator SqlValue(int? value) => new(value, null);

    public static implicit operator SqlValue(bool value) => new(value ? 1 : 0, null);

    public static implicit operator SqlValue(string? value) => new(null, value);
}

/// <summary>Reads the scripts that make a file's tables.</summary>
internal static class Schema
{
    public static string Text(string script)
    {
        using var stream = typeof(Schema).Assembly.GetManifestResourceStream(script)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
