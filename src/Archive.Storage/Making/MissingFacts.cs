using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>Fills what search needs of rows that an earlier version stored.</summary>
internal static class MissingFacts
{
    /// <summary>Needs a transaction around it, and the posts in index_pending, so that no trigger touches the index.</summary>
    public static void Fill(SqliteConnection connection)
    {
        using var post = new Statement(
            connection, "UPDATE posts SET folded_title = ?, folded = ?, quotes = ?, facts = ? WHERE id = ?");
        foreach (var (id, _, fresh) in SearchableRows.Posts(connection, "posts.facts IS NULL"))
        {
            post.With(fresh.FoldedTitle).With(fresh.Folded).With(fresh.Quotes).With(fresh.Facts).With(id).Run();
        }

        using var comment = new Statement(
            connection, "UPDATE comments SET inferred_signer = ?, folded = ?, quotes = ?, facts = ? WHERE id = ?");
        foreach (var (id, _, fresh) in SearchableRows.Comments(connection, "comments.facts IS NULL"))
        {
            comment.With(fresh.Signer).With(fresh.Folded).With(fresh.Quotes).With(fresh.Facts).With(id).Run();
        }
    }
}
