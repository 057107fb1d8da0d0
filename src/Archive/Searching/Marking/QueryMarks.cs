using Archive.Searching.Asking;
using Archive.Searching.Words;

namespace Archive.Searching.Marking;

/// <summary>Marks in texts the words that a query looks for.</summary>
public sealed class QueryMarks
{
    /// <summary>Control characters around a match; no text that is searched holds them, so that nobody can forge a mark.</summary>
    public const char MarkStart = '\u0002', MarkEnd = '\u0003';

    private readonly Dictionary<string, List<WordPattern>> byFirstWord = [];
    private readonly List<WordPattern> beginnings = [];
    private readonly KnownWords known;

    private QueryMarks(List<WordPattern> patterns)
    {
        known = new KnownWords(
            patterns.SelectMany(pattern => pattern.Words).Select(word => word.Folded.Text),
            patterns.Where(pattern => pattern.EndsOpen).Select(pattern => pattern.Words[^1].Folded.Text));
        foreach (var pattern in patterns)
        {
            if (pattern.StartsOpen)
            {
                beginnings.Add(pattern);
            }
            else if (byFirstWord.TryGetValue(pattern.Words[0].Folded.Text, out var others))
            {
                others.Add(pattern);
            }
            else
            {
                byFirstWord.Add(pattern.Words[0].Folded.Text, [pattern]);
            }
        }
    }

    /// <summary>Nothing is to be marked: the query has no words, or none that are wanted.</summary>
    public bool IsEmpty => byFirstWord.Count == 0 && beginnings.Count == 0;

    public static QueryMarks Of(SearchQuery query, Expansion expansion) =>
        new([.. SearchTree.WantedTerms(query.Root).SelectMany(wanted => WordPattern.Of(wanted.Term, wanted.Leaf, expansion))]);

    /// <summary>The marked places of a text, in order, apart from each other.</summary>
    public IReadOnlyList<(int Start, int Length)> In(string text)
    {
        if (IsEmpty)
        {
            return [];
        }

        var words = FoldedWords.Of(text, known);
        return Places(words, Matches(text, words));
    }

    /// <summary>So many words of the text around the best match, with marks; from the beginning where there is none.</summary>
    public string Snippet(string text, int words)
    {
        var all = FoldedWords.Of(text, known);
        var matches = Matches(text, all);
        return Marking.Snippet.Of(text, all, matches, Places(all, matches), words);
    }

    // What overlaps becomes one place: "東京" and "京都" are both found in 東京都.
    private static List<(int Start, int Length)> Places(List<FoldedWord> words, List<WordMatch> matches)
    {
        var places = new List<(int Start, int Length)>();
        foreach (var match in matches)
        {
            var (start, end) = (words[match.First].Span.Start, words[match.Last].Span.End);
            if (places is [.., var last] && start < last.Start + last.Length)
            {
                places[^1] = (last.Start, Math.Max(last.Start + last.Length, end) - last.Start);
            }
            else
            {
                places.Add((start, end - start));
            }
        }

        return places;
    }

    // At each word a few patterns are tried, as many as a query can have that begin with it.
    private List<WordMatch> Matches(string text, List<FoldedWord> words)
    {
        var matches = new List<WordMatch>();
        for (var i = 0; i < words.Count && !IsEmpty; i++)
        {
            foreach (var pattern in byFirstWord.GetValueOrDefault(words[i].Text) ?? [])
            {
                Add(pattern, i);
            }

            foreach (var pattern in beginnings)
            {
                Add(pattern, i);
            }
        }

        return matches;

        void Add(WordPattern pattern, int first)
        {
            if (pattern.IsAt(text, words, first))
            {
                matches.Add(new WordMatch(pattern.Term, first, first + pattern.Words.Count - 1));
            }
        }
    }
}

/// <summary>A match of a term: the numbers of its first and last word.</summary>
internal readonly record struct WordMatch(int Term, int First, int Last);

/// <summary>Words that follow each other, as they are looked for in a text.</summary>
/// <param name="Term">Which leaf of the query they belong to.</param>
/// <param name="EndsOpen">The last word may go on.</param>
internal sealed record WordPattern(int Term, IReadOnlyList<PatternWord> Words, bool EndsOpen)
{
    public bool StartsOpen => EndsOpen && Words.Count == 1;

    public static IEnumerable<WordPattern> Of(SearchTerm term, int leaf, Expansion expansion)
    {
        var words = FoldedWords.Of(term.Text);
        var pattern = words.Select(word => new PatternWord(word, WordSymbols.At(term.Text, word.Span))).ToList();
        if (pattern.Count == 0)
        {
            return [];
        }

        var endsOpen = term.Kind == TermKind.Prefix && !words[^1].Span.IsUnspaced;
        var forms = TermWords.Of(term).OtherForms(term, expansion)
            .Select(form => new WordPattern(leaf, [pattern[0] with { Folded = pattern[0].Folded with { Text = form } }], false));
        return [new WordPattern(leaf, pattern, endsOpen), .. forms];
    }

    /// <summary>Whether the words of a text from this one on are the pattern.</summary>
    public bool IsAt(string text, List<FoldedWord> words, int first)
    {
        if (first + Words.Count > words.Count)
        {
            return false;
        }

        for (var i = 0; i < Words.Count; i++)
        {
            if (!Words[i].Is(text, words[first + i], isFirst: i == 0, isOpen: EndsOpen && i == Words.Count - 1))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A word that is looked for, with the symbols that must stand on it.</summary>
internal readonly record struct PatternWord(FoldedWord Folded, (string Before, string Behind) Symbols)
{
    public bool Is(string text, FoldedWord word, bool isFirst, bool isOpen)
    {
        var isSame = isOpen ? word.Text.StartsWith(Folded.Text, StringComparison.Ordinal) : word.Text == Folded.Text;
        return isSame && (isFirst || word.IsJoined == Folded.IsJoined) && HasSymbols(text, word);
    }

    private bool HasSymbols(string text, FoldedWord word)
    {
        if (Symbols.Before.Length + Symbols.Behind.Length == 0)
        {
            return true;
        }

        var (before, behind) = WordSymbols.At(text, word.Span);
        return Symbols.Behind.Length > 0 ? behind.StartsWith(Symbols.Behind, StringComparison.Ordinal) : before == Symbols.Before;
    }
}
