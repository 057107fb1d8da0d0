using Archive.Content;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Checking;

/// <summary>Compares the stored links of each text with what the text says.</summary>
internal sealed class LinksCheck(SqliteConnection connection, DifferenceList differences) : IDisposable
{
    private readonly Statement links = new(
        connection,
        """
        SELECT address, site, page, comment_key, said_at FROM links WHERE post_id = ? AND comment_id IS ? ORDER BY id
        """);

    /// <summary>How many texts were compared.</summary>
    public int Run(CancellationToken cancel)
    {
        var compared = 0;
        using var posts = new Statement(connection, "SELECT id, text, url, live_page FROM posts");
        while (posts.Read())
        {
            cancel.ThrowIfCancellationRequested();
            var id = posts.Long(0);
            differences.AddWhere(!AreTrue(id, null, posts.Text(1)), $"post {id}", "its links differ from its text");
            differences.AddWhere(
                LivePages.Of(posts.TextOrNull(2)) != posts.TextOrNull(3), $"post {id}", "its page of the live blog differs from its address");
            compared++;
        }

        using var comments = new Statement(connection, "SELECT post_id, id, text FROM comments");
        while (comments.Read())
        {
            cancel.ThrowIfCancellationRequested();
            var (post, id) = (comments.Long(0), comments.Long(1));
            differences.AddWhere(!AreTrue(post, id, comments.Text(2)), $"comment {id}", "its links differ from its text");
            compared++;
        }

        return compared;
    }

    public void Dispose() => links.Dispose();

    private bool AreTrue(long post, long? comment, string text)
    {
        var fresh = TextLink.Of(CitedLinks.In(text).Addresses);
        var at = 0;
        var same = true;
        links.With(post).With(comment);
        while (links.Read())
        {
            same &= at < fresh.Count && fresh[at] == new TextLink(
                links.Text(0), links.Text(1), links.TextOrNull(2), links.TextOrNull(3), links.TextOrNull(4));
            at++;
        }

        return same && at == fresh.Count;
    }
}
