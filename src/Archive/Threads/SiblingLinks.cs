namespace Archive.Threads;

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
