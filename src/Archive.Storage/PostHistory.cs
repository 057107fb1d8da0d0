using System.Text.Json;
using Archive.Dumps;
using Microsoft.Data.Sqlite;

namespace Archive.Storage;

/// <summary>Writes what a further capture shows of a post itself: title, body and what the page claims.</summary>
internal sealed class PostHistory(SqliteConnection connection) : IDisposable
{
    private readonly Statement find = new(
        connection,
        """
        SELECT title, author, url, labels, original, declared_comments, first_line, last_line,
               first_capture_id, last_capture_id
          FROM posts WHERE id = ?
        """);

    private readonly Statement update = new(
        connection,
        """
        UPDATE posts
           SET author = ?, url = ?, labels = ?, declared_comments = ?, first_line = ?, last_line = ?,
               first_capture_id = ?, last_capture_id = ?, comment_count = ?
         WHERE id = ?
        """);

    private readonly Statement updateText = new(
        connection, "UPDATE posts SET title = ?, original = ?, html = ?, text = ? WHERE id = ?");

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

    /// <summary>The capture in which the post was last seen.</summary>
    public long LastCapture(long postId)
    {
        find.With(postId).Read();
        var last = find.Long(9);
        find.Reset();
        return last;
    }

    /// <summary>Whether the title or body that the archive keeps changed, or a version came to it.</summary>
    public bool See(long postId, PreparedPost seen, long capture, Dictionary<long, string> times, int commentCount)
    {
        find.With(postId).Read();
        var (title, original) = (find.TextOrNull(0), find.Text(4));
        var (first, last) = (find.Long(8), find.Long(9));
        var isLatest = string.CompareOrdinal(times[capture], times[last]) >= 0;
        var isFirst = string.CompareOrdinal(times[capture], times[first]) < 0;
        var (older, newer) = isLatest ? (Stored(), FactsOf(seen.Dump)) : (FactsOf(seen.Dump), Stored());
        find.Reset();

        update.With(newer.Author ?? older.Author).With(newer.Url ?? older.Url)
            .With(newer.Labels == "[]" ? older.Labels : newer.Labels)
            .With(newer.Declared).With(newer.FirstLine).With(newer.LastLine)
            .With(isFirst ? capture : first).With(isLatest ? capture : last).With(commentCount).With(postId).Run();
        return SeeText(postId, title, original, seen, capture, isLatest);

        PostFacts Stored() => new(
            find.TextOrNull(1), find.TextOrNull(2), find.Text(3), find.NumberOrNull(5), find.NumberOrNull(6),
            find.NumberOrNull(7));
    }

    public void Dispose()
    {
        find.Dispose();
        update.Dispose();
        updateText.Dispose();
        insertVersion.Dispose();
        keepVersions.Dispose();
    }

    private static PostFacts FactsOf(DumpPost post) => new(
        post.Author, post.Url, post.Labels.Count == 0 ? "[]" : JsonSerializer.Serialize(post.Labels),
        post.DeclaredComments, post.Lines?.First, post.Lines?.Last);

    private bool SeeText(long postId, string? title, string original, PreparedPost seen, long capture, bool isLatest)
    {
        var body = seen.Dump.BodyText;
        var storedBody = PlainLines.Trim(original);
        if (title == seen.Dump.Title && body == storedBody)
        {
            return false;
        }

        // A capture that lost the body does not take it from the archive.
        if (!isLatest || (body.Length == 0 && storedBody.Length > 0))
        {
            insertVersion.With(postId).With(capture).With(seen.Dump.Title).With(seen.Dump.Original).Run();
            return true;
        }

        keepVersions.With(title).With(original).With(postId).With(capture).Run();
        updateText.With(seen.Dump.Title).With(seen.Dump.Original).With(seen.Html).With(seen.Text).With(postId).Run();
        return true;
    }

    private sealed record PostFacts(
        string? Author, string? Url, string Labels, long? Declared, long? FirstLine, long? LastLine);
}
