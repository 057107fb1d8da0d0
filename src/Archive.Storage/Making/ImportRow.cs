using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>The row of the running import; it comes to be with the first thing there is to tell.</summary>
internal sealed class ImportRow(SqliteConnection connection, DateTimeOffset started) : IDisposable
{
    private readonly Statement insert = new(
        connection, "INSERT INTO imports (started_at, outcome) VALUES (?, 'running') RETURNING id");

    private readonly Statement update = new(
        connection,
        """
        UPDATE imports
           SET posts_new = ?, posts_changed = ?, posts_unchanged = ?, comments_new = ?,
               sources_new = ?, sources_unchanged = ?, sources_refused = ?, finished_at = ?, outcome = ?
         WHERE id = ?
        """);

    private long? id;

    public bool Exists => id is not null;

    /// <summary>The id; the first to ask makes the row, inside its transaction.</summary>
    public long Id => id ??= insert.With(ArchiveWriter.Stored(started)).Number()!.Value;

    public void Update(ImportTally tally, ImportOutcome outcome, DateTimeOffset? finished) =>
        update.With(tally.PostsNew).With(tally.PostsChanged).With(tally.PostsUnchanged).With(tally.CommentsNew)
            .With(tally.SourcesNew).With(tally.SourcesUnchanged).With(tally.SourcesRefused)
            .With(finished is { } end ? ArchiveWriter.Stored(end) : null)
            .With(outcome.ToString().ToLowerInvariant()).With(Id).Run();

    public void Dispose()
    {
        insert.Dispose();
        update.Dispose();
    }
}
