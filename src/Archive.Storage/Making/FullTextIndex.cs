using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>Brings new rows into the full-text index; triggers keep changed and deleted ones true.</summary>
internal static class FullTextIndex
{
    /// <summary>Up to here the vocabulary is added to; beyond, counting it anew from the index is quicker.</summary>
    private const int MaxAddedTexts = 4_000;

    // One INSERT in the order of ids builds the index four times faster than row by row: FTS5 writes a segment at each
    // savepoint, and a statement is one. CROSS JOIN keeps SQLite to this order.
    private const string Append =
        """
        INSERT INTO post_fts (rowid, title, text, quotes, facts)
        SELECT row.id, row.title, row.text, row.quotes, row.facts
          FROM index_pending CROSS JOIN searchable_posts AS row ON row.id = index_pending.post_id
         ORDER BY index_pending.post_id;
        INSERT INTO comment_fts (rowid, text, quotes, facts)
        SELECT row.id, row.text, row.quotes, row.facts
          FROM index_pending CROSS JOIN searchable_comments AS row
               ON row.id >= index_pending.post_id << 20 AND row.id < (index_pending.post_id + 1) << 20
         ORDER BY index_pending.post_id, row.id;
        INSERT OR IGNORE INTO terms_pending SELECT post_id FROM index_pending;
        DELETE FROM index_pending;
        """;

    public static bool HasPending(SqliteConnection connection)
    {
        using var pending = new Statement(
            connection, "SELECT EXISTS (SELECT 1 FROM index_pending) OR EXISTS (SELECT 1 FROM terms_pending)");
        return pending.Number() == 1;
    }

    /// <summary>Indexes all pending posts in one append, and their words in the vocabulary; needs a transaction around it.</summary>
    public static void AppendPending(SqliteConnection connection)
    {
        Statement.Execute(connection, Append);
        using var texts = new Statement(
            connection,
            """
            SELECT count(*) FROM (
                SELECT 1
                  FROM terms_pending CROSS JOIN comments
                       ON comments.id >= terms_pending.post_id << 20 AND comments.id < (terms_pending.post_id + 1) << 20
                 LIMIT ?)
            """);
        if (texts.With(MaxAddedTexts + 1).Number() <= MaxAddedTexts)
        {
            Vocabulary.AddPending(connection);
        }
        else
        {
            Vocabulary.Rebuild(connection);
        }

        Statement.Execute(connection, "DELETE FROM terms_pending");
    }

    /// <summary>Merges the index into one segment, which makes each search touch one place instead of many.</summary>
    public static void Optimize(SqliteConnection connection) => Statement.Execute(
        connection,
        """
        INSERT INTO post_fts (post_fts) VALUES ('optimize');
        INSERT INTO comment_fts (comment_fts) VALUES ('optimize');
        INSERT INTO term_forms (term_forms) VALUES ('optimize');
        """);
}
