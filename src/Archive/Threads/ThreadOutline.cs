namespace Archive.Threads;

/// <summary>The outline of a thread says how deep each of its comments stands, in reading order, and so what answers what.</summary>
/// <remarks>Of a damaged copy a comment may stand behind the end of its thread: nothing is known of it.</remarks>
public sealed class ThreadOutline
{
    private readonly int[] depths;

    private ThreadOutline(int[] depths) => this.depths = depths;

    public ReadOnlySpan<int> Depths => depths;

    /// <summary>Comments at the top.</summary>
    public int Branches => BranchesBefore(depths.Length);

    public static string Write(IEnumerable<int> depths) => string.Join(',', depths);

    /// <summary>Reads what <see cref="Write"/> wrote, in UTF-8.</summary>
    public static ThreadOutline Read(ReadOnlySpan<byte> written)
    {
        var depths = new int[written.IsEmpty ? 0 : written.Count((byte)',') + 1];
        var at = 0;
        foreach (var sign in written)
        {
            if (sign == ',')
            {
                at++;
            }
            else
            {
                depths[at] = (depths[at] * 10) + (sign - '0');
            }
        }

        return new ThreadOutline(depths);
    }

    /// <summary>The depths of a stretch, as far as the thread goes.</summary>
    public ReadOnlySpan<int> Stretch(int first, int count) => Depths[Math.Min(first, depths.Length)..Math.Min(first + count, depths.Length)];

    /// <summary>How many comments at the top stand before a position.</summary>
    public int BranchesBefore(int position) => Depths[..Math.Min(position, depths.Length)].Count(0);

    /// <summary>The position of the comment at the top that one stands below, or is itself.</summary>
    public int BranchOf(int position) => Math.Max(0, Stretch(0, position + 1).LastIndexOf(0));

    /// <summary>The positions of comments at the top: a page of them.</summary>
    public IReadOnlyList<int> Tops(int skip, int take) =>
        [.. Enumerable.Range(0, depths.Length).Where(position => depths[position] == 0).Skip(skip).Take(take)];

    /// <summary>The positions of what a comment answers, from the top down.</summary>
    /// <param name="most">How many of the nearest; the one at the top comes beside them.</param>
    public IReadOnlyList<int> Above(int position, int most)
    {
        var above = new List<int>();
        if (position >= depths.Length)
        {
            return above;
        }

        var (own, reached) = (depths[position], depths[position]);
        for (var at = position - 1; at >= 0 && reached > 0; at--)
        {
            if (depths[at] >= reached)
            {
                continue;
            }

            reached = depths[at];
            if (own - reached <= most || reached == 0)
            {
                above.Add(at);
            }
        }

        above.Reverse();
        return above;
    }

    /// <summary>The positions of the comments right before and after one that answer the same, where there are any.</summary>
    public IReadOnlyList<int> Beside(int position)
    {
        if (position >= depths.Length)
        {
            return [];
        }

        var depth = depths[position];
        var (before, after) = (position - 1, position + 1);
        while (before >= 0 && depths[before] > depth)
        {
            before--;
        }

        while (after < depths.Length && depths[after] > depth)
        {
            after++;
        }

        return [.. new[] { before, after }.Where(at => at >= 0 && at < depths.Length && depths[at] == depth)];
    }
}
