using Archive.Threads;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Checking;

/// <summary>Checks that the threads are what reading needs: positions without gaps, true depths and counts; one thread in memory at a time.</summary>
internal sealed class ThreadCheck(SqliteConnection connection, DifferenceList differences) : IDisposable
{
    private readonly Statement next = new(
        connection, "SELECT id, title, comment_count, month FROM posts WHERE id > ? ORDER BY id LIMIT 1");

    private readonly Statement comments = new(
        connection,
        """
        SELECT id, parent_id, position, depth, descendants, number, status
          FROM comments WHERE post_id = ? ORDER BY position
        """);

    public (int Posts, int Comments) Run(CancellationToken cancel)
    {
        var (posts, total, last) = (0, 0, long.MinValue);
        while (next.With(last).Read())
        {
            cancel.ThrowIfCancellationRequested();
            var (id, where, count, month) = (next.Long(0), $"post “{next.TextOrNull(1)}”", next.Int(2), next.Text(3));
            next.Reset();
            var thread = Load(id);
            Check(where, thread);
            var shown = thread.Count(comment => comment.Status != "placeholder");
            differences.AddWhere(shown != count, $"{where} of {month}", $"it counts {count} comments and has {shown}");
            (posts, total, last) = (posts + 1, total + thread.Count, id);
        }

        return (posts, total);
    }

    public void Dispose()
    {
        next.Dispose();
        comments.Dispose();
    }

    private List<PlacedComment> Load(long post)
    {
        var thread = new List<PlacedComment>();
        comments.With(post);
        while (comments.Read())
        {
            thread.Add(new PlacedComment(
                comments.Long(0), comments.NumberOrNull(1), comments.Int(2), comments.Int(3), comments.Int(4),
                comments.Text(5), comments.Text(6)));
        }

        return thread;
    }

    private void Check(string where, List<PlacedComment> thread)
    {
        var place = new Dictionary<long, int>(thread.Count);
        for (var i = 0; i < thread.Count; i++)
        {
            place[thread[i].Id] = i;
        }

        // A parent in another thread is out of range here, and so an orphan.
        var shape = ThreadOrder.Arrange([.. thread.Select(comment => comment.ParentId is { } parent
            ? place.GetValueOrDefault(parent, int.MaxValue)
            : ThreadOrder.Top)]);
        foreach (var orphan in shape.Orphans.Concat(shape.Cut))
        {
            differences.Add($"{where}, comment {thread[orphan].Number}: its parent is not above it in its thread");
        }

        for (var i = 0; i < thread.Count; i++)
        {
            differences.AddWhere(
                (thread[i].Position, thread[i].Depth, thread[i].Descendants) != (i, shape.Depth[i], shape.Descendants[i])
                    || shape.Order[i] != i,
                $"{where}, comment {thread[i].Number}", "its place in the thread is not true");
        }
    }

    private sealed record PlacedComment(
        long Id, long? ParentId, int Position, int Depth, int Descendants, string Number, string Status);
}
