namespace Archive.Storage.Checking;

/// <summary>Compares the vocabulary with the words that the full-text index has.</summary>
internal sealed class VocabularyCheck(Connection copy, DifferenceList differences)
{
    public void Run(CancellationToken cancel)
    {
        // The file is opened for reading alone; tables of this connection's own are none of it.
        copy.Execute(
            """
            PRAGMA query_only = OFF;
            CREATE VIRTUAL TABLE IF NOT EXISTS temp.checked_post_words USING fts5vocab ('main', 'post_fts', 'row');
            CREATE VIRTUAL TABLE IF NOT EXISTS temp.checked_comment_words USING fts5vocab ('main', 'comment_fts', 'row');
            """);
        // Both sides come in the order of bytes, so that no more than one word of each is in memory.
        var counted = Counted().GetEnumerator();
        var stored = copy["SELECT term, texts, reversed FROM terms ORDER BY term"];
        var (hasCounted, hasStored) = (counted.MoveNext(), stored.Read());
        while (hasCounted || hasStored)
        {
            cancel.ThrowIfCancellationRequested();
            var order = !hasStored ? -1 : !hasCounted ? 1 : TableComparison.CompareUtf8(counted.Current.Term, stored.Text(0));
            if (order == 0)
            {
                differences.AddWhere(
                    counted.Current.Texts != stored.Long(1) || Vocabulary.Reversed(stored.Text(0)) != stored.Text(2), $"word “{stored.Text(0)}”",
                    "its row in the vocabulary differs from the index");
            }
            else
            {
                differences.Add(order < 0
                    ? $"word “{counted.Current.Term}”: it is in the index and not in the vocabulary"
                    : $"word “{stored.Text(0)}”: it is in the vocabulary and not in the index");
            }

            hasCounted = order <= 0 ? counted.MoveNext() : hasCounted;
            hasStored = order >= 0 ? stored.Read() : hasStored;
        }
    }

    private IEnumerable<(string Term, long Texts)> Counted()
    {
        var rows = copy[
            """
            SELECT term, sum(doc)
              FROM (SELECT term, doc FROM temp.checked_post_words UNION ALL SELECT term, doc FROM temp.checked_comment_words)
             GROUP BY term ORDER BY term
            """];
        while (rows.Read())
        {
            if (rows.Text(0) is var term && Vocabulary.IsKept(term))
            {
                yield return (term, rows.Long(1));
            }
        }
    }
}

/// <summary>Checks that a text of which the index has a fact has that fact.</summary>
/// <remarks>
/// FTS5's own check adds up a sum over all places of all words, in which a change that moves two places of one word alike can cancel out; facts are not in
/// the vocabulary, which has every other word. See fts5IndexEntryCksum in fts5_index.c of SQLite.
/// </remarks>
internal sealed class FactsCheck(Connection copy, DifferenceList differences)
{
    public void Run(CancellationToken cancel)
    {
        Run("posts", "post_fts", cancel);
        Run("comments", "comment_fts", cancel);
    }

    private void Run(string table, string index, CancellationToken cancel)
    {
        copy.Execute(
            $"""
            PRAGMA query_only = OFF;
            CREATE VIRTUAL TABLE IF NOT EXISTS temp.facts_of_{table} USING fts5vocab ('main', '{index}', 'col');
            CREATE VIRTUAL TABLE IF NOT EXISTS temp.places_of_{table} USING fts5vocab ('main', '{index}', 'instance');
            """);
        var facts = copy[$"SELECT term FROM temp.facts_of_{table} WHERE col = 'facts'"];
        while (facts.Read())
        {
            cancel.ThrowIfCancellationRequested();
            var fact = facts.Text(0);
            var has = copy[$"SELECT facts FROM {table} WHERE id = (SELECT doc FROM temp.places_of_{table} WHERE term = ? LIMIT 1)"].With(fact).Text();
            differences.AddWhere(
                has is null || !has.Split(' ').Contains(fact, StringComparer.Ordinal), $"the full-text index {index}", "it has a fact of a text that the text does not have");
        }
    }
}
