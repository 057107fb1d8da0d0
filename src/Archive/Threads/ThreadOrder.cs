namespace Archive.Threads;

/// <summary>The shape of a thread: for each comment its place in reading order, its depth and how many stand below it.</summary>
/// <param name="Order">The comments' indexes in reading order.</param>
/// <param name="Parent">The parents as used: cycles cut, missing ones replaced by <see cref="ThreadOrder.Top"/>.</param>
/// <param name="Orphans">Comments whose parent is not in the thread; they stand at the top.</param>
/// <param name="Cut">Comments that answered themselves in a circle; each circle was cut at its first comment.</param>
public sealed record ThreadShape(
    int[] Order, int[] Parent, int[] Position, int[] Depth, int[] Descendants,
    IReadOnlyList<int> Orphans, IReadOnlyList<int> Cut);

/// <summary>Brings comments into reading order: a parent, then its replies, siblings as they came.</summary>
public static class ThreadOrder
{
    /// <summary>The parent of a comment that answers no other.</summary>
    public const int Top = -1;

    // A loop on purpose, here and below: a thread may be 200,000 replies deep, and a stack overflow cannot be caught.
    public static ThreadShape Arrange(IReadOnlyList<int> parents)
    {
        var parent = parents.ToArray();
        var orphans = AdoptOrphans(parent);
        var cut = CutCircles(parent);
        var order = Preorder(parent);

        var position = new int[parent.Length];
        var depth = new int[parent.Length];
        var descendants = new int[parent.Length];
        for (var i = 0; i < order.Length; i++)
        {
            position[order[i]] = i;
            depth[order[i]] = parent[order[i]] == Top ? 0 : depth[parent[order[i]]] + 1;
        }

        for (var i = order.Length - 1; i >= 0; i--)
        {
            if (parent[order[i]] is not Top and var above)
            {
                descendants[above] += descendants[order[i]] + 1;
            }
        }

        return new ThreadShape(order, parent, position, depth, descendants, orphans, cut);
    }

    private static List<int> AdoptOrphans(int[] parent)
    {
        var orphans = new List<int>();
        for (var i = 0; i < parent.Length; i++)
        {
            if (parent[i] != Top && (uint)parent[i] >= (uint)parent.Length)
            {
                parent[i] = Top;
                orphans.Add(i);
            }
        }

        return orphans;
    }

    private static List<int> CutCircles(int[] parent)
    {
        var cut = new List<int>();
        var walkOf = new int[parent.Length];
        for (var start = 0; start < parent.Length; start++)
        {
            var walk = start + 1;
            var at = start;
            while (at != Top && walkOf[at] == 0)
            {
                walkOf[at] = walk;
                at = parent[at];
            }

            if (at != Top && walkOf[at] == walk)
            {
                var first = FirstOfCircle(parent, at);
                parent[first] = Top;
                cut.Add(first);
            }
        }

        return cut;
    }

    private static int FirstOfCircle(int[] parent, int member)
    {
        var first = member;
        for (var at = parent[member]; at != member; at = parent[at])
        {
            first = Math.Min(first, at);
        }

        return first;
    }

    private static int[] Preorder(int[] parent)
    {
        var links = new SiblingLinks(parent.Length);
        for (var i = parent.Length - 1; i >= 0; i--)
        {
            links.Prepend(parent[i], i);
        }

        return links.Preorder(parent);
    }
}

/// <summary>The children of every comment as linked lists in two arrays.</summary>
internal sealed class SiblingLinks
{
    private const int None = -1;

    private readonly int[] first;
    private readonly int[] next;

    public SiblingLinks(int count)
    {
        first = new int[count + 1];
        next = new int[count];
        Array.Fill(first, None);
        Array.Fill(next, None);
    }

    /// <summary>Makes a comment the first child of its parent.</summary>
    public void Prepend(int parent, int child)
    {
        next[child] = first[parent + 1];
        first[parent + 1] = child;
    }

    /// <summary>Puts a comment right behind a sibling.</summary>
    public void InsertAfter(int sibling, int child)
    {
        next[child] = next[sibling];
        next[sibling] = child;
    }

    /// <summary>Collects the children of a comment, or of the top, in order.</summary>
    public void ChildrenOf(int parent, List<int> into)
    {
        into.Clear();
        for (var child = first[parent + 1]; child != None; child = next[child])
        {
            into.Add(child);
        }
    }

    /// <summary>All comments in reading order; <paramref name="parent"/> leads back up, so no stack is needed.</summary>
    public int[] Preorder(int[] parent)
    {
        var order = new int[next.Length];
        var count = 0;
        var at = first[0];
        while (at != None)
        {
            order[count++] = at;
            var onward = first[at + 1];
            while (onward == None && at != ThreadOrder.Top)
            {
                onward = next[at];
                at = parent[at];
            }

            at = onward;
        }

        return order;
    }
}
