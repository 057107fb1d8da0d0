using Archive.Dumps;
using Archive.Threads;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>Lays a further capture over a stored post: adds what is new, keeps what vanished, keeps earlier texts as versions.</summary>
internal sealed class PostMerge(SqliteConnection connection) : IDisposable
{
    private readonly StoredThread threads = new(connection);
    private readonly CaptureRows captures = new(connection);
    private readonly CommentHistory history = new(connection);
    private readonly PostHistory posts = new(connection);
    private readonly CommentInsert comments = new(connection);

    // Positions are unique, so rows that move step aside first.
    private readonly Statement clearPositions = new(
        connection, "UPDATE comments SET position = -1 - position WHERE post_id = ?");

    private readonly Statement isPending = new(connection, "SELECT 1 FROM index_pending WHERE post_id = ?");

    private readonly Statement index = new(
        connection, "INSERT INTO comment_fts (rowid, text, quotes, facts) VALUES (?, ?, ?, ?)");

    private readonly Statement insertTermsPending = new(
        connection, "INSERT OR IGNORE INTO terms_pending (post_id) VALUES (?)");

    public LookResult Write(Look look, long postId, PreparedPost post, long capture, List<Problem> problems)
    {
        var times = captures.TimesOf(postId);
        var (place, lastBefore) = posts.Find(postId);
        var isLatest = string.CompareOrdinal(look.CapturedAt, times[lastBefore]) >= 0;
        var stored = threads.Load(postId);
        var seen = post.Comments.Select(comment => PreparedComment.InThread(comment.Dump)).ToArray();
        var merged = Bounded(Merge(stored, lastBefore, seen, isLatest), stored, post, problems);

        var changed = isLatest && merged.Any(one => one.Seen < 0 && stored[one.Stored].Look.LastCapture == lastBefore);
        foreach (var one in merged.Where(one => one is { Stored: >= 0, Seen: >= 0 }))
        {
            changed |= history.See(stored[one.Stored], post.Comments[one.Seen], place, capture, times);
        }

        var added = Place(postId, place, merged, stored, post, seen, capture);
        var count = merged.Count(one => StatusOf(one, stored, post) != CommentStatus.Placeholder);
        changed |= posts.See(postId, place, post, capture, times, count);
        if (changed || added > 0)
        {
            insertTermsPending.With(postId).Run();
        }

        return new LookResult(false, changed || added > 0, added);
    }

    public void Dispose()
    {
        threads.Dispose();
        captures.Dispose();
        history.Dispose();
        posts.Dispose();
        comments.Dispose();
        clearPositions.Dispose();
        isPending.Dispose();
        index.Dispose();
        insertTermsPending.Dispose();
    }

    private static IReadOnlyList<MergedComment> Merge(
        List<StoredComment> stored, long latest, ThreadComment[] seen, bool isLatest)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var named = seen.Select(comment =>
        {
            var key = comment.PlatformId is { } id ? CommentKey.OfPlatformId(id) : null;
            _ = key is not null && keys.Add(key);
            return comment with { PlatformId = key };
        }).ToArray();
        return CaptureMerge.Merge(StoredThread.InThread(stored, latest, keys), named, isLatest);
    }

    // A thread that would outgrow its ids is not added to; what is stored is still seen again.
    private static IReadOnlyList<MergedComment> Bounded(
        IReadOnlyList<MergedComment> merged, List<StoredComment> stored, PreparedPost post, List<Problem> problems)
    {
        if (merged.Count <= PostId.MaxComments)
        {
            return merged;
        }

        problems.Add(new Problem(
            Severity.Error, post.Dump.Lines?.First,
            $"with this capture the thread has {merged.Count} comments; beyond {PostId.MaxComments} none are added"));
        var place = new int[merged.Count];
        var kept = new List<MergedComment>(stored.Count);
        for (var i = 0; i < merged.Count; i++)
        {
            place[i] = kept.Count;
            if (merged[i].Stored >= 0)
            {
                // A stored comment whose parent is not added stands at the top until there is room.
                var parent = merged[i].Parent >= 0 && merged[merged[i].Parent].Stored >= 0 ? place[merged[i].Parent] : ThreadOrder.Top;
                kept.Add(merged[i] with { Parent = parent });
            }
        }

        return kept;
    }

    private static CommentStatus StatusOf(MergedComment one, List<StoredComment> stored, PreparedPost post) =>
        one.Stored >= 0 ? stored[one.Stored].Status : post.Comments[one.Seen].Dump.Status;

    private int Place(
        long postId, PostPlace post, IReadOnlyList<MergedComment> merged, List<StoredComment> stored, PreparedPost prepared,
        ThreadComment[] seen, long capture)
    {
        var shape = ThreadOrder.Arrange([.. merged.Select(one => one.Parent)]);
        var isNew = new bool[seen.Length];
        foreach (var one in merged.Where(one => one.Stored < 0))
        {
            isNew[one.Seen] = true;
        }

        var keys = CommentKey.Assign(seen, stored.Select(comment => comment.Key), i => isNew[i]);
        var indexNow = isPending.With(postId).Number() is null;
        MakeRoom(postId, merged, stored, shape);
        var ids = new long[merged.Count];
        var (free, added) = (NextId(postId, stored), 0);
        for (var at = 0; at < shape.Order.Length; at++)
        {
            var one = merged[shape.Order[at]];
            long? parent = shape.Parent[shape.Order[at]] is not ThreadOrder.Top and var above ? ids[above] : null;
            if (one.Stored >= 0)
            {
                ids[shape.Order[at]] = stored[one.Stored].Id;
                Move(stored[one.Stored], post, parent, at, shape);
                continue;
            }

            ids[shape.Order[at]] = free;
            var (depth, descendants) = (shape.Depth[shape.Order[at]], shape.Descendants[shape.Order[at]]);
            Add(prepared.Comments[one.Seen], post, new CommentPlace(free++, postId, parent, at, depth, descendants), keys[one.Seen], capture, indexNow);
            added += prepared.Comments[one.Seen].Dump.Status == CommentStatus.Placeholder ? 0 : 1;
        }

        return added;
    }

    private static long NextId(long postId, List<StoredComment> stored) =>
        stored.Count == 0 ? PostId.FirstComment(postId) : stored.Max(comment => comment.Id) + 1;

    private void MakeRoom(long postId, IReadOnlyList<MergedComment> merged, List<StoredComment> stored, ThreadShape shape)
    {
        for (var i = 0; i < merged.Count; i++)
        {
            if (merged[i].Stored >= 0 && stored[merged[i].Stored].Look.Position != shape.Position[i])
            {
                clearPositions.With(postId).Run();
                stored.ForEach(comment => comment.IsMoved = true);
                return;
            }
        }
    }

    private void Move(StoredComment comment, PostPlace post, long? parent, int position, ThreadShape shape)
    {
        var at = shape.Order[position];
        var look = comment.Look with
        {
            ParentId = parent,
            Position = position,
            Depth = shape.Depth[at],
            Descendants = shape.Descendants[at],
        };
        if (comment.IsMoved || look != comment.LookInRow)
        {
            history.Update(comment.Id, look);
            comment.Look = look;
            history.UpdateFacts(comment, post);
        }
    }

    private void Add(
        PreparedComment comment, PostPlace post, CommentPlace place, string key, long capture, bool indexNow)
    {
        var facts = comment.Facts(post, place.Depth);
        comments.Run(comment, place, key, facts, capture);
        if (indexNow)
        {
            index.With(place.Id).With(comment.Searchable.Folded ?? comment.Text).With(comment.Searchable.Quotes).With(facts).Run();
        }
    }
}
