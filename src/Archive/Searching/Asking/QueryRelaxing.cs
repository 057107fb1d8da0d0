using Archive.Searching.Operators;
using Archive.Searching.Words;

namespace Archive.Searching.Asking;

/// <summary>Makes queries that ask for less than one that finds nothing.</summary>
internal sealed class QueryRelaxing(SearchQuery query, IReadOnlyDictionary<string, IReadOnlyList<string>> spellings)
{
    /// <summary>Each of them is counted, and nobody reads a longer list.</summary>
    public const int MaxRelaxations = 12;

    // For a word that the archive does not have.
    private const int MaxSpellings = 3;

    private readonly List<Relaxation> offers = [];
    private readonly HashSet<string> texts = [query.ToString(), (query with { Root = null }).ToString()];

    // The smallest change first: what was meant stays longest.
    public IReadOnlyList<Relaxation> All()
    {
        var parts = SearchTree.Parts(query.Root);
        Spell();
        Unquote();
        Each(parts, part => part is Not, part => $"without {QueryText.Of(part)}");
        Each(parts, part => part is SearchFilter, part => $"without {QueryText.Of(part)}");
        foreach (var setting in SearchOperators.Settings)
        {
            if (setting.Narrows && setting.ValueOf(query) is { } value)
            {
                Add($"without {setting.Name}{value}", setting.With(query, null));
            }
        }

        Continue();
        AnyWord(parts);
        Each(parts, part => part is SearchTerm or AnyOf, part => $"without {QueryText.Of(part)}");
        return offers;
    }

    private IEnumerable<SearchTerm> Wanted() => SearchTree.WantedTerms(query.Root).Select(wanted => wanted.Term);

    private void Spell()
    {
        foreach (var term in Wanted().Where(term => term.Kind != TermKind.Prefix))
        {
            var words = FoldedWords.Of(term.Text);
            foreach (var word in words.Where(word => spellings.ContainsKey(word.Text)))
            {
                foreach (var other in spellings[word.Text].Take(MaxSpellings))
                {
                    var text = term.Text[..word.Span.Start] + other + term.Text[word.Span.End..];
                    Add($"did you mean {text}", Changed(term, term with { Text = text }));
                }
            }
        }
    }

    private void Unquote()
    {
        var phrases = Wanted().Where(term => term.Kind == TermKind.Phrase || (term.Kind == TermKind.Prefix && term.Text.Contains(' ', StringComparison.Ordinal))).ToList();
        foreach (var phrase in phrases)
        {
            var label = phrases.Count == 1 ? "without the quotation marks" : $"without the quotation marks of {QueryText.Of(phrase)}";
            Add(label, Changed(phrase, WordsOf(phrase)));
        }

        if (phrases.Count > 1)
        {
            Add("without any quotation marks", query with { Root = SearchTree.Change(query.Root, node => phrases.Contains(node) ? WordsOf((SearchTerm)node) : node) });
        }
    }

    // Piece by piece as it was written; a piece that would be read as an operator stays in quotation marks.
    private static SearchNode? WordsOf(SearchTerm phrase)
    {
        var pieces = phrase.Text.Split(' ').Where(piece => SearchWords.Any(piece)).Select(Word).ToList();
        if (phrase.Kind == TermKind.Prefix)
        {
            pieces[^1] = pieces[^1] with { Kind = TermKind.Prefix };
        }

        return SearchTree.All(pieces);
    }

    private static SearchTerm Word(string piece)
    {
        var word = piece[SearchWords.Next(piece, 0).Start..].TrimEnd("*)]},.;:!?\"'".ToCharArray());
        var isPlain = word is not ("OR" or "AND") && !word.AsSpan().ContainsAny("():");
        return new SearchTerm(word, isPlain ? TermKind.Word : TermKind.Phrase);
    }

    private void Continue()
    {
        foreach (var term in Wanted().Where(term => term.Kind == TermKind.Word))
        {
            var stem = SearchQuery.Parse($"{term.Text}*");
            if (stem.Root is SearchTerm { Kind: TermKind.Prefix } prefix)
            {
                Add($"with other endings: {QueryText.Of(prefix)}", Changed(term, prefix));
            }
        }
    }

    private void AnyWord(IReadOnlyList<SearchNode> parts)
    {
        var words = parts.Where(part => part is SearchTerm).ToList();
        if (words.Count > 1)
        {
            Add("any of the words instead of all", query with { Root = SearchTree.All([SearchTree.Any(words), .. parts.Except(words)]) });
        }
    }

    private void Each(IReadOnlyList<SearchNode> parts, Func<SearchNode, bool> which, Func<SearchNode, string> label)
    {
        foreach (var part in parts.Where(which))
        {
            Add(label(part), Changed(part, null));
        }
    }

    private SearchQuery Changed(SearchNode node, SearchNode? other) =>
        query with { Root = SearchTree.Change(query.Root, part => ReferenceEquals(part, node) ? other : part) };

    // One that asks for nothing would find everything, and one that only leaves out nearly so.
    private void Add(string label, SearchQuery relaxed)
    {
        var text = relaxed.ToString();
        if (offers.Count < MaxRelaxations && SearchTree.Parts(relaxed.Root).Any(part => part is not Not) && texts.Add(text))
        {
            offers.Add(new Relaxation(label, relaxed with { Notes = [] }));
        }
    }
}

/// <summary>A query that asks for less than the one that found nothing.</summary>
/// <param name="Label">The difference: <c>without the quotation marks</c>, <c>without in:comments</c>, <c>did you mean omnishambles</c>.</param>
public sealed record Relaxation(string Label, SearchQuery Query);
