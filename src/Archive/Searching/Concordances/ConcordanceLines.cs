namespace Archive.Searching.Concordances;

/// <summary>What the lines of a concordance are put in order by.</summary>
public enum ConcordanceOrder
{
    /// <summary>The words behind what was found.</summary>
    After,

    /// <summary>The words before it, the nearest first.</summary>
    Before,

    /// <summary>When it was written, the oldest first.</summary>
    Time,
}

/// <summary>Puts the lines of a concordance in order, and counts the words beside what was found.</summary>
public static class ConcordanceLines
{
    /// <param name="lines">As they were written, the oldest first: lines with the same words keep that order.</param>
    public static IReadOnlyList<T> Ordered<T>(IEnumerable<T> lines, Func<T, WordsAround> wordsOf, ConcordanceOrder order) => order switch
    {
        ConcordanceOrder.After => [.. lines.OrderBy(line => wordsOf(line).After, WordByWord.Order)],
        ConcordanceOrder.Before => [.. lines.OrderBy(line => wordsOf(line).Before, WordByWord.Order)],
        _ => [.. lines],
    };

    /// <summary>Each word that stands next to what was found, those that do so most often first.</summary>
    public static IReadOnlyList<NextWord> NextWords(IEnumerable<WordsAround> lines)
    {
        var (before, after) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var line in lines)
        {
            Count(before, line.Before);
            Count(after, line.After);
        }

        return [.. before.Keys.Union(after.Keys)
            .Select(word => new NextWord(word, before.GetValueOrDefault(word), after.GetValueOrDefault(word)))
            .OrderByDescending(word => word.Before + word.After)
            .ThenBy(word => word.Word, StringComparer.Ordinal)];
    }

    private static void Count(Dictionary<string, int> counts, IReadOnlyList<string> words)
    {
        if (words.Count > 0)
        {
            counts[words[0]] = counts.GetValueOrDefault(words[0]) + 1;
        }
    }

    // Where a text begins or ends there is nothing to compare: such lines come last.
    private sealed class WordByWord : IComparer<IReadOnlyList<string>>
    {
        public static readonly WordByWord Order = new();

        public int Compare(IReadOnlyList<string>? x, IReadOnlyList<string>? y)
        {
            var (one, other) = (x ?? [], y ?? []);
            for (var i = 0; i < one.Count && i < other.Count; i++)
            {
                if (string.CompareOrdinal(one[i], other[i]) is not 0 and var order)
                {
                    return order;
                }
            }

            return one.Count == 0 || other.Count == 0 ? other.Count.CompareTo(one.Count) : one.Count.CompareTo(other.Count);
        }
    }
}

/// <summary>A word, and how often it stands next to what was found.</summary>
public sealed record NextWord(string Word, int Before, int After);
