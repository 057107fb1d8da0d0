using Microsoft.Data.Sqlite;

namespace Archive.Storage;

/// <summary>Fills what search needs of rows that an earlier version stored.</summary>
internal static class MissingFacts
{
    /// <summary>Needs a transaction around it, and the posts in index_pending, so that no trigger touches the index.</summary>
    public static void Fill(SqliteConnection connection)
    {
        FillPosts(connection);
        FillComments(connection);
    }

    private static void FillPosts(SqliteConnection connection)
    {
        using var read = new Statement(
            connection,
            """
            SELECT posts.id, blogs.slug, posts.slug, posts.published, posts.title, posts.text, posts.author
              FROM posts JOIN blogs ON blogs.id = posts.blog_id
             WHERE posts.facts IS NULL
            """);
        using var write = new Statement(
            connection, "UPDATE posts SET folded_title = ?, folded = ?, quotes = ?, facts = ? WHERE id = ?");
        while (read.Read())
        {
            var text = Searchable.OfPost(read.Text(5));
            var facts = text.Facts(new PostPlace(read.Text(1), read.Text(2), read.TextOrNull(3)), read.TextOrNull(6));
            write.With(Searchable.FoldedTitle(read.TextOrNull(4))).With(text.Folded).With(text.Quotes).With(facts)
                .With(read.Long(0)).Run();
        }
    }

    private static void FillComments(SqliteConnection connection)
    {
        using var read = new Statement(
            connection,
            """
            SELECT comments.id, blogs.slug, posts.slug, posts.published, comments.text, comments.depth, comments.status,
                   comments.author, comments.published
              FROM comments JOIN posts ON posts.id = comments.post_id JOIN blogs ON blogs.id = posts.blog_id
             WHERE comments.facts IS NULL
            """);
        using var write = new Statement(
            connection, "UPDATE comments SET inferred_signer = ?, folded = ?, quotes = ?, facts = ? WHERE id = ?");
        while (read.Read())
        {
            var text = Searchable.OfComment(read.Text(4));
            var facts = text.Facts(
                new PostPlace(read.Text(1), read.Text(2), read.TextOrNull(3)), read.Int(5), StatusWord.Read(read.Text(6)),
                read.TextOrNull(7), read.TextOrNull(8));
            write.With(text.Signer).With(text.Folded).With(text.Quotes).With(facts).With(read.Long(0)).Run();
        }
    }
}
