using Archive.Searching;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>Keeps the table of all words that the index has.</summary>
internal static class Vocabulary
{
    private static readonly char[] Kept =
        [FactTokens.Kind, FactTokens.Blog, FactTokens.Year, FactTokens.Author, FactTokens.Signer, FactTokens.Site, FactTokens.Words];

    /// <summary>Adds the words of the posts in terms_pending, and of their comments.</summary>
    // A small index of its own splits their texts exactly as the large one does.
    public static void AddPending(SqliteConnection connection)
    {
        Statement.Execute(
            connection,
            """
            CREATE VIRTUAL TABLE temp.batch_fts USING fts5 (text, facts, content = '', tokenize = 'unicode61 remove_diacritics 2');
            CREATE VIRTUAL TABLE temp.batch_words USING fts5vocab ('temp', 'batch_fts', 'row');
            INSERT INTO temp.batch_fts (rowid, text, facts)
            SELECT -row.id, coalesce(row.title, '') || ' ' || row.text, row.facts
              FROM terms_pending CROSS JOIN searchable_posts AS row ON row.id = terms_pending.post_id;
            INSERT INTO temp.batch_fts (rowid, text, facts)
            SELECT row.id, row.text, row.facts
              FROM terms_pending CROSS JOIN searchable_comments AS row
                   ON row.id >= terms_pending.post_id << 20 AND row.id < (terms_pending.post_id + 1) << 20;
            """);
        Add(connection, "temp.batch_words");
        Statement.Execute(connection, "DROP TABLE temp.batch_words; DROP TABLE temp.batch_fts;");
    }

    /// <summary>Counts all words of the index anew.</summary>
    public static void Rebuild(SqliteConnection connection)
    {
        Statement.Execute(
            connection,
            """
            DELETE FROM terms;
            INSERT INTO term_forms (term_forms) VALUES ('delete-all');
            CREATE VIRTUAL TABLE temp.all_post_words USING fts5vocab ('main', 'post_fts', 'row');
            CREATE VIRTUAL TABLE temp.all_comment_words USING fts5vocab ('main', 'comment_fts', 'row');
            """);
        Add(connection, "temp.all_comment_words");
        Add(connection, "temp.all_post_words");
        Statement.Execute(connection, "DROP TABLE temp.all_post_words; DROP TABLE temp.all_comment_words;");
    }

    private static void Add(SqliteConnection connection, string words)
    {
        using var last = new Statement(connection, "SELECT coalesce(max(id), 0) FROM terms");
        var known = last.Number()!.Value;
        using (var read = new Statement(connection, $"SELECT term, doc FROM {words}"))
        using (var write = new Statement(
            connection,
            """
            INSERT INTO terms (term, reversed, texts) VALUES (?, ?, ?)
            ON CONFLICT (term) DO UPDATE SET texts = texts + excluded.texts
            """))
        {
            while (read.Read())
            {
                var term = read.Text(0);
                if (IsKept(term))
                {
                    write.With(term).With(Reversed(term)).With(read.Long(1)).Run();
                }
            }
        }

        // Facts have no other forms, and numbers none either.
        using var forms = new Statement(
            connection,
            """
            INSERT INTO term_forms (rowid, term)
            SELECT id, term FROM terms WHERE id > ? AND term GLOB '[a-z][a-z][a-z]*' AND term NOT GLOB '*[^a-z]*'
            """);
        forms.With(known).Run();
    }

    private static bool IsKept(string term) => !char.IsBetween(term[0], '\uE000', '\uF8FF') || Kept.Contains(term[0]);

    private static string Reversed(string term)
    {
        // By characters and not by code units, which would split a pair.
        var runes = term.EnumerateRunes().ToArray();
        Array.Reverse(runes);
        return string.Concat(runes);
    }
}
