using Microsoft.Data.Sqlite;

namespace Archive.Storage;

/// <summary>Brings new rows into the full-text index; triggers keep changed and deleted ones true.</summary>
internal static class FullTextIndex
{
    public static bool HasPending(SqliteConnection connection)
    {
        using var pending = new Statement(connection, "SELECT EXISTS (SELECT 1 FROM index_pending)");
        return pending.Number() == 1;
    }

    /// <summary>Indexes all pending posts in one append; needs a transaction around it.</summary>
    // One INSERT in the order of ids builds the index four times faster than row by row: FTS5 writes a segment at each
    // savepoint, and a statement is one. CROSS JOIN keeps SQLite to this order.
    public static void AppendPending(SqliteConnection connection) => Statement.Execute(
        connection,
        """
        INSERT INTO post_fts (rowid, title, text)
        SELECT posts.id, posts.title, posts.text
          FROM index_pending CROSS JOIN posts ON posts.id = index_pending.post_id
         ORDER BY index_pending.post_id;
        INSERT INTO comment_fts (rowid, text)
        SELECT comments.id, comments.text
          FROM index_pending CROSS JOIN comments
               ON comments.id >= index_pending.post_id << 20 AND comments.id < (index_pending.post_id + 1) << 20
         ORDER BY index_pending.post_id, comments.id;
        DELETE FROM index_pending;
        """);

    /// <summary>Merges the index into one segment, which makes each search touch one place instead of many.</summary>
    public static void Optimize(SqliteConnection connection) => Statement.Execute(
        connection,
        """
        INSERT INTO post_fts (post_fts) VALUES ('optimize');
        INSERT INTO comment_fts (comment_fts) VALUES ('optimize');
        """);
}
