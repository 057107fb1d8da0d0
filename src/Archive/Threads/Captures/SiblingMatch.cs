namespace Archive.Threads.Captures;

/// <summary>Matches siblings that stand between the same matched neighbours under the same matched parent.</summary>
/// <param name="loose">Take edited, removed and missing ones too, not only those that show the same.</param>
internal sealed class SiblingMatch(MatchSide stored, MatchSide seen, bool loose)
{
    /// <summary>How far one looks ahead in a gap; beyond it a gap holds too much that is new to tell neighbours apart, and the cost would be quadratic.</summary>
    private const int MaxLookAhead = 16;

    private readonly List<int> left = [];
    private readonly List<int> right = [];
    private readonly int[] place = new int[stored.Count];

    public void Run()
    {
        Align(ThreadOrder.Top, ThreadOrder.Top);

        // In reading order, so that parents matched on the way have their replies matched too.
        for (var i = 0; i < seen.Count; i++)
        {
            if (seen.Match[i] >= 0)
            {
                Align(seen.Match[i], i);
            }
        }
    }

    private void Align(int storedParent, int seenParent)
    {
        stored.Children.ChildrenOf(storedParent, left);
        seen.Children.ChildrenOf(seenParent, right);
        left.RemoveAll(stored.IsSetAside);
        for (var i = 0; i < left.Count; i++)
        {
            place[left[i]] = i;
        }

        FillGaps(storedParent, MatchSide.AreAlike);
        PairEqualTexts(seen.SignedText, stored.SignedText);
        PairEqualTexts(seen.Text, stored.Text);
        if (loose)
        {
            FillGaps(storedParent, MatchSide.MayBeOne);
        }
    }

    private bool IsSettled => left.TrueForAll(l => stored.Match[l] >= 0) || right.TrueForAll(r => seen.Match[r] >= 0);

    // What stands between the same matched neighbours, from gap to gap.
    private void FillGaps(int storedParent, Func<MatchSide, int, MatchSide, int, bool> same)
    {
        if (IsSettled)
        {
            return;
        }

        var (fromLeft, fromRight) = (0, 0);
        foreach (var (l, r) in Anchors(storedParent))
        {
            PairInOrder(fromLeft, l, fromRight, r, same);
            (fromLeft, fromRight) = (l + 1, r + 1);
        }

        PairInOrder(fromLeft, left.Count, fromRight, right.Count, same);
    }

    private void PairEqualTexts(int[] seenTexts, int[] storedTexts)
    {
        if (IsSettled)
        {
            return;
        }

        var waiting = new TextQueue();
        foreach (var l in left)
        {
            if (stored.Match[l] < 0 && storedTexts[l] >= 0)
            {
                waiting.Add(storedTexts[l], l);
            }
        }

        foreach (var r in right)
        {
            if (seen.Match[r] < 0 && waiting.First(seenTexts[r]) is { } found && !MatchSide.Conflict(stored, found, seen, r))
            {
                waiting.Take(seenTexts[r]);
                (stored.Match[found], seen.Match[r]) = (r, found);
            }
        }
    }

    // The longest run of matched siblings that keep their order on both sides; one that moved is no neighbour.
    private List<(int Left, int Right)> Anchors(int storedParent)
    {
        var pairs = new List<(int Left, int Right)>();
        for (var r = 0; r < right.Count; r++)
        {
            var match = seen.Match[right[r]];
            if (match >= 0 && stored.Comments[match].Parent == storedParent)
            {
                pairs.Add((place[match], r));
            }
        }

        return LongestIncreasing(pairs);
    }

    private static List<(int Left, int Right)> LongestIncreasing(List<(int Left, int Right)> pairs)
    {
        var ends = new List<int>();
        var before = new int[pairs.Count];
        for (var i = 0; i < pairs.Count; i++)
        {
            var at = FirstEndFrom(ends, pairs, pairs[i].Left);
            before[i] = at == 0 ? -1 : ends[at - 1];
            if (at == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[at] = i;
            }
        }

        var run = new List<(int, int)>(ends.Count);
        for (var i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = before[i])
        {
            run.Add(pairs[i]);
        }

        run.Reverse();
        return run;
    }

    private static int FirstEndFrom(List<int> ends, List<(int Left, int Right)> pairs, int value)
    {
        var (low, high) = (0, ends.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = pairs[ends[middle]].Left < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void PairInOrder(
        int fromLeft, int toLeft, int fromRight, int toRight, Func<MatchSide, int, MatchSide, int, bool> same)
    {
        for (var r = fromRight; r < toRight && fromLeft < toLeft; r++)
        {
            var found = seen.Match[right[r]] >= 0 ? -1 : LookAhead(fromLeft, toLeft, right[r], same);
            if (found >= 0)
            {
                stored.Match[left[found]] = right[r];
                seen.Match[right[r]] = left[found];
                fromLeft = found + 1;
            }
        }
    }

    private int LookAhead(int from, int to, int seenAt, Func<MatchSide, int, MatchSide, int, bool> same)
    {
        to = Math.Min(to, from + MaxLookAhead);
        for (var l = from; l < to; l++)
        {
            if (stored.Match[left[l]] < 0 && same(stored, left[l], seen, seenAt))
            {
                return l;
            }
        }

        return -1;
    }
}
