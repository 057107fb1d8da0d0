using Archive.Dumps;

namespace Archive.Threads.Captures;

/// <summary>Makes a post of its captures: a fold over them in the order in which they were taken, whatever order they came in.</summary>
public static class PostFold
{
    /// <param name="captures">Of one post, at least one, in their order; see <see cref="PostCapture.CompareTo"/>.</param>
    /// <param name="parted">What a keeper said; what is said of other captures than these says nothing.</param>
    public static FoldedPost Fold(IReadOnlyList<PostCapture> captures, IReadOnlyList<PartedSightings>? parted = null)
    {
        var problems = new List<Problem>();
        var thread = Begin(captures[0]);
        for (var i = 1; i < captures.Count; i++)
        {
            thread = Add(thread, captures[i - 1], captures[i], Parted(thread, captures[i], parted ?? []), problems);
        }

        Place(thread, captures);
        KeysOfThread.Assign(thread, captures);
        return new FoldedPost(captures, thread, problems);
    }

    /// <summary>How much of the thread a capture speaks for. A reading in doubt may have taken some comments for something else, so that it proves nothing by lacking them.</summary>
    public static ThreadReach ReachOf(ArrangedPost capture) => capture.IsInDoubt ? ThreadReach.InPart : capture.Post.Reach.Thread;

    private static FoldedComment[] Begin(PostCapture capture)
    {
        var thread = new FoldedComment[capture.Post.Comments.Count];
        for (var i = 0; i < thread.Length; i++)
        {
            thread[i] = new FoldedComment(new CommentSighting(capture, i)) { Parent = capture.Post.Thread[i].Parent };
        }

        return thread;
    }

    // Which comments of the thread so far are none of which of the capture that comes: a comment is kept apart from whatever any of its captures was.
    private static HashSet<(int Earlier, int Later)>? Parted(FoldedComment[] thread, PostCapture capture, IReadOnlyList<PartedSightings> parted)
    {
        var words = parted.Where(word => word.One == capture.Id).Select(word => (Other: (word.Other, word.OtherAt), At: word.OneAt))
            .Concat(parted.Where(word => word.Other == capture.Id).Select(word => (Other: (word.One, word.OneAt), At: word.OtherAt))).ToLookup(word => word.Other, word => word.At);
        if (words.Count == 0)
        {
            return null;
        }

        var pairs = new HashSet<(int, int)>();
        for (var i = 0; i < thread.Length; i++)
        {
            pairs.UnionWith(thread[i].Sightings.SelectMany(sighting => words[(sighting.Capture.Id, sighting.Index)]).Select(at => (i, at)));
        }

        return pairs;
    }

    private static FoldedComment[] Add(
        FoldedComment[] thread, PostCapture before, PostCapture capture, HashSet<(int Earlier, int Later)>? parted, List<Problem> problems)
    {
        var merged = (parted is null ? Again(thread, before, capture) : null) ?? Bounded(
            CaptureMerge.Merge(Array.ConvertAll(thread, comment => comment.InThread(before)), capture.Post.Thread, IsPart(before, capture), parted), capture, problems);
        var next = new FoldedComment[merged.Count];
        var (from, to) = Reach(merged, ReachOf(capture.Post));
        for (var i = 0; i < next.Length; i++)
        {
            var (earlier, later, parent) = merged[i];
            var sighting = new CommentSighting(capture, later);
            next[i] = earlier < 0 ? new FoldedComment(sighting) : thread[earlier];
            next[i].Parent = parent;
            if (earlier >= 0 && later >= 0)
            {
                next[i].Add(sighting);
            }

            next[i].Reached = later >= 0 || (i > from && i < to) ? capture : next[i].Reached;
        }

        return next;
    }

    // The same thread once more: its comments are those of the capture before, and stand where they stand.
    private static MergedComment[]? Again(FoldedComment[] thread, PostCapture before, PostCapture capture) =>
        !before.Post.Thread.SequenceEqual(capture.Post.Thread) ? null
        : [.. thread.Select((comment, i) => new MergedComment(i, comment.Last.Capture == before ? comment.Last.Index : -1, comment.Parent))];

    // Between which places of the merged thread a capture would have whatever stands there: a part of a thread speaks for what lies
    // between comments that were known before.
    private static (int From, int To) Reach(IReadOnlyList<MergedComment> merged, ThreadReach reach)
    {
        if (reach == ThreadReach.Whole)
        {
            return (-1, merged.Count);
        }

        var (from, to) = (merged.Count, -1);
        for (var i = 0; reach is not (ThreadReach.Absent or ThreadReach.InPart) && i < merged.Count; i++)
        {
            if (merged[i] is { Earlier: >= 0, Later: >= 0 })
            {
                (from, to) = (Math.Min(from, i), i);
            }
        }

        return (from, to);
    }

    private static bool IsPart(PostCapture before, PostCapture capture) =>
        before.Post.Post.Reach.Thread != ThreadReach.Whole || capture.Post.Post.Reach.Thread != ThreadReach.Whole;

    // A thread that would outgrow its ids is not added to; what is there is still found again.
    private static IReadOnlyList<MergedComment> Bounded(
        IReadOnlyList<MergedComment> merged, PostCapture capture, List<Problem> problems)
    {
        if (merged.Count <= ArrangedPost.MaxComments)
        {
            return merged;
        }

        problems.Add(new Problem(
            Severity.Error, capture.Post.Post.Lines?.First,
            $"with this capture the thread has {merged.Count} comments; beyond {ArrangedPost.MaxComments} none are added"));
        var place = new int[merged.Count];
        var kept = new List<MergedComment>();
        for (var i = 0; i < merged.Count; i++)
        {
            place[i] = kept.Count;
            if (merged[i].Earlier >= 0)
            {
                // A comment whose parent is not added stands at the top until there is room.
                var parent = merged[i].Parent >= 0 && merged[merged[i].Parent].Earlier >= 0 ? place[merged[i].Parent] : ThreadOrder.Top;
                kept.Add(merged[i] with { Parent = parent });
            }
        }

        return kept;
    }

    // Captures and merges are in reading order already, so that only depths and counts are missing.
    private static void Place(FoldedComment[] thread, IReadOnlyList<PostCapture> captures)
    {
        if (captures.Count == 1)
        {
            var shape = captures[0].Post.Shape;
            for (var i = 0; i < thread.Length; i++)
            {
                (thread[i].Depth, thread[i].Descendants) = (shape.Depth[shape.Order[i]], shape.Descendants[shape.Order[i]]);
            }

            return;
        }

        for (var i = 0; i < thread.Length; i++)
        {
            thread[i].Depth = thread[i].Parent == ThreadOrder.Top ? 0 : thread[thread[i].Parent].Depth + 1;
            thread[i].Descendants = 0;
        }

        for (var i = thread.Length - 1; i >= 0; i--)
        {
            if (thread[i].Parent != ThreadOrder.Top)
            {
                thread[thread[i].Parent].Descendants += thread[i].Descendants + 1;
            }
        }
    }
}
