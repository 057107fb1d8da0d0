using Archive.Searching.Asking;
using Archive.Searching.Words;

namespace Archive.Searching.Marking;

/// <summary>Words that follow each other, as they are looked for in a text.</summary>
/// <param name="Term">Which leaf of the query they belong to.</param>
/// <param name="EndsOpen">The last word may go on.</param>
internal sealed record WordPattern(int Term, IReadOnlyList<PatternWord> Words, bool EndsOpen)
{
    public bool StartsOpen => EndsOpen && Words.Count == 1;

    public static IEnumerable<WordPattern> Of(SearchTerm term, int leaf, Expansion expansion)
    {
        var words = FoldedWords.Of(term.Text);
        var pattern = words.Select(word => new PatternWord(word, SignedWords.SignsOf(term.Text, word.Span))).ToList();
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

/// <summary>A word that is looked for, with the signs that must stand on it.</summary>
internal readonly record struct PatternWord(FoldedWord Folded, (string Before, string Behind) Signs)
{
    public bool Is(string text, FoldedWord word, bool isFirst, bool isOpen)
    {
        var isSame = isOpen ? word.Text.StartsWith(Folded.Text, StringComparison.Ordinal) : word.Text == Folded.Text;
        return isSame && (isFirst || word.IsJoined == Folded.IsJoined) && HasSigns(text, word);
    }

    private bool HasSigns(string text, FoldedWord word)
    {
        if (Signs.Before.Length + Signs.Behind.Length == 0)
        {
            return true;
        }

        var (before, behind) = SignedWords.SignsOf(text, word.Span);
        return Signs.Behind.Length > 0 ? behind.StartsWith(Signs.Behind, StringComparison.Ordinal) : before == Signs.Before;
    }
}
