using Microsoft.Data.Sqlite;

namespace Archive.Tests.Searching;

/// <summary>A real full-text table in memory, with the columns and the tokenizer of the archive.</summary>
internal sealed class FullTextTable : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    /// <summary>Texts of comments without any more facts than that.</summary>
    public FullTextTable(params IEnumerable<string> texts)
        : this(texts.Select(text => new IndexedText(text)))
    {
    }

    public FullTextTable(IEnumerable<IndexedText> rows)
    {
        connection.Open();
        Execute("CREATE VIRTUAL TABLE texts USING fts5(title, text, quotes, facts, tokenize='unicode61 remove_diacritics 2')");
        Execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(texts, row)");
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO texts(rowid, title, text, quotes, facts) VALUES ($id, $title, $text, $quotes, $facts)";
        foreach (var (index, row) in rows.Index())
        {
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("$id", index);
            insert.Parameters.AddWithValue("$title", IndexText.Fold(row.Title) ?? row.Title);
            insert.Parameters.AddWithValue("$text", IndexText.Fold(row.Text) ?? row.Text);
            insert.Parameters.AddWithValue("$quotes", IndexText.Fold(row.Quotes) ?? row.Quotes);
            insert.Parameters.AddWithValue("$facts", row.Facts.ToTokens());
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>The indexes of the rows that meet what is typed.</summary>
    public int[] Find(string? typed) => Find(SearchQuery.Parse(typed), Expansion.None, posts: false);

    /// <summary>The indexes of the rows that meet a query; all rows are taken for posts or for comments.</summary>
    public int[] Find(SearchQuery query, Expansion expansion, bool posts) =>
        SearchExpression.Of(query, expansion, posts) is { } expression
            ? [.. Read("SELECT rowid FROM texts WHERE texts MATCH $query ORDER BY rowid", expression.Text).Select(int.Parse)]
            : [];

    public IReadOnlyList<string> Vocabulary() => Read("SELECT term FROM vocabulary ORDER BY term");

    public void Dispose() => connection.Dispose();

    private List<string> Read(string sql, string query = "")
    {
        using var select = connection.CreateCommand();
        select.CommandText = sql;
        select.Parameters.AddWithValue("$query", query);
        using var reader = select.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>A row of the table.</summary>
internal sealed record IndexedText(string Text)
{
    public string Title { get; init; } = "";

    public string Quotes { get; init; } = "";

    public SearchFacts Facts { get; init; } = new() { Blog = "blog", Post = 1, Text = Text };
}
