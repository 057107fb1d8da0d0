using Archive.Dumps;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Checking;

/// <summary>A capture as stored.</summary>
internal sealed record KeptCapture(
    long Id, long PostId, long? DeclaredComments, long FoundComments, long? FirstLine, long? LastLine);

/// <summary>Compares one capture, read again from its source, with the rows of its post and comments.</summary>
internal sealed class CaptureCheck(SqliteConnection connection, DifferenceList differences) : IDisposable
{
    // A version is how the post stood in this capture, where that differs from its row.
    private readonly Statement post = new(
        connection,
        """
        SELECT posts.published, posts.last_capture_id = ?1, kept.post_id IS NOT NULL,
               CASE WHEN kept.post_id IS NULL THEN posts.title ELSE kept.title END,
               coalesce(kept.original, posts.original), posts.html, posts.text,
               posts.declared_comments, posts.first_line, posts.last_line, posts.author, posts.url, posts.identity
          FROM posts
               LEFT JOIN post_versions AS kept ON kept.post_id = posts.id AND kept.capture_id = ?1
         WHERE posts.id = ?2
        """);

    private readonly Statement comments = new(
        connection,
        """
        SELECT looks.number, looks.first_line, looks.last_line, kept.comment_id IS NOT NULL,
               coalesce(kept.status, comments.status), coalesce(kept.original, comments.original),
               comments.html, comments.text, looks.is_last, comments.author, comments.published, comments.incomplete
          FROM (SELECT id, number, first_line, last_line, 1 AS is_last
                  FROM comments WHERE post_id = ?2 AND last_capture_id = ?1
                UNION ALL
                SELECT comment_id, number, first_line, last_line, 0
                  FROM sightings WHERE capture_id = ?1) AS looks
               JOIN comments ON comments.id = looks.id
               LEFT JOIN comment_versions AS kept ON kept.comment_id = looks.id AND kept.capture_id = ?1
         ORDER BY looks.first_line, looks.number
        """);

    /// <param name="where">How a difference names the source and the post.</param>
    public void Run(string where, KeptCapture kept, PreparedPost seen)
    {
        var dump = seen.Dump;
        var counts = (kept.DeclaredComments, kept.FoundComments, kept.FirstLine, kept.LastLine);
        differences.AddWhere(
            counts != (dump.DeclaredComments, dump.FoundComments, dump.Lines?.First, dump.Lines?.Last),
            where, "the counts or lines of its capture differ from the dump");
        ComparePost(where, kept, seen);
        CompareComments(where, kept, seen);
    }

    public void Dispose()
    {
        post.Dispose();
        comments.Dispose();
    }

    private void ComparePost(string where, KeptCapture kept, PreparedPost seen)
    {
        if (!post.With(kept.Id).With(kept.PostId).Read())
        {
            differences.Add($"{where}: it is not stored");
            return;
        }

        var dump = seen.Dump;
        var (isLast, hasVersion) = (post.Int(1) != 0, post.Int(2) != 0);
        differences.AddWhere(Day(post.TextOrNull(0)) != Day(dump.Published), where, "its date differs from the dump");
        differences.AddWhere(post.TextOrNull(3) != dump.Title, where, "its title differs from the dump");
        differences.AddWhere(PlainLines.Trim(post.Text(4)) != dump.BodyText, where, "its body differs from the dump");
        differences.AddWhere(
            !hasVersion && (post.Text(5) != seen.Html || post.Text(6) != seen.Text),
            where, "its HTML or text for search differs from a fresh rendering");
        differences.AddWhere(
            isLast && ((post.NumberOrNull(7), post.NumberOrNull(8), post.NumberOrNull(9))
                != (dump.DeclaredComments, dump.Lines?.First, dump.Lines?.Last)
                || (dump.Author ?? post.TextOrNull(10)) != post.TextOrNull(10)
                || (dump.Url ?? post.TextOrNull(11)) != post.TextOrNull(11)),
            where, "its author, address, lines or declared count differ from the dump");
        differences.AddWhere(
            dump.Title is not null && post.Text(12) != seen.Identity, where, "its identity differs from the dump");
        post.Reset();
    }

    private static string? Day(string? published) => published is { Length: > 10 } fine ? fine[..10] : published;

    private void CompareComments(string where, KeptCapture kept, PreparedPost seen)
    {
        var expected = seen.Comments
            .OrderBy(comment => comment.Dump.Lines.First).ThenBy(comment => comment.Number, StringComparer.Ordinal).ToList();
        var at = 0;
        comments.With(kept.Id).With(kept.PostId);
        while (comments.Read())
        {
            if (at < expected.Count)
            {
                CompareComment($"{where}, comment {expected[at].Number}", expected[at]);
            }

            at++;
        }

        differences.AddWhere(at != expected.Count, where, $"the dump has {expected.Count} comments, stored are {at}");
    }

    private void CompareComment(string where, PreparedComment seen)
    {
        var dump = seen.Dump;
        var (hasVersion, isLast) = (comments.Int(3) != 0, comments.Int(8) != 0);
        differences.AddWhere(comments.Text(0) != seen.Number, where, $"it is stored as {comments.Text(0)}");
        differences.AddWhere(
            (comments.Int(1), comments.Int(2)) != (dump.Lines.First, dump.Lines.Last), where, "its lines differ from the dump");
        differences.AddWhere(comments.Text(4) != StatusWord.Of(dump.Status), where, "its status differs from the dump");
        differences.AddWhere(PlainLines.Trim(comments.Text(5)) != dump.BodyText, where, "its text differs from the dump");
        differences.AddWhere(
            !hasVersion && (comments.Text(6) != seen.Html || comments.Text(7) != seen.Text),
            where, "its HTML or text for search differs from a fresh rendering");
        differences.AddWhere(
            isLast && ((dump.Author ?? comments.TextOrNull(9)) != comments.TextOrNull(9)
                || (dump.Published ?? comments.TextOrNull(10)) != comments.TextOrNull(10)
                || dump.Incomplete != (comments.Int(11) != 0)),
            where, "its author, time or completeness differs from the dump");
    }
}
