namespace Archive.Threads;

/// <summary>One comment of two captures laid over each other.</summary>
/// <param name="Stored">Its index in the stored thread; -1 where it is new.</param>
/// <param name="Seen">Its index in the capture; -1 where the capture lacks it.</param>
/// <param name="Parent">The index in the merged thread of the comment it answers, or <see cref="ThreadOrder.Top"/>.</param>
public readonly record struct MergedComment(int Stored, int Seen, int Parent);

/// <summary>Lays a capture over the thread that is stored, so that nothing is lost and nothing doubled.</summary>
public static class CaptureMerge
{
    /// <summary>The merged thread in reading order.</summary>
    /// <param name="stored">The stored thread in reading order.</param>
    /// <param name="seen">The thread of the capture in reading order.</param>
    /// <param name="seenIsNewer">The newer of the two gives the order; what only the other has stands after the sibling that it followed there.</param>
    public static IReadOnlyList<MergedComment> Merge(
        IReadOnlyList<ThreadComment> stored, IReadOnlyList<ThreadComment> seen, bool seenIsNewer)
    {
        var storedOf = CaptureMatch.Find(stored, seen);
        var seenOf = Inverse(storedOf, stored.Count);
        var (nodes, spineOf) = seenIsNewer ? Lay(seen, stored, seenOf) : Lay(stored, seen, storedOf);

        var merged = new MergedComment[nodes.Order.Length];
        for (var i = 0; i < merged.Length; i++)
        {
            var (spine, other) = (nodes.Order[i], spineOf[nodes.Order[i]]);
            var parent = nodes.Parent[spine] == ThreadOrder.Top ? ThreadOrder.Top : nodes.Position[nodes.Parent[spine]];
            spine = spine < (seenIsNewer ? seen.Count : stored.Count) ? spine : -1;
            merged[i] = seenIsNewer ? new(other, spine, parent) : new(spine, other, parent);
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
        var free = spine.Count;
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
                Insert(links, parentNode, lastUnder[above + 1], node);
            }

            // A sibling that hangs elsewhere in the spine cannot be followed here.
            lastUnder[above + 1] = parent[node] == parentNode ? node : lastUnder[above + 1];
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
