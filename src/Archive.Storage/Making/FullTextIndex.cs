namespace Archive.Storage.Making;

/// <summary>Brings new rows into the full-text index and the vocabulary; triggers keep changed and deleted ones of the index true.</summary>
internal static class FullTextIndex
{
    /// <summary>Up to here the vocabulary is added to; beyond, counting it anew from the index is quicker.</summary>
    private const int MaxAddedTexts = 4_000;

    // One INSERT in the order of ids builds the index four times faster than row by row: FTS5 writes a segment at each
    // savepoint, and a statement is one. CROSS JOIN keeps SQLite to this order. The savepoint between the two lets go of the words of the
    // posts before those of the comments are gathered.
    private static readonly string Append =
        $"""
        INSERT INTO post_fts (rowid, title, text, quotes, facts)
        SELECT row.id, row.title, row.text, row.quotes, row.facts
          FROM index_pending CROSS JOIN searchable_posts AS row ON row.id = index_pending.post_id
         ORDER BY index_pending.post_id;
        INSERT INTO title_fts (rowid, title)
        SELECT row.id, row.title FROM index_pending CROSS JOIN searchable_posts AS row ON row.id = index_pending.post_id;
        SAVEPOINT posts_indexed;
        RELEASE posts_indexed;
        INSERT INTO comment_fts (rowid, text, quotes, facts)
        SELECT row.id, row.text, row.quotes, row.facts
          FROM index_pending CROSS JOIN searchable_comments AS row
               ON {RowId.IsOf("row.id", "index_pending.post_id")}
         ORDER BY index_pending.post_id, row.id;
        """;

    public static bool HasPending(Connection connection) =>
        connection["SELECT EXISTS (SELECT 1 FROM index_pending)"].Number() == 1;

    /// <summary>Indexes all pending posts in one append, and their words in the vocabulary; needs a transaction around it.</summary>
    public static void AppendPending(Connection connection, Vocabulary vocabulary)
    {
        connection.Execute(Append);
        var texts = connection[
            $"""
            SELECT count(*) FROM (
                SELECT 1
                  FROM index_pending CROSS JOIN comments
                       ON {RowId.IsOf("comments.id", "index_pending.post_id")}
                 LIMIT ?)
            """].With(MaxAddedTexts + 1).Number();
        if (texts <= MaxAddedTexts)
        {
            vocabulary.LearnPending();
            vocabulary.Write();
        }
        else
        {
            vocabulary.Rebuild();
        }

        connection.Execute("DELETE FROM index_pending");
    }

    /// <summary>Merges the index into one segment, which makes each search touch one place instead of many, and overwrites what was deleted.</summary>
    public static void Optimize(Connection connection) => connection.Execute(
        """
        INSERT INTO post_fts (post_fts) VALUES ('optimize');
        INSERT INTO title_fts (title_fts) VALUES ('optimize');
        INSERT INTO comment_fts (comment_fts) VALUES ('optimize');
        INSERT INTO term_forms (term_forms) VALUES ('optimize');
        """);
}
