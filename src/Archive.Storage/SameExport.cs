using System.Text;
using Archive.Dumps;

namespace Archive.Storage;

/// <summary>Compares what two archives export, post by post, and whether the keys of the first lead to the same comments in the second.</summary>
internal static class SameExport
{
    // Columns that all versions have.
    private const string Posts =
        """
        SELECT posts.id, blogs.slug, month, posts.slug, published, posts.title, posts.author, url, labels, declared_comments, original, first_line, last_line
          FROM posts JOIN blogs ON blogs.id = blog_id
         ORDER BY blogs.slug, month, posts.slug
        """;

    private const string Comments =
        """
        SELECT number, key, author, published, status, incomplete, original, depth, first_line, last_line FROM comments WHERE post_id = ? ORDER BY position
        """;

    private const string Sources =
        "SELECT DISTINCT sha256 FROM (SELECT sha256 FROM captures JOIN sources ON sources.id = source_id WHERE post_id = ? ORDER BY captures.id)";

    /// <summary>A sentence for each post that differs, or has a key that leads elsewhere.</summary>
    public static IEnumerable<string> Differences(Connection before, Connection after)
    {
        using var left = Of(before).GetEnumerator();
        using var right = Of(after).GetEnumerator();
        var (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
        while (hasLeft || hasRight)
        {
            var order = !hasLeft ? 1 : !hasRight ? -1 : string.CompareOrdinal(left.Current.Address, right.Current.Address);
            if (order != 0)
            {
                yield return order < 0 ? $"/{left.Current.Address}: it is not there now" : $"/{right.Current.Address}: it was not there";
            }
            else if (left.Current.Text != right.Current.Text)
            {
                yield return $"/{left.Current.Address}: it is shown otherwise";
            }

            if (order == 0 && LostKey(before, left.Current.Id, after, right.Current.Id) is { } key)
            {
                yield return $"/{left.Current.Address}: the key {key} led to another comment";
            }

            hasLeft = order <= 0 ? left.MoveNext() : hasLeft;
            hasRight = order >= 0 ? right.MoveNext() : hasRight;
        }
    }

    private static IEnumerable<(long Id, string Address, string Text)> Of(Connection archive)
    {
        var posts = new List<(long Id, string Address)>();
        var rows = archive[Posts];
        while (rows.Read())
        {
            posts.Add((rows.Long(0), $"{rows.Text(1)}/{rows.Text(2)}/{rows.Text(3)}"));
        }

        posts.Sort((a, b) => string.CompareOrdinal(a.Address, b.Address));
        foreach (var (id, address) in posts)
        {
            yield return (id, address, Text(archive, id));
        }
    }

    private static string Text(Connection archive, long id)
    {
        var text = new StringBuilder();
        Write(archive[Posts.Replace("ORDER BY", "WHERE posts.id = ? ORDER BY", StringComparison.Ordinal)].With(id), 4, 13, text);
        Write(archive[Sources].With(id), 0, 1, text);
        Write(archive[Comments].With(id), 0, 10, text);
        return text.ToString();
    }

    // Blank lines at either end of a text are not exported.
    private static void Write(Statement rows, int from, int to, StringBuilder text)
    {
        while (rows.Read())
        {
            for (var i = from; i < to; i++)
            {
                var value = rows.Value(i);
                text.Append(value.Text is { } words ? PlainLines.Trim(words) : value.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "\u0001").Append('\u0002');
            }

            text.Append('\u0003');
        }
    }

    private static string? LostKey(Connection before, long postBefore, Connection after, long postAfter)
    {
        var rows = before["SELECT key, original FROM comments WHERE post_id = ?"].With(postBefore);
        string? lost = null;
        while (rows.Read())
        {
            var (key, text) = (rows.Text(0), PlainLines.Trim(rows.Text(1)));
            lost ??= Texts(after, postAfter, key).Contains(text) ? null : key;
        }

        return lost;
    }

    // All texts that the comment has had to which a key leads.
    private static HashSet<string> Texts(Connection after, long post, string key)
    {
        var rows = after[
            """
            SELECT original FROM comments WHERE id = ?
            UNION ALL
            SELECT original FROM comment_versions WHERE comment_id = ?
            """];
        var id = KeyLookup.Find(after, post, key);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        rows.With(id ?? -1).With(id ?? -1);
        while (rows.Read())
        {
            texts.Add(PlainLines.Trim(rows.Text(0)));
        }

        return texts;
    }
}
