namespace Archive.Storage.Making;

/// <summary>Keeps the table of all words that the index has, with how many texts have each.</summary>
/// <remarks>Small indexes of its own, of what goes and of what comes, split texts exactly as the large one does.</remarks>
internal sealed class Vocabulary(Connection connection)
{
    private static readonly char[] Kept = [.. SearchOperators.Facts.Where(fact => fact.IsInVocabulary).Select(fact => fact.Mark)];

    private bool exists;
    private bool isDirty;

    /// <summary>The words of a post and its thread go: to be called while the rows stand as they are indexed.</summary>
    public void Forget(long post) => Gather("gone", post);

    /// <summary>The words of a post and its thread come.</summary>
    public void Learn(long post) => Gather("come", post);

    /// <summary>The words of all posts in index_pending come.</summary>
    public void LearnPending()
    {
        Prepare();
        connection.Execute(
            $"""
            INSERT INTO temp.come_fts (text, quotes, facts)
            SELECT coalesce(row.title, '') || ' ' || row.text, row.quotes, row.facts
              FROM index_pending CROSS JOIN searchable_posts AS row ON row.id = index_pending.post_id;
            INSERT INTO temp.come_fts (text, quotes, facts)
            SELECT row.text, row.quotes, row.facts
              FROM index_pending CROSS JOIN searchable_comments AS row
                   ON {RowId.IsOf("row.id", "index_pending.post_id")};
            """);
    }

    /// <summary>Writes what came and went since the last time.</summary>
    public void Write()
    {
        if (!isDirty)
        {
            return;
        }

        Add("temp.come_words");
        Subtract();
        Clear();
    }

    /// <summary>Counts all words of the index anew.</summary>
    public void Rebuild()
    {
        connection.Execute(
            """
            DELETE FROM terms;
            INSERT INTO term_forms (term_forms) VALUES ('delete-all');
            CREATE VIRTUAL TABLE temp.all_post_words USING fts5vocab ('main', 'post_fts', 'row');
            CREATE VIRTUAL TABLE temp.all_comment_words USING fts5vocab ('main', 'comment_fts', 'row');
            """);
        Add("temp.all_comment_words");
        Add("temp.all_post_words");
        connection.Execute("DROP TABLE temp.all_post_words; DROP TABLE temp.all_comment_words;");
        if (isDirty)
        {
            Clear();
        }
    }

    /// <summary>Whether the vocabulary keeps a word of the index; it leaves out facts that nobody types and no page shows.</summary>
    public static bool IsKept(string term) => !char.IsBetween(term[0], '\uE000', '\uF8FF') || Kept.Contains(term[0]);

    /// <summary>A word from its end, by characters and not by code units, which would split a pair.</summary>
    public static string Reversed(string term)
    {
        var runes = term.EnumerateRunes().ToArray();
        Array.Reverse(runes);
        return string.Concat(runes);
    }

    private void Clear()
    {
        connection.Execute(
            """
            INSERT INTO temp.come_fts (come_fts) VALUES ('delete-all');
            INSERT INTO temp.gone_fts (gone_fts) VALUES ('delete-all');
            """);
        isDirty = false;
    }

    private void Gather(string side, long post)
    {
        Prepare();
        connection[
            $"""
             INSERT INTO temp.{side}_fts (text, quotes, facts)
             SELECT coalesce(title, '') || ' ' || text, quotes, facts FROM searchable_posts WHERE id = ?
             """].With(post).Run();
        connection[
            $"""
             INSERT INTO temp.{side}_fts (text, quotes, facts)
             SELECT text, quotes, facts FROM searchable_comments WHERE id >= ? AND id < ?
             """].With(PostId.FirstComment(post)).With(PostId.FirstComment(post + 1)).Run();
    }

    private void Prepare()
    {
        isDirty = true;
        if (!exists)
        {
            connection.Execute(
                """
                CREATE VIRTUAL TABLE IF NOT EXISTS temp.come_fts USING fts5 (text, quotes, facts, content = '', tokenize = 'unicode61 remove_diacritics 2', detail = none);
                CREATE VIRTUAL TABLE IF NOT EXISTS temp.come_words USING fts5vocab ('temp', 'come_fts', 'row');
                CREATE VIRTUAL TABLE IF NOT EXISTS temp.gone_fts USING fts5 (text, quotes, facts, content = '', tokenize = 'unicode61 remove_diacritics 2', detail = none);
                CREATE VIRTUAL TABLE IF NOT EXISTS temp.gone_words USING fts5vocab ('temp', 'gone_fts', 'row');
                """);
            exists = true;
        }
    }

    private void Add(string words)
    {
        var known = connection["SELECT coalesce(max(id), 0) FROM terms"].Number()!.Value;
        var read = connection[$"SELECT term, doc FROM {words}"];
        var write = connection[
            """
            INSERT INTO terms (term, reversed, texts) VALUES (?, ?, ?)
            ON CONFLICT (term) DO UPDATE SET texts = texts + excluded.texts
            """];
        while (read.Read())
        {
            var term = read.Text(0);
            if (IsKept(term))
            {
                write.With(term).With(Reversed(term)).With(read.Long(1)).Run();
            }
        }

        connection["INSERT INTO term_forms (rowid, term) SELECT id, term FROM formed_terms WHERE id > ?"].With(known).Run();
    }

    private void Subtract()
    {
        var read = connection["SELECT term, doc FROM temp.gone_words"];
        var write = connection["UPDATE terms SET texts = texts - ? WHERE term = ? RETURNING texts"];
        var unused = new List<string>();
        while (read.Read())
        {
            var term = read.Text(0);
            if (IsKept(term) && write.With(read.Long(1)).With(term).Number() == 0)
            {
                unused.Add(term);
            }
        }

        foreach (var term in unused)
        {
            connection["INSERT INTO term_forms (term_forms, rowid, term) SELECT 'delete', id, term FROM formed_terms WHERE term = ?"]
                .With(term).Run();
            connection["DELETE FROM terms WHERE term = ?"].With(term).Run();
        }
    }
}
