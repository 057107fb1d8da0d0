namespace Archive.Storage.Previewing;

/// <summary>A comment of a capture, and the comment that it is one with.</summary>
/// <param name="Turn">Its turn in the capture.</param>
/// <param name="After">With this capture.</param>
/// <param name="Before">Without it; null where no other capture has it.</param>
internal readonly record struct ChangedComment(int Turn, FoldedComment After, FoldedComment? Before, bool IsEdited, bool IsMoved);

/// <summary>What one capture changes of a post.</summary>
/// <param name="Comments">All that the capture has, in its order.</param>
/// <param name="Vanished">Those that it lacks, and that were there before.</param>
internal sealed record CaptureChanges(IReadOnlyList<ChangedComment> Comments, IReadOnlyList<FoldedComment> Vanished, bool IsTextEdited)
{
    /// <summary>Comments that no other capture has; of a placeholder nothing came.</summary>
    public int New => Comments.Count(comment => comment.Before is null && comment.After.Status != CommentStatus.Placeholder);

    public int Edited => Comments.Count(comment => comment.IsEdited);

    /// <summary>Texts that are shown as this capture has them, and say the same as before in other lines.</summary>
    public int Relaid { get; private init; }

    public int Moved => Comments.Count(comment => comment.IsMoved);

    public bool IsNothing => !IsTextEdited && Vanished.Count == 0 && Comments.All(comment => comment is { Before: not null, IsEdited: false, IsMoved: false });

    /// <summary>Compares a post without a capture and with it.</summary>
    /// <param name="before">Folded of all captures but this one; null where it is the only one.</param>
    public static CaptureChanges Of(FoldedPost? before, FoldedPost after, PostCapture capture)
    {
        var earlier = new Dictionary<(long, int), int>();
        for (var i = 0; i < (before?.Comments.Count ?? 0); i++)
        {
            foreach (var sighting in before!.Comments[i].Sightings)
            {
                earlier[(sighting.Capture.Id, sighting.Index)] = i;
            }
        }

        var places = after.Comments.Select(comment => BeforeOf(comment, capture, earlier)).ToArray();
        var moved = before is null ? [] : Moves(before, after, places);
        var changed = new List<ChangedComment>(capture.Post.Comments.Count);
        var vanished = new List<FoldedComment>();
        for (var i = 0; i < after.Comments.Count; i++)
        {
            var (comment, known) = (after.Comments[i], places[i] < 0 ? null : before!.Comments[places[i]]);
            if (SightingIn(comment, capture) is { } own)
            {
                changed.Add(new ChangedComment(own.Index, comment, known, known is not null && IsEdited(known, comment, capture), moved.Contains(i)));
            }
            else if (known is not null && comment.Reached == capture && known.Reached == known.Last.Capture)
            {
                vanished.Add(comment);
            }
        }

        changed.Sort((a, b) => a.Turn.CompareTo(b.Turn));
        var isTextEdited = before is not null && IsTextEditedIn(before, after, capture);
        return new CaptureChanges(changed, vanished, isTextEdited)
        {
            Relaid = changed.Count(comment => comment is { Before: { } known, IsEdited: false } && IsRelaid(known.Text.Comment.Written, comment.After.Text.Comment.Written))
                + (!isTextEdited && before is not null && IsRelaid(before.Text.Written, after.Text.Written) ? 1 : 0),
        };
    }

    private static CommentSighting? SightingIn(FoldedComment comment, PostCapture capture)
    {
        foreach (var sighting in comment.Sightings)
        {
            if (sighting.Capture == capture)
            {
                return sighting;
            }
        }

        return null;
    }

    private static int BeforeOf(FoldedComment comment, PostCapture capture, Dictionary<(long, int), int> earlier)
    {
        var place = -1;
        foreach (var sighting in comment.Sightings)
        {
            place = sighting.Capture != capture && earlier.TryGetValue((sighting.Capture.Id, sighting.Index), out var found) ? found : place;
        }

        return place;
    }

    // Another text is shown, or this capture's is kept as one that the comment had.
    private static bool IsEdited(FoldedComment before, FoldedComment after, PostCapture capture) =>
        (after.Text.Capture == capture && (after.Status != before.Status || !after.Text.Comment.Written.SaysTheSameAs(before.Text.Comment.Written)))
        || after.Versions.Any(version => version.Capture == capture && version.Comment.Status != CommentStatus.Placeholder);

    private static bool IsTextEditedIn(FoldedPost before, FoldedPost after, PostCapture capture) =>
        (after.TextOf == capture && (after.Text.Title != before.Text.Title || !after.Text.Written.SaysTheSameAs(before.Text.Written)))
        || after.Versions.Contains(capture);

    private static bool IsRelaid(WrittenText before, WrittenText after) => before.Kind != after.Kind || before.Original != after.Original;

    // Those that hang elsewhere, and among those that hang where they hung, the ones that do not keep the order of the others.
    private static HashSet<int> Moves(FoldedPost before, FoldedPost after, int[] places)
    {
        var moved = new HashSet<int>();
        var siblings = new Dictionary<int, List<int>>();
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] < 0)
            {
                continue;
            }

            var (now, then) = (after.Comments[i].Parent, before.Comments[places[i]].Parent);
            if (now == ThreadOrder.Top ? then != ThreadOrder.Top : then == ThreadOrder.Top || places[now] != then)
            {
                moved.Add(i);
            }
            else if (!siblings.TryGetValue(now, out var list))
            {
                siblings.Add(now, [i]);
            }
            else
            {
                list.Add(i);
            }
        }

        foreach (var list in siblings.Values)
        {
            moved.UnionWith(OutOfOrder(list, places));
        }

        return moved;
    }

    // All but the longest run whose places before rise.
    private static IEnumerable<int> OutOfOrder(List<int> list, int[] places)
    {
        var ends = new List<int>();
        var above = new Dictionary<int, int>();
        foreach (var i in list)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = places[ends[middle]] < places[i] ? (middle + 1, high) : (low, middle);
            }

            above[i] = low == 0 ? -1 : ends[low - 1];
            if (low == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[low] = i;
            }
        }

        var kept = new HashSet<int>();
        for (var i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = above[i])
        {
            kept.Add(i);
        }

        return list.Where(i => !kept.Contains(i));
    }
}
