using System.Globalization;

namespace Archive.Dumps;

/// <summary>The path of printed numbers from the top comment down: <c>8.5</c> is the fifth reply to the eighth comment.</summary>
public static class CommentNumber
{
    /// <summary>
    /// Levels printed in full. A deeper path keeps its two ends, because full paths of a chain of n replies would take
    /// memory that grows with the square of n.
    /// </summary>
    public const int MaxPrintedLevels = 32;

    /// <summary>The path of every comment of a thread, in its order.</summary>
    public static string[] Paths(IReadOnlyList<DumpComment> thread)
    {
        var paths = new string[thread.Count];
        for (var i = 0; i < thread.Count; i++)
        {
            paths[i] = Below(thread[i].Parent is { } parent ? paths[parent] : null, thread[i].Depth, thread[i].Ordinal);
        }

        return paths;
    }

    private static string Below(string? parent, int depth, int ordinal)
    {
        var own = ordinal.ToString(CultureInfo.InvariantCulture);
        if (parent is null)
        {
            return own;
        }

        if (depth < MaxPrintedLevels)
        {
            return $"{parent}.{own}";
        }

        // 1.1.1…7.2: the first half stays, of the second half the oldest level makes room for the new one.
        var cut = parent.IndexOf('…', StringComparison.Ordinal);
        if (cut < 0)
        {
            var half = NthDot(parent, MaxPrintedLevels / 2);
            return $"{parent[..half]}…{parent[(half + 1)..].Split('.', 2)[1]}.{own}";
        }

        return $"{parent[..cut]}…{parent[(cut + 1)..].Split('.', 2)[1]}.{own}";
    }

    private static int NthDot(string path, int n)
    {
        var at = -1;
        for (; n > 0; n--)
        {
            at = path.IndexOf('.', at + 1);
        }

        return at;
    }
}
