namespace Archive.Threads.Captures;

/// <summary>Compares texts by the words they have in common.</summary>
internal static class SharedWords
{
    /// <summary>The words of a text as sorted hashes, the same in every process: what is made of a record must not depend on where.</summary>
    public static int[] Of(string text)
    {
        var words = new List<int>();
        var folded = FoldedText.Of(text).AsSpan();
        foreach (var word in folded.Split(' '))
        {
            if (!folded[word].IsEmpty)
            {
                words.Add(Hash(folded[word]));
            }
        }

        words.Sort();
        return [.. words];
    }

    /// <summary>Whether at least half of the longer text's words stand in the other too.</summary>
    public static bool AtLeastHalf(int[] left, int[] right)
    {
        var longer = Math.Max(left.Length, right.Length);
        if (Math.Min(left.Length, right.Length) * 2 < longer || longer == 0)
        {
            return false;
        }

        var shared = 0;
        for (int l = 0, r = 0; l < left.Length && r < right.Length;)
        {
            var order = left[l].CompareTo(right[r]);
            shared += order == 0 ? 1 : 0;
            l += order <= 0 ? 1 : 0;
            r += order >= 0 ? 1 : 0;
        }

        return shared * 2 >= longer;
    }

    // FNV-1a over the letters in upper case.
    private static int Hash(ReadOnlySpan<char> word)
    {
        var hash = 2166136261u;
        foreach (var c in word)
        {
            hash = (hash ^ char.ToUpperInvariant(c)) * 16777619u;
        }

        return (int)hash;
    }
}
