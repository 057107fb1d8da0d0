using Archive.Dumps;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>The rows of captures: when each look at a post was taken.</summary>
internal sealed class CaptureRows(SqliteConnection connection) : IDisposable
{
    private readonly Statement insert = new(
        connection,
        """
        INSERT INTO captures (post_id, source_id, captured_at, captured_basis, declared_comments, found_comments,
                              first_line, last_line)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        RETURNING id
        """);

    private readonly Statement ofPost = new(connection, "SELECT id, captured_at FROM captures WHERE post_id = ?");

    public long Insert(Look look, long postId, DumpPost post) =>
        insert.With(postId).With(look.SourceId).With(look.CapturedAt).With(look.Basis.ToString().ToLowerInvariant())
            .With(post.DeclaredComments).With(post.FoundComments).With(post.Lines?.First).With(post.Lines?.Last)
            .Number()!.Value;

    /// <summary>When each capture of a post was taken.</summary>
    public Dictionary<long, string> TimesOf(long postId)
    {
        var times = new Dictionary<long, string>();
        ofPost.With(postId);
        while (ofPost.Read())
        {
            times.Add(ofPost.Long(0), ofPost.Text(1));
        }

        return times;
    }

    public void Dispose()
    {
        insert.Dispose();
        ofPost.Dispose();
    }
}
