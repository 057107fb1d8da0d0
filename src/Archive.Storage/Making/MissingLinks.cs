using Archive.Content;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>Brings texts that an earlier version stored up to date: their links, and passages that are set apart only now.</summary>
internal static class MissingLinks
{
    public static bool Exist(SqliteConnection connection)
    {
        using var pending = new Statement(connection, "SELECT EXISTS (SELECT 1 FROM links_pending)");
        return pending.Number() == 1;
    }

    /// <summary>Needs a transaction around it.</summary>
    public static void Fill(SqliteConnection connection)
    {
        using var rows = new LinkRows(connection);
        FillPosts(connection, rows);
        using var comments = new Statement(
            connection,
            """
            SELECT comments.post_id, comments.id, comments.text
              FROM links_pending CROSS JOIN comments
                   ON comments.id >= links_pending.post_id << 20 AND comments.id < (links_pending.post_id + 1) << 20
             ORDER BY links_pending.post_id, comments.id
            """);
        while (comments.Read())
        {
            rows.Insert(comments.Long(0), comments.Long(1), TextLink.Of(CitedLinks.In(comments.Text(2)).Addresses));
        }

        SingleMarks.Render(connection);
        Statement.Execute(connection, "DELETE FROM links_pending");
    }

    private static void FillPosts(SqliteConnection connection, LinkRows rows)
    {
        using var live = new Statement(connection, "UPDATE posts SET live_page = ? WHERE id = ?");
        using var posts = new Statement(
            connection, "SELECT id, text, url FROM links_pending CROSS JOIN posts ON posts.id = links_pending.post_id ORDER BY id");
        while (posts.Read())
        {
            rows.Insert(posts.Long(0), null, TextLink.Of(CitedLinks.In(posts.Text(1)).Addresses));
            if (LivePages.Of(posts.TextOrNull(2)) is { } page)
            {
                live.With(page).With(posts.Long(0)).Run();
            }
        }
    }
}
