using Microsoft.Data.Sqlite;

namespace Archive.Storage.Checking;

/// <summary>Checks the database file by SQLite's own means: pages, references, and the index against the rows.</summary>
internal static class FileCheck
{
    private static readonly string[] Indexes = ["post_fts", "comment_fts"];

    // These two references are not declared (the schema says why), so SQLite's own check passes over them.
    private const string PostsWithoutCaptures =
        """
        SELECT id
          FROM posts
         WHERE NOT EXISTS (SELECT 1 FROM captures WHERE captures.id = first_capture_id AND captures.post_id = posts.id)
            OR NOT EXISTS (SELECT 1 FROM captures WHERE captures.id = last_capture_id AND captures.post_id = posts.id)
        """;

    public static void Run(SqliteConnection connection, DifferenceList differences, CancellationToken cancel)
    {
        List(connection, "PRAGMA integrity_check", row => row.Text(0) == "ok" ? null : $"integrity check: {row.Text(0)}", differences);
        cancel.ThrowIfCancellationRequested();
        List(
            connection, "PRAGMA foreign_key_check",
            row => $"table {row.Text(0)}, row {row.NumberOrNull(1)}: it refers to a missing row of {row.Text(2)}", differences);
        List(
            connection, PostsWithoutCaptures,
            row => $"post {row.NumberOrNull(0)}: its first or last capture is a missing row of captures", differences);
        foreach (var index in Indexes)
        {
            cancel.ThrowIfCancellationRequested();
            CheckIndex(connection, index, differences);
        }
    }

    private static void List(SqliteConnection connection, string sql, Func<Statement, string?> tell, DifferenceList differences)
    {
        try
        {
            using var check = new Statement(connection, sql);
            while (check.Read())
            {
                if (tell(check) is { } difference)
                {
                    differences.Add(difference);
                }
            }
        }
        catch (SqliteException damaged)
        {
            differences.Add($"{sql}: {damaged.Message}");
        }
    }

    // Rank 1 compares the index with the rows it indexes, not only with itself.
    private static void CheckIndex(SqliteConnection connection, string index, DifferenceList differences)
    {
        try
        {
            Statement.Execute(connection, $"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)");
        }
        catch (SqliteException damaged)
        {
            differences.Add($"the full-text index {index} differs from its rows: {damaged.Message}");
        }
    }
}
