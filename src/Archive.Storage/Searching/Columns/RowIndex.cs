namespace Archive.Storage.Searching.Columns;

/// <summary>Gives the rows of a table, whose ids have gaps, numbers without any.</summary>
/// <remarks>An id is group &lt;&lt; 20 | n: of a comment the group is its post, of a post its day.</remarks>
internal sealed class RowIndex
{
    private const int BitsOfN = 20;

    private readonly long[] groups;
    private readonly int[] first;
    private int last;

    private RowIndex(long[] groups, int[] first) => (this.groups, this.first) = (groups, first);

    /// <summary>How many numbers there are.</summary>
    public int Count => first[^1];

    public int Groups => groups.Length;

    /// <param name="ids">In ascending order.</param>
    public static RowIndex Of(IEnumerable<long> ids)
    {
        var groups = new List<long>();
        var first = new List<int> { 0 };
        var (next, group) = (0, -1L);
        foreach (var id in ids)
        {
            if (id >> BitsOfN != group)
            {
                group = id >> BitsOfN;
                groups.Add(group);
                first.Add(0);
            }

            next = first[^2] + (int)(id & ((1 << BitsOfN) - 1)) + 1;
            first[^1] = next;
        }

        return new RowIndex([.. groups], [.. first]);
    }

    public long GroupAt(int place) => groups[place];

    /// <summary>The number of a row and the place of its group; -1 where there is no such row.</summary>
    // Hits come in the order of ids, so the group is nearly always that of the hit before, or the next.
    public (int Row, int Group) Find(long id)
    {
        var group = id >> BitsOfN;
        var place = last;
        if ((uint)place >= (uint)groups.Length || groups[place] != group)
        {
            place = place > 0 && place <= groups.Length && groups[place - 1] == group ? place - 1 : Array.BinarySearch(groups, group);
            if (place < 0)
            {
                return (-1, -1);
            }

            last = place;
        }

        var row = first[place] + (int)(id & ((1 << BitsOfN) - 1));
        return row < first[place + 1] ? (row, place) : (-1, -1);
    }
}
