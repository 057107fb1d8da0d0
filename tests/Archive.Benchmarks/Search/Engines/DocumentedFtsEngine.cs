namespace Archive.Benchmarks.Search.Engines;

/// <summary>FTS5 as its documentation has it.</summary>
public sealed class DocumentedFtsEngine(SqliteRows rows) : Engine
{
    public override string Name => "FTS5 as documented";

    public override bool Answers(Ask ask) => ask is { Want: Want.Newest or Want.Ranked or Want.Count, Typed: "" };

    public override Taken Answer(Ask ask) => rows.Read(Sql(ask.Want), Expression(ask));

    public override ValueTask DisposeAsync()
    {
        rows.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Sql(Want want) => want switch
    {
        // Texts only for the page: with snippet() beside the order by date, one is made for every hit.
        Want.Newest =>
            $"""
             SELECT text FROM comments
              WHERE id IN (SELECT comments.id FROM fts JOIN comments ON comments.id = fts.rowid
                            WHERE fts MATCH @q ORDER BY comments.published DESC LIMIT {PageSize})
             """,
        Want.Ranked => $"SELECT rowid, snippet(fts, 0, '<b>', '</b>', '…', 30) FROM fts WHERE fts MATCH @q ORDER BY rank LIMIT {PageSize}",
        _ => "SELECT count(*) FROM fts WHERE fts MATCH @q",
    };

    private static string Expression(Ask ask)
    {
        var quoted = ask.Words.Select(word => $"\"{word}\"");
        return ask.Shape switch
        {
            Shape.Any => string.Join(" OR ", quoted),
            Shape.Phrase => string.Join(" + ", quoted),
            Shape.Prefix => string.Join(' ', quoted) + "*",
            _ => string.Join(' ', quoted),
        };
    }
}
