namespace Archive.Storage.Searching;

/// <summary>For words that the archive does not have, words of its vocabulary that are written nearly so.</summary>
internal sealed class Spellings(Connection connection)
{
    private const int MaxSuggestions = 2;

    /// <summary>Shorter words are near to half of the dictionary.</summary>
    private const int MinLength = 4;

    /// <summary>Longer ones are no words.</summary>
    private const int MaxLength = 40;

    /// <summary>From this length on two letters may be wrong, before it one.</summary>
    private const int LongWord = 7;

    /// <summary>Words that are compared for each end; the ends of words of one language are shared by thousands.</summary>
    private const int MaxCompared = 5_000;

    // Where at most two letters are wrong, the first or the last third of the word is right in all but a few cases.
    private const string BeginningAlike =
        "SELECT term, texts FROM terms WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ? " + Statement.Limit;

    private const string EndingAlike =
        "SELECT term, texts FROM terms WHERE reversed >= ? AND reversed < ? AND length(term) BETWEEN ? AND ? " + Statement.Limit;

    /// <summary>For each word of the query that no text has: the nearest words, the best first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Of(SearchQuery query)
    {
        var spellings = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var words = SearchTree.Leaves(query.Root).OfType<SearchTerm>()
            .SelectMany(term => term.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Select(IndexText.FoldWord)
            .Where(word => word.Length is >= MinLength and <= MaxLength && word.All(char.IsLetter))
            .Distinct();
        foreach (var word in words)
        {
            if (connection["SELECT 1 FROM terms WHERE term = ?"].With(word).Number() is null && Near(word) is { Count: > 0 } near)
            {
                spellings[word] = near;
            }
        }

        return spellings;
    }

    private List<string> Near(string word)
    {
        var third = word.Length / 3;
        var end = string.Concat(word.Reverse());
        return [.. Compare(BeginningAlike, word[..third], word).Concat(Compare(EndingAlike, end[..third], word))
            .DistinctBy(near => near.Term)
            .OrderBy(near => near.Distance).ThenByDescending(near => near.Texts).ThenBy(near => near.Term, StringComparer.Ordinal)
            .Take(MaxSuggestions).Select(near => near.Term)];
    }

    private List<(string Term, long Texts, int Distance)> Compare(string sql, string part, string word)
    {
        var allowed = word.Length < LongWord ? 1 : 2;
        var near = new List<(string, long, int)>();
        var rows = connection[sql].WithBeginning(part).With(word.Length - allowed).With(word.Length + allowed).With(MaxCompared);
        while (rows.Read())
        {
            var term = rows.Text(0);
            if (Distance(word, term, allowed) is { } distance && !char.IsAsciiDigit(term[0]))
            {
                near.Add((term, rows.Long(1), distance));
            }
        }

        return near;
    }

    // Letters added, left out, changed or swapped with their neighbour; null beyond what is allowed.
    private static int? Distance(string a, string b, int allowed)
    {
        Span<int> before = stackalloc int[MaxLength + 4], row = stackalloc int[MaxLength + 4], older = stackalloc int[MaxLength + 4];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var spare = older;
            older = before;
            before = row;
            row = spare;
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] ? older[j - 2] + 1 : int.MaxValue;
                row[j] = Math.Min(Math.Min(changed, swapped), Math.Min(before[j], row[j - 1]) + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > allowed)
            {
                return null;
            }
        }

        return row[b.Length] <= allowed ? row[b.Length] : null;
    }
}
