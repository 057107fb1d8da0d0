namespace Archive.Threads.Captures;

/// <summary>One comment of two captures laid over each other.</summary>
/// <param name="Earlier">Its index in the thread of the earlier captures; -1 where it is new.</param>
/// <param name="Later">Its index in the later capture; -1 where that lacks it.</param>
/// <param name="Parent">The index in the merged thread of the comment it answers, or <see cref="ThreadOrder.Top"/>.</param>
internal readonly record struct MergedComment(int Earlier, int Later, int Parent);

/// <summary>Lays a later capture over the thread that the earlier ones left, so that nothing is lost and nothing doubled.</summary>
internal static class CaptureMerge
{
    /// <summary>The merged thread in reading order. The later capture gives the order and the tree, unless it has none or was read in doubt; what only the other side has stands after the sibling that it followed there.</summary>
    /// <param name="earlier">The thread so far, in reading order.</param>
    /// <param name="later">The thread of the later capture, in reading order.</param>
    /// <param name="isPart">Whether one of the two may lack what the other has because it does not reach so far.</param>
    /// <param name="parted">Pairs that are never one, by their indices.</param>
    public static IReadOnlyList<MergedComment> Merge(
        IReadOnlyList<ThreadComment> earlier, IReadOnlyList<ThreadComment> later, bool isPart = false, IReadOnlySet<(int Earlier, int Later)>? parted = null)
    {
        var match = CaptureMatch.Find(earlier, later, isPart, parted);
        return FlatLayout.IsOf(later, earlier) || IsOutweighed(later, earlier)
            ? Merged(Lay(earlier, later, match), earlier.Count, (own, other, parent) => new MergedComment(own, other, parent))
            : Merged(Lay(later, earlier, Inverse(match, earlier.Count)), later.Count, (own, other, parent) => new MergedComment(other, own, parent));
    }

    // A capture that was read in doubt moves nothing that a sure one has, but gives a tree to what had none.
    private static bool IsOutweighed(IReadOnlyList<ThreadComment> later, IReadOnlyList<ThreadComment> earlier) =>
        later.Any(comment => comment.IsInDoubt) && earlier.Any(comment => !comment.IsInDoubt) && !FlatLayout.IsOf(earlier, later);

    private static MergedComment[] Merged((Nodes Nodes, int[] OtherOf) laid, int spine, Func<int, int, int, MergedComment> comment)
    {
        var (nodes, otherOf) = laid;
        var merged = new MergedComment[nodes.Order.Length];
        for (var i = 0; i < merged.Length; i++)
        {
            var node = nodes.Order[i];
            var parent = nodes.Parent[node] == ThreadOrder.Top ? ThreadOrder.Top : nodes.Position[nodes.Parent[node]];
            merged[i] = comment(node < spine ? node : -1, otherOf[node], parent);
        }

        return merged;
    }

    private static int[] Inverse(int[] match, int count)
    {
        var inverse = new int[count];
        Array.Fill(inverse, -1);
        for (var i = 0; i < match.Length; i++)
        {
            if (match[i] >= 0)
            {
                inverse[match[i]] = i;
            }
        }

        return inverse;
    }

    // Nodes 0..spine.Count-1 are the spine's comments, the rest are those that only the other side has.
    private static (Nodes Nodes, int[] OtherOf) Lay(
        IReadOnlyList<ThreadComment> spine, IReadOnlyList<ThreadComment> other, int[] spineOfOther)
    {
        var extra = spineOfOther.Count(match => match < 0);
        var parent = new int[spine.Count + extra];
        var otherOf = new int[parent.Length];
        Array.Fill(otherOf, -1);
        var links = new SiblingLinks(parent.Length);
        for (var i = spine.Count - 1; i >= 0; i--)
        {
            parent[i] = spine[i].Parent;
            links.Prepend(parent[i], i);
        }

        var nodeOf = new int[other.Count];
        var lastUnder = new int[other.Count + 1];
        Array.Fill(lastUnder, -1);
        var root = new int[parent.Length];
        for (var i = 0; i < spine.Count; i++)
        {
            root[i] = parent[i] == ThreadOrder.Top ? i : root[parent[i]];
        }

        var free = spine.Count;
        var pages = new PageOrder(spine);
        for (var i = 0; i < other.Count; i++)
        {
            var above = other[i].Parent;
            var node = spineOfOther[i] >= 0 ? spineOfOther[i] : free++;
            var parentNode = above == ThreadOrder.Top ? ThreadOrder.Top : nodeOf[above];
            nodeOf[i] = node;
            otherOf[node] = i;
            if (node >= spine.Count)
            {
                parent[node] = parentNode;
                Insert(links, parentNode, pages.Behind(other[i]) ?? lastUnder[above + 1], node);
            }
            else if (above == ThreadOrder.Top)
            {
                pages.Pass(node);
            }

            // A sibling that hangs elsewhere in the spine cannot be followed here; at the top, the branch that it hangs in can.
            root[node] = parent[node] == ThreadOrder.Top ? node : root[parent[node]];
            lastUnder[above + 1] = parent[node] == parentNode ? node : above == ThreadOrder.Top ? root[node] : lastUnder[above + 1];
        }

        return (Nodes.Of(parent, links), otherOf);
    }

    private static void Insert(SiblingLinks links, int parent, int sibling, int node)
    {
        if (sibling < 0)
        {
            links.Prepend(parent, node);
        }
        else
        {
            links.InsertAfter(sibling, node);
        }
    }

    /// <summary>The top comments of a thread, for those of a later page to be laid behind them.</summary>
    private sealed class PageOrder(IReadOnlyList<ThreadComment> spine)
    {
        private int passed = -1;

        /// <summary>Whatever comes now stands behind this comment.</summary>
        public void Pass(int node) => passed = Math.Max(passed, node);

        /// <summary>The last top comment that stands before one of a later page; null where what was laid before it says enough.</summary>
        public int? Behind(ThreadComment comment)
        {
            if (comment.NumberInAll is not { } number)
            {
                return null;
            }

            int? behind = null;
            for (var i = passed + 1; i < spine.Count && (spine[i].Parent != ThreadOrder.Top || NumberOf(i, comment.CountsReplies) < number); i++)
            {
                behind = spine[i].Parent == ThreadOrder.Top ? i : behind;
                passed = i;
            }

            return behind;
        }

        // Where replies count too, a top comment has at least the number of its place; one whose list begins behind 1 says itself what came before. What only a pager counted has no number in a list.
        private int NumberOf(int top, bool withReplies) => (spine[top].NumberInAll, spine[top].CountsReplies) switch
        {
            ({ } number, var counts) when counts == withReplies => number,
            (not null, true) => int.MaxValue,
            _ when withReplies => Math.Max(top + 1, spine[top].Ordinal),
            _ => spine[top].Ordinal,
        };
    }

    private sealed record Nodes(int[] Order, int[] Parent, int[] Position)
    {
        public static Nodes Of(int[] parent, SiblingLinks links)
        {
            var order = links.Preorder(parent);
            var position = new int[order.Length];
            for (var i = 0; i < order.Length; i++)
            {
                position[order[i]] = i;
            }

            return new Nodes(order, parent, position);
        }
    }
}
