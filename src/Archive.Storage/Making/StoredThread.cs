using Archive.Dumps;
using Archive.Threads;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>A comment of a stored post while another capture is laid over it.</summary>
internal sealed class StoredComment
{
    public required long Id { get; init; }

    public required CommentLook LookInRow { get; init; }

    public required CommentLook Look { get; set; }

    /// <summary>Its position in the row was cleared, so that the row must be written.</summary>
    public bool IsMoved { get; set; }

    public required CommentStatus Status { get; set; }

    public required string Original { get; set; }

    public required string Key { get; init; }

    /// <summary>What filters ask about.</summary>
    public required string? Facts { get; set; }

    public StoredVersion InRow => new(Look.LastCapture, Status, Original);

    /// <summary>Captures in which it stood otherwise than in its row.</summary>
    public List<StoredVersion> Versions { get; } = [];
}

/// <summary>The columns that say where a comment stands and in which captures; compared to see whether a row must be written.</summary>
internal sealed record CommentLook(
    long? ParentId, int Position, int Depth, int Descendants, string Number, int FirstLine, int LastLine,
    long FirstCapture, long LastCapture, bool Incomplete, string? Author, string? Published);

/// <summary>How a comment stood in one capture.</summary>
internal sealed record StoredVersion(long Capture, CommentStatus Status, string Original);

/// <summary>Reads the thread of a post with what is needed to lay another capture over it.</summary>
internal sealed class StoredThread(SqliteConnection connection) : IDisposable
{
    private readonly Statement comments = new(
        connection,
        """
        SELECT id, parent_id, position, depth, descendants, number, first_line, last_line, first_capture_id,
               last_capture_id, incomplete, author, published, status, original, key, facts
          FROM comments WHERE post_id = ? ORDER BY position
        """);

    private readonly Statement versions = new(
        connection,
        "SELECT comment_id, capture_id, status, original FROM comment_versions WHERE comment_id >= ? AND comment_id < ?");

    public List<StoredComment> Load(long postId)
    {
        var thread = new List<StoredComment>();
        comments.With(postId);
        while (comments.Read())
        {
            thread.Add(Read(comments));
        }

        AddVersions(postId, thread);
        return thread;
    }

    /// <summary>The thread as matching sees it: each comment as it stood in the last capture that has it.</summary>
    /// <param name="latest">The latest capture of the post; comments last seen earlier have vanished.</param>
    /// <param name="platformKeys">The keys of the other capture that are its platform's ids: only those can be ids here.</param>
    public static ThreadComment[] InThread(List<StoredComment> thread, long latest, HashSet<string> platformKeys)
    {
        var place = new Dictionary<long, int>(thread.Count);
        var seen = new ThreadComment[thread.Count];
        for (var i = 0; i < seen.Length; i++)
        {
            var comment = thread[i];
            place.Add(comment.Id, i);
            var shown = comment.Versions.Find(version => version.Capture == comment.Look.LastCapture) ?? comment.InRow;
            seen[i] = new ThreadComment
            {
                Parent = comment.Look.ParentId is { } parent ? place[parent] : ThreadOrder.Top,
                PlatformId = platformKeys.Contains(comment.Key) ? comment.Key : null,
                Author = comment.Look.Author,
                Shows = PreparedComment.ShownBy(shown.Status),
                Text = PlainLines.Trim(shown.Original),
                OtherTexts = comment.Versions.Count == 0 ? [] : OtherTexts(comment, shown),
                HasVanished = comment.Look.LastCapture != latest,
            };
        }

        return seen;
    }

    public void Dispose()
    {
        comments.Dispose();
        versions.Dispose();
    }

    private static string[] OtherTexts(StoredComment comment, StoredVersion shown) =>
        [.. comment.Versions.Append(comment.InRow)
            .Where(version => version != shown && version.Status == CommentStatus.Visible)
            .Select(version => PlainLines.Trim(version.Original))];

    private static StoredComment Read(Statement row)
    {
        var look = new CommentLook(
            row.NumberOrNull(1), row.Int(2), row.Int(3), row.Int(4), row.Text(5), row.Int(6), row.Int(7), row.Long(8),
            row.Long(9), row.Int(10) != 0, row.TextOrNull(11), row.TextOrNull(12));
        return new StoredComment
        {
            Id = row.Long(0),
            LookInRow = look,
            Look = look,
            Status = StatusWord.Read(row.Text(13)),
            Original = row.Text(14),
            Key = row.Text(15),
            Facts = row.TextOrNull(16),
        };
    }

    private void AddVersions(long postId, List<StoredComment> thread)
    {
        Dictionary<long, StoredComment>? byId = null;
        versions.With(PostId.FirstComment(postId)).With(PostId.FirstComment(postId + 1));
        while (versions.Read())
        {
            byId ??= thread.ToDictionary(comment => comment.Id);
            byId[versions.Long(0)].Versions.Add(
                new StoredVersion(versions.Long(1), StatusWord.Read(versions.Text(2)), versions.Text(3)));
        }
    }
}
