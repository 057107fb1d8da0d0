using System.Text.Json;
using Archive.Dumps;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>Writes what a further capture shows of a post itself: title, body and what the page claims.</summary>
internal sealed class PostHistory(SqliteConnection connection) : IDisposable
{
    private readonly Statement find = new(
        connection,
        """
        SELECT posts.title, posts.author, url, labels, original, declared_comments, first_line, last_line,
               first_capture_id, last_capture_id, blogs.slug, posts.slug, published
          FROM posts JOIN blogs ON blogs.id = posts.blog_id
         WHERE posts.id = ?
        """);

    private readonly Statement update = new(
        connection,
        """
        UPDATE posts
           SET author = ?, url = ?, live_page = ?, labels = ?, declared_comments = ?, first_line = ?, last_line = ?,
               first_capture_id = ?, last_capture_id = ?, comment_count = ?
         WHERE id = ?
        """);

    private readonly Statement updateText = new(
        connection,
        """
        UPDATE posts
           SET title = ?, original = ?, html = ?, text = ?, folded_title = ?, folded = ?, quotes = ?
         WHERE id = ?
        """);

    private readonly LinkRows links = new(connection);

    private readonly Statement updateFacts = new(connection, "UPDATE posts SET facts = ? WHERE id = ? AND facts IS NOT ?");

    private readonly Statement insertVersion = new(
        connection, "INSERT INTO post_versions (post_id, capture_id, title, original) VALUES (?, ?, ?, ?)");

    // The captures that had the text of the row keep it as a version when the row takes another.
    private readonly Statement keepVersions = new(
        connection,
        """
        INSERT INTO post_versions (post_id, capture_id, title, original)
        SELECT post_id, id, ?, ?
          FROM captures
         WHERE post_id = ? AND id <> ?
           AND NOT EXISTS (SELECT 1 FROM post_versions AS kept
                            WHERE kept.post_id = captures.post_id AND kept.capture_id = captures.id)
        """);

    /// <summary>Where the post stands, and the capture in which it was last seen.</summary>
    public (PostPlace Place, long LastCapture) Find(long postId)
    {
        find.With(postId).Read();
        var found = (new PostPlace(find.Text(10), find.Text(11), find.TextOrNull(12)), find.Long(9));
        find.Reset();
        return found;
    }

    /// <summary>Whether the title or body that the archive keeps changed, or a version came to it.</summary>
    public bool See(
        long postId, PostPlace place, PreparedPost seen, long capture, Dictionary<long, string> times, int commentCount)
    {
        find.With(postId).Read();
        var (title, original) = (find.TextOrNull(0), find.Text(4));
        var (first, last) = (find.Long(8), find.Long(9));
        var isLatest = string.CompareOrdinal(times[capture], times[last]) >= 0;
        var isFirst = string.CompareOrdinal(times[capture], times[first]) < 0;
        var (older, newer) = isLatest ? (Stored(), FactsOf(seen.Dump)) : (FactsOf(seen.Dump), Stored());
        find.Reset();

        var author = newer.Author ?? older.Author;
        var url = newer.Url ?? older.Url;
        update.With(author).With(url).With(LivePages.Of(url))
            .With(newer.Labels == "[]" ? older.Labels : newer.Labels)
            .With(newer.Declared).With(newer.FirstLine).With(newer.LastLine)
            .With(isFirst ? capture : first).With(isLatest ? capture : last).With(commentCount).With(postId).Run();
        var takesText = TakesText(original, seen, isLatest);
        var changed = SeeText(postId, title, original, seen, capture, takesText);
        var kept = takesText ? seen.Searchable : Searchable.OfPost(title, Rendering.Text(original));
        var facts = kept.Facts(place, author);
        updateFacts.With(facts).With(postId).With(facts).Run();
        return changed;

        PostFacts Stored() => new(
            find.TextOrNull(1), find.TextOrNull(2), find.Text(3), find.NumberOrNull(5), find.NumberOrNull(6),
            find.NumberOrNull(7));
    }

    public void Dispose()
    {
        find.Dispose();
        update.Dispose();
        updateText.Dispose();
        links.Dispose();
        updateFacts.Dispose();
        insertVersion.Dispose();
        keepVersions.Dispose();
    }

    private static PostFacts FactsOf(DumpPost post) => new(
        post.Author, post.Url, post.Labels.Count == 0 ? "[]" : JsonSerializer.Serialize(post.Labels),
        post.DeclaredComments, post.Lines?.First, post.Lines?.Last);

    // A capture that lost the body does not take it from the archive.
    private static bool TakesText(string original, PreparedPost seen, bool isLatest) =>
        isLatest && (seen.Dump.BodyText.Length > 0 || PlainLines.Trim(original).Length == 0);

    private bool SeeText(long postId, string? title, string original, PreparedPost seen, long capture, bool takesText)
    {
        if (title == seen.Dump.Title && seen.Dump.BodyText == PlainLines.Trim(original))
        {
            return false;
        }

        if (!takesText)
        {
            insertVersion.With(postId).With(capture).With(seen.Dump.Title).With(seen.Dump.Original).Run();
            return true;
        }

        keepVersions.With(title).With(original).With(postId).With(capture).Run();
        updateText.With(seen.Dump.Title).With(seen.Dump.Original).With(seen.Html).With(seen.Text)
            .With(Searchable.FoldedTitle(seen.Dump.Title)).With(seen.Searchable.Folded).With(seen.Searchable.Quotes)
            .With(postId).Run();
        links.Replace(postId, null, seen.Searchable.Links);
        return true;
    }

    private sealed record PostFacts(
        string? Author, string? Url, string Labels, long? Declared, long? FirstLine, long? LastLine);
}
