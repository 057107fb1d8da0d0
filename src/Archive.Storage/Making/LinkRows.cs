using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>Writes the links of a text beside its row.</summary>
internal sealed class LinkRows(SqliteConnection connection) : IDisposable
{
    private readonly Statement insert = new(
        connection,
        """
        INSERT INTO links (post_id, comment_id, address, site, page, comment_key, said_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly Statement delete = new(connection, "DELETE FROM links WHERE post_id = ? AND comment_id IS ?");

    /// <param name="comment">Null for the post itself.</param>
    public void Insert(long post, long? comment, IReadOnlyList<TextLink> links)
    {
        for (var i = 0; i < links.Count; i++)
        {
            var link = links[i];
            insert.With(post).With(comment).With(link.Address).With(link.Site).With(link.Page).With(link.CommentKey)
                .With(link.SaidAt).Run();
        }
    }

    /// <summary>The text has changed.</summary>
    public void Replace(long post, long? comment, IReadOnlyList<TextLink> links)
    {
        delete.With(post).With(comment).Run();
        Insert(post, comment, links);
    }

    public void Dispose()
    {
        insert.Dispose();
        delete.Dispose();
    }
}
