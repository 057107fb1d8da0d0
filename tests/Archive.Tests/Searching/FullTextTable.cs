using Microsoft.Data.Sqlite;

namespace Archive.Tests.Searching;

/// <summary>A real full-text table in memory, with the tokenizer of the archive.</summary>
internal sealed class FullTextTable : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public FullTextTable(params IEnumerable<string> rows)
    {
        connection.Open();
        using var create = connection.CreateCommand();
        create.CommandText = "CREATE VIRTUAL TABLE texts USING fts5(body, tokenize='unicode61 remove_diacritics 2')";
        create.ExecuteNonQuery();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO texts(rowid, body) VALUES ($id, $body)";
        var id = insert.Parameters.Add("$id", SqliteType.Integer);
        var body = insert.Parameters.Add("$body", SqliteType.Text);
        foreach (var (index, row) in rows.Index())
        {
            id.Value = index;
            body.Value = row;
            insert.ExecuteNonQuery();
        }
    }

    /// <summary>The indexes of the rows that meet an expression; none for null.</summary>
    public int[] Find(string? expression)
    {
        if (expression is null)
        {
            return [];
        }

        using var select = connection.CreateCommand();
        select.CommandText = "SELECT rowid FROM texts WHERE texts MATCH $query ORDER BY rowid";
        select.Parameters.AddWithValue("$query", expression);
        using var reader = select.ExecuteReader();
        var found = new List<int>();
        while (reader.Read())
        {
            found.Add(reader.GetInt32(0));
        }

        return [.. found];
    }

    public void Dispose() => connection.Dispose();
}
