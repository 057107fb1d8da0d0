using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>Where a comment stands in its stored thread.</summary>
internal readonly record struct CommentPlace(
    long Id, long PostId, long? ParentId, int Position, int Depth, int Descendants);

/// <summary>Writes the row of a comment that the archive has not had, and those of its links.</summary>
internal sealed class CommentInsert(SqliteConnection connection) : IDisposable
{
    private readonly Statement insert = new(
        connection,
        """
        INSERT INTO comments (id, post_id, parent_id, position, depth, descendants, number, key, status, incomplete,
                              author, published, original, html, text, first_line, last_line,
                              first_capture_id, last_capture_id, inferred_signer, folded, quotes, facts)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly LinkRows links = new(connection);

    public void Run(PreparedComment comment, CommentPlace place, string key, string facts, long capture)
    {
        var dump = comment.Dump;
        insert.With(place.Id).With(place.PostId).With(place.ParentId).With(place.Position).With(place.Depth)
            .With(place.Descendants).With(comment.Number).With(key).With(StatusWord.Of(dump.Status)).With(dump.Incomplete)
            .With(dump.Author).With(dump.Published).With(dump.Original).With(comment.Html).With(comment.Text)
            .With(dump.Lines.First).With(dump.Lines.Last).With(capture).With(capture)
            .With(comment.Searchable.Signer).With(comment.Searchable.Folded).With(comment.Searchable.Quotes).With(facts).Run();
        links.Insert(place.PostId, place.Id, comment.Searchable.Links);
    }

    public void Dispose()
    {
        insert.Dispose();
        links.Dispose();
    }
}
