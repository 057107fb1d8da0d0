using Microsoft.Data.Sqlite;

namespace Archive.Benchmarks.Search.Engines;

/// <summary>The comments of an archive as other engines get them: oldest first.</summary>
/// <param name="Id">In order of date.</param>
/// <param name="Date">The post's; comments of these corpora have none of their own.</param>
public readonly record struct Row(long Id, string Date, string Text)
{
    public static IEnumerable<Row> Of(string data)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(data, "archive.db"),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT comments.id, posts.published, comments.text
              FROM comments JOIN posts ON posts.id = comments.post_id
             ORDER BY comments.id
            """;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new Row(reader.GetInt64(0), reader.GetString(1), reader.GetString(2));
        }
    }
}
