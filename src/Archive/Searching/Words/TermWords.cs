using Archive.Searching.Asking;

namespace Archive.Searching.Words;

/// <summary>The words of a term in the form of the index.</summary>
/// <param name="Words">To be found one after the other.</param>
/// <param name="EndsOpen">The last word may go on.</param>
/// <param name="Signed">Words with signs that stand apart in the index: <c>c++</c>.</param>
internal sealed record TermWords(IReadOnlyList<string> Words, bool EndsOpen, IReadOnlyList<string> Signed)
{
    public static TermWords Of(SearchTerm term)
    {
        var words = FoldedWords.Of(term.Text);
        var index = FoldedWords.ForIndex(words, out var endsOpen);
        var isPair = words is [.., { IsJoined: true }];
        var signed = words.Select(word => SignedWords.Longest(term.Text, word)).Where(word => word.Length > 0).Distinct();
        return new TermWords(index, endsOpen || (term.Kind == TermKind.Prefix && !isPair), [.. signed]);
    }

    /// <summary>The other forms that are looked for, too: only of a single word that is not in quotation marks.</summary>
    public IReadOnlyList<string> OtherForms(SearchTerm term, Expansion expansion) =>
        term.Kind == TermKind.Word && Words.Count == 1 && !EndsOpen && Signed.Count == 0 && expansion.Forms.TryGetValue(Words[0], out var forms)
            ? [.. forms.Where(form => form != Words[0]).Distinct()]
            : [];

    /// <summary>The words that a short beginning stands for; null where the index is asked for it as a beginning.</summary>
    public IReadOnlyList<string>? Beginnings(Expansion expansion) =>
        EndsOpen && Words.Count == 1 ? expansion.Beginnings.GetValueOrDefault(Words[0]) : null;
}
