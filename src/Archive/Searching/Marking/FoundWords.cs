using Archive.Searching.Asking;
using Archive.Searching.Words;

namespace Archive.Searching.Marking;

/// <summary>Finds in a text what a query looks for, to mark it.</summary>
public sealed class FoundWords
{
    /// <summary>Control characters around what was found; no text that is searched holds them, so that nobody can forge a mark.</summary>
    public const char MarkStart = '\u0002', MarkEnd = '\u0003';

    private readonly Dictionary<string, List<WordPattern>> byFirstWord = [];
    private readonly List<WordPattern> beginnings = [];
    private readonly KnownWords known;

    private FoundWords(List<WordPattern> patterns)
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

    /// <summary>Nothing is looked for but filters, or nothing at all.</summary>
    public bool IsEmpty => byFirstWord.Count == 0 && beginnings.Count == 0;

    public static FoundWords Of(SearchQuery query, Expansion expansion) =>
        new([.. SearchTree.WantedTerms(query.Root).SelectMany(wanted => WordPattern.Of(wanted.Term, wanted.Leaf, expansion))]);

    /// <summary>The places in a text, in order, apart from each other.</summary>
    public IReadOnlyList<(int Start, int Length)> In(string text)
    {
        if (IsEmpty)
        {
            return [];
        }

        var words = FoldedWords.Of(text, known);
        return Places(words, Matches(text, words));
    }

    /// <summary>So many words of the text around the best place, with marks; from the beginning where nothing is found.</summary>
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

/// <summary>A place where a term is met: the numbers of its first and last word.</summary>
internal readonly record struct WordMatch(int Term, int First, int Last);
