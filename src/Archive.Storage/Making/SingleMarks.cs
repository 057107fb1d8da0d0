using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>
/// Renders texts of earlier versions anew in which passages between straight single marks may be set apart now. All others are rendered
/// as they were.
/// </summary>
internal static class SingleMarks
{
    // How such a passage ends; few texts hold it.
    private const string MayEnd =
        """
        (instr(text, '.''') OR instr(text, '!''') OR instr(text, '?''') OR instr(text, '…'''))
        """;

    /// <summary>Needs a transaction around it, and the posts in links_pending.</summary>
    public static void Render(SqliteConnection connection)
    {
        foreach (var id in Changed(connection, "posts", "post_id = posts.id"))
        {
            using var update = new Statement(connection, "UPDATE posts SET quotes = ?, facts = ? WHERE id = ?");
            foreach (var (_, _, fresh) in SearchableRows.Posts(connection, $"posts.id = {id} AND posts.facts IS NOT NULL").ToList())
            {
                update.With(fresh.Quotes).With(fresh.Facts).With(id).Run();
            }
        }

        foreach (var id in Changed(connection, "comments", "post_id = comments.post_id"))
        {
            using var update = new Statement(connection, "UPDATE comments SET quotes = ?, facts = ? WHERE id = ?");
            foreach (var (_, _, fresh) in SearchableRows.Comments(connection, $"comments.id = {id} AND comments.facts IS NOT NULL").ToList())
            {
                update.With(fresh.Quotes).With(fresh.Facts).With(id).Run();
            }
        }
    }

    // The rows whose HTML is another now; it is written.
    private static List<long> Changed(SqliteConnection connection, string table, string isPending)
    {
        var changed = new List<(long Id, string Html)>();
        using var rows = new Statement(
            connection,
            $"SELECT id, original, html FROM {table} WHERE {MayEnd} AND EXISTS (SELECT 1 FROM links_pending WHERE links_pending.{isPending})");
        while (rows.Read())
        {
            var html = Rendering.Html(rows.Text(1));
            if (html != rows.Text(2))
            {
                changed.Add((rows.Long(0), html));
            }
        }

        using var update = new Statement(connection, $"UPDATE {table} SET html = ? WHERE id = ?");
        foreach (var (id, html) in changed)
        {
            update.With(html).With(id).Run();
        }

        return [.. changed.Select(row => row.Id)];
    }
}
