using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>What the index takes of a stored row beside its text: as it stands in the row, or as it should.</summary>
internal readonly record struct SearchableColumns(string? FoldedTitle, string? Folded, string? Quotes, string? Signer, string? Facts);

/// <summary>Reads rows with what the index takes of them.</summary>
internal static class SearchableRows
{
    /// <param name="which">A condition on the rows, in SQL.</param>
    public static IEnumerable<(long Id, SearchableColumns Stored, SearchableColumns Fresh)> Posts(SqliteConnection connection, string which)
    {
        using var row = new Statement(
            connection,
            $"""
             SELECT posts.id, folded_title, folded, quotes, facts, blogs.slug, posts.slug, published, posts.title, text, posts.author
               FROM posts JOIN blogs ON blogs.id = posts.blog_id
              WHERE {which}
             """);
        while (row.Read())
        {
            var text = Searchable.OfPost(row.TextOrNull(8), row.Text(9));
            var facts = text.Facts(new PostPlace(row.Text(5), row.Text(6), row.TextOrNull(7)), row.TextOrNull(10));
            yield return (
                row.Long(0),
                new SearchableColumns(row.TextOrNull(1), row.TextOrNull(2), row.TextOrNull(3), null, row.TextOrNull(4)),
                new SearchableColumns(Searchable.FoldedTitle(row.TextOrNull(8)), text.Folded, text.Quotes, null, facts));
        }
    }

    /// <param name="which">A condition on the rows, in SQL.</param>
    public static IEnumerable<(long Id, SearchableColumns Stored, SearchableColumns Fresh)> Comments(SqliteConnection connection, string which)
    {
        using var row = new Statement(
            connection,
            $"""
             SELECT comments.id, comments.folded, comments.quotes, inferred_signer, comments.facts, blogs.slug, posts.slug,
                    posts.published, comments.text, depth, status, comments.author, comments.published
               FROM comments JOIN posts ON posts.id = comments.post_id JOIN blogs ON blogs.id = posts.blog_id
              WHERE {which}
             """);
        while (row.Read())
        {
            var text = Searchable.OfComment(row.Text(8));
            var facts = text.Facts(
                new PostPlace(row.Text(5), row.Text(6), row.TextOrNull(7)), row.Int(9), StatusWord.Read(row.Text(10)),
                row.TextOrNull(11), row.TextOrNull(12));
            yield return (
                row.Long(0),
                new SearchableColumns(null, row.TextOrNull(1), row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4)),
                new SearchableColumns(null, text.Folded, text.Quotes, text.Signer, facts));
        }
    }
}
