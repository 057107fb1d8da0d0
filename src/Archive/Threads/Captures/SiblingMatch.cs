namespace Archive.Threads.Captures;

/// <summary>Matches siblings that stand between the same matched neighbours under the same matched parent.</summary>
/// <param name="loose">Take edited, removed and missing ones too, not only those that show the same.</param>
/// <param name="isPart">Where no neighbour is matched, the two may be different pages of a thread: only words tell then.</param>
internal sealed class SiblingMatch(MatchedThread earlier, MatchedThread later, bool loose, bool isPart)
{
    /// <summary>How far one looks ahead in a gap; beyond it a gap holds too much that is new to tell neighbours apart, and the cost would be quadratic.</summary>
    private const int MaxLookAhead = 16;

    private readonly List<int> left = [];
    private readonly List<int> right = [];
    private readonly int[] place = new int[earlier.Count];

    public void Run()
    {
        Align(ThreadOrder.Top, ThreadOrder.Top);

        // In reading order, so that parents matched on the way have their replies matched too.
        for (var i = 0; i < later.Count; i++)
        {
            if (later.Match[i] >= 0)
            {
                Align(later.Match[i], i);
            }
        }
    }

    private void Align(int earlierParent, int laterParent)
    {
        earlier.Children.ChildrenOf(earlierParent, left);
        later.Children.ChildrenOf(laterParent, right);
        left.RemoveAll(earlier.IsSetAside);
        for (var i = 0; i < left.Count; i++)
        {
            place[left[i]] = i;
        }

        FillGaps(earlierParent, MatchedThread.AreAlike);
        PairEqualTexts(later.SignedText, earlier.SignedText);
        PairEqualTexts(later.Text, earlier.Text);
        if (loose)
        {
            // Where two parts have nothing in common, what is alike is what people say on every page, unless one person said it in one minute.
            FillGaps(earlierParent, isPart && earlierParent == ThreadOrder.Top && Anchors(ThreadOrder.Top).Count == 0 ? MatchedThread.AreOfOneMinute : MatchedThread.MayBeOne);
        }
    }

    private bool IsSettled => left.TrueForAll(l => earlier.Match[l] >= 0) || right.TrueForAll(r => later.Match[r] >= 0);

    // What stands between the same matched neighbours, from gap to gap.
    private void FillGaps(int earlierParent, Func<MatchedThread, int, MatchedThread, int, bool> same)
    {
        if (IsSettled)
        {
            return;
        }

        var (fromLeft, fromRight) = (0, 0);
        var anchors = Anchors(earlierParent);
        if (isPart && anchors.Count == 0 && earlierParent == ThreadOrder.Top)
        {
            var any = same;
            same = (e, l, a, r) => e.Text[l] >= 0 && a.Text[r] >= 0 && any(e, l, a, r);
        }

        foreach (var (l, r) in anchors)
        {
            PairInOrder(fromLeft, l, fromRight, r, same);
            (fromLeft, fromRight) = (l + 1, r + 1);
        }

        PairInOrder(fromLeft, left.Count, fromRight, right.Count, same);
    }

    private void PairEqualTexts(int[] laterTexts, int[] earlierTexts)
    {
        if (IsSettled)
        {
            return;
        }

        var waiting = new TextQueue();
        foreach (var l in left)
        {
            if (earlier.Match[l] < 0 && earlierTexts[l] >= 0)
            {
                waiting.Add(earlierTexts[l], l);
            }
        }

        foreach (var r in right)
        {
            if (later.Match[r] < 0 && waiting.First(laterTexts[r]) is { } found && !MatchedThread.Conflict(earlier, found, later, r))
            {
                waiting.Take(laterTexts[r]);
                (earlier.Match[found], later.Match[r]) = (r, found);
            }
        }
    }

    // The longest run of matched siblings that keep their order on both sides; one that moved is no neighbour.
    private List<(int Left, int Right)> Anchors(int earlierParent)
    {
        var pairs = new List<(int Left, int Right)>();
        for (var r = 0; r < right.Count; r++)
        {
            var match = later.Match[right[r]];
            if (match >= 0 && earlier.Comments[match].Parent == earlierParent)
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
        int fromLeft, int toLeft, int fromRight, int toRight, Func<MatchedThread, int, MatchedThread, int, bool> same)
    {
        for (var r = fromRight; r < toRight && fromLeft < toLeft; r++)
        {
            var found = later.Match[right[r]] >= 0 ? -1 : LookAhead(fromLeft, toLeft, right[r], same);
            if (found >= 0)
            {
                earlier.Match[left[found]] = right[r];
                later.Match[right[r]] = left[found];
                fromLeft = found + 1;
            }
        }
    }

    private int LookAhead(int from, int to, int laterAt, Func<MatchedThread, int, MatchedThread, int, bool> same)
    {
        to = Math.Min(to, from + MaxLookAhead);
        for (var l = from; l < to; l++)
        {
            if (earlier.Match[left[l]] < 0 && same(earlier, left[l], later, laterAt))
            {
                return l;
            }
        }

        return -1;
    }
}
