namespace Archive.Storage.Making;

/// <summary>Brings new rows into the full-text index and the vocabulary; triggers keep changed and deleted ones of the index true.</summary>
internal static class FullTextIndex
{
    /// <summary>Up to here new words are added to the vocabulary whatever the archive has.</summary>
    private const int MaxAddedTexts = 4_000;

    /// <summary>Counting the words of a text anew from the index costs so much less than cutting a new text into words once more.</summary>
    private const int AddedForCounted = 8;

    /// <summary>Pages of the index that a step of merging writes.</summary>
    private const int PagesPerMerge = 1_000;

    // One INSERT in the order of ids builds an index four times faster than row by row: FTS5 writes a segment at each
    // savepoint, and a statement is one. CROSS JOIN keeps SQLite to this order.
    private static readonly (string Index, string Append)[] Indexes =
    [
        ("post_fts",
            """
            INSERT INTO post_fts (rowid, title, text, quotes, facts)
            SELECT row.id, row.title, row.text, row.quotes, row.facts
              FROM index_pending CROSS JOIN searchable_posts AS row ON row.id = index_pending.post_id
             ORDER BY index_pending.post_id
            """),
        ("title_fts",
            """
            INSERT INTO title_fts (rowid, title)
            SELECT row.id, row.title FROM index_pending CROSS JOIN searchable_posts AS row ON row.id = index_pending.post_id
            """),
        ("comment_fts",
            $"""
            INSERT INTO comment_fts (rowid, text, quotes, facts)
            SELECT row.id, row.text, row.quotes, row.facts
              FROM index_pending CROSS JOIN searchable_comments AS row
                   ON {RowId.IsOf("row.id", "index_pending.post_id")}
             ORDER BY index_pending.post_id, row.id
            """),
    ];

    public static bool HasPending(Connection connection) =>
        connection["SELECT EXISTS (SELECT 1 FROM index_pending)"].Number() == 1;

    /// <summary>Indexes all pending posts in one append, and their words in the vocabulary; needs a transaction around it.</summary>
    public static void AppendPending(Connection connection, Vocabulary vocabulary)
    {
        var added = connection["SELECT coalesce(sum(comment_count + 1), 0) FROM index_pending CROSS JOIN posts ON posts.id = post_id"].Number()!.Value;
        foreach (var (index, append) in Indexes)
        {
            // Settled before the next comes, which fills the pages that the merging leaves.
            connection.Execute(append);
            Settle(connection, index, added);
        }

        if (added <= MaxAddedTexts || added < Texts(connection) / AddedForCounted)
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

    // An archive of which this import made the greater part is merged whole. Of a larger one the new segments are merged among themselves, as many of a
    // size as FTS5 waits for: to write all of the index anew would cost more than what came, and a search touches a few places in place of one.
    private static void Settle(Connection connection, string index, long added)
    {
        if (added > MaxAddedTexts && added > Texts(connection) / 2)
        {
            connection.Execute($"INSERT INTO {index} ({index}) VALUES ('optimize')");
            return;
        }

        // FTS5 says by the rows that it changed whether there is more to do; a small append does a step of it.
        long before;
        do
        {
            before = TotalChanges(connection);
            connection.Execute($"INSERT INTO {index} ({index}, rank) VALUES ('merge', {PagesPerMerge})");
        }
        while (added > MaxAddedTexts && TotalChanges(connection) - before >= 2);
    }

    private static long TotalChanges(Connection connection) => connection["SELECT total_changes()"].Number()!.Value;

    private static long Texts(Connection connection) => connection["SELECT coalesce(sum(posts + comments), 0) FROM blog_months"].Number()!.Value;
}
