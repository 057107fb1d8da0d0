using Archive.Searching.Operators;
using Archive.Searching.Words;

namespace Archive.Searching.Asking;

/// <summary>Forms, names, posts and beginnings that the archive itself adds to a query, and what of it the archive does not have.</summary>
public sealed record Expansion
{
    public static readonly Expansion None = new();

    /// <summary>For each word of the query, folded: other forms of it that the archive has, folded too.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Forms { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>For each value of <c>by:</c>: the names that it stands for, folded as <see cref="FactTokens"/> keeps them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Names { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>For each value of <c>post:</c>: the rows of the posts that it names, the newest first, and whether there are more of them.</summary>
    public IReadOnlyDictionary<string, (IReadOnlyList<long> Ids, bool IsCut)> Posts { get; init; } = new Dictionary<string, (IReadOnlyList<long> Ids, bool IsCut)>();

    /// <summary>For short prefixes of the query, folded: the words that are looked for in their place.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Beginnings { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Those of <see cref="Beginnings"/> that stand for more words than are looked for.</summary>
    public IReadOnlySet<string> CutBeginnings { get; init; } = new HashSet<string>();

    /// <summary>Filters of the query for what no text of the archive has, where that is worth saying (<see cref="FilterOperator.Unknown"/>).</summary>
    public IReadOnlySet<SearchFilter> Unknown { get; init; } = new HashSet<SearchFilter>();

    /// <summary>The first and last year that anything in the archive is dated in; bounds what <c>before:</c> and <c>after:</c> stand for.</summary>
    public int FirstYear { get; init; } = 1990;

    public int LastYear { get; init; } = 2040;

    /// <summary>Words of the longest text in the archive; bounds what <c>min:</c> stands for.</summary>
    public int MaxWords { get; init; } = LengthOperators.MaxWords;
}

/// <summary>The words of a term in the form of the index.</summary>
/// <param name="Words">To be found one after the other.</param>
/// <param name="EndsOpen">The last word may go on.</param>
/// <param name="WithSymbols">Words with symbols, which stand apart in the index: <c>c++</c>.</param>
internal sealed record TermWords(IReadOnlyList<string> Words, bool EndsOpen, IReadOnlyList<string> WithSymbols)
{
    public static TermWords Of(SearchTerm term)
    {
        var words = FoldedWords.Of(term.Text);
        var index = FoldedWords.ForIndex(words, out var endsOpen);
        var isPair = words is [.., { IsJoined: true }];
        var withSymbols = words.Select(word => WordSymbols.Longest(term.Text, word)).Where(word => word.Length > 0).Distinct();
        return new TermWords(index, endsOpen || (term.Kind == TermKind.Prefix && !isPair), [.. withSymbols]);
    }

    /// <summary>The other forms that are looked for, too: only of a single word that is not in quotation marks.</summary>
    public IReadOnlyList<string> OtherForms(SearchTerm term, Expansion expansion) =>
        term.Kind == TermKind.Word && Words.Count == 1 && !EndsOpen && WithSymbols.Count == 0 && expansion.Forms.TryGetValue(Words[0], out var forms)
            ? [.. forms.Where(form => form != Words[0]).Distinct()]
            : [];

    /// <summary>The words that a short beginning stands for; null where the index is asked for it as a beginning.</summary>
    public IReadOnlyList<string>? Beginnings(Expansion expansion) =>
        EndsOpen && Words.Count == 1 ? expansion.Beginnings.GetValueOrDefault(Words[0]) : null;
}
