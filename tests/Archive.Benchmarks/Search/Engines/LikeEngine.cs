namespace Archive.Benchmarks.Search.Engines;

/// <summary>What one writes without an index.</summary>
public sealed class LikeEngine(SqliteRows rows) : Engine
{
    public override string Name => "LIKE";

    public override bool Answers(Ask ask) =>
        ask is { Want: Want.Newest or Want.Count, Shape: Shape.All or Shape.Phrase, Typed: "" } && (ask.Words.Count == 1 || ask.Shape == Shape.Phrase);

    public override Taken Answer(Ask ask)
    {
        var pattern = $"%{string.Join(' ', ask.Words)}%";
        return ask.Want == Want.Count
            ? rows.Read("SELECT count(*) FROM comments WHERE text LIKE @q", pattern)
            : rows.Read($"SELECT id, text FROM comments WHERE text LIKE @q ORDER BY id DESC LIMIT {PageSize}", pattern);
    }

    public override ValueTask DisposeAsync()
    {
        rows.Dispose();
        return ValueTask.CompletedTask;
    }
}
