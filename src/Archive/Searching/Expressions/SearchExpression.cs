using System.Text;
using Archive.Searching.Asking;
using Archive.Searching.Operators;

namespace Archive.Searching.Expressions;

/// <summary>A query as one of the two indexes is asked it.</summary>
internal sealed class SearchExpression
{
    private SearchExpression(IndexQuery root)
    {
        (Root, Text, Phrases) = (root, Written(root), [.. root.Leaves.SelectMany(leaf => leaf.Alternatives)]);
        Showing = root.HidesMatches ? Written(new EachPart([new SomePart([.. root.Leaves]), root])) : Text;
    }

    public IndexQuery Root { get; }

    /// <summary>As FTS5 takes it, for MATCH.</summary>
    public string Text { get; }

    /// <summary>The same, with every match of a hit in sight: where FTS5 may hide some, all phrases stand once more in front, and have the first numbers.</summary>
    public string Showing { get; }

    /// <summary>Its phrases, in the order in which FTS5 numbers them: as they stand.</summary>
    public IReadOnlyList<SearchPhrase> Phrases { get; }

    /// <summary>The expression for one of the two indexes; null where nothing there can meet the query.</summary>
    public static SearchExpression? Of(SearchQuery query, Expansion expansion, bool posts) =>
        query.IsEmpty || !IsSearched(query, posts) ? null : new SearchExpression(new ExpressionWriter(query, expansion, posts).Write());

    private static string Written(IndexQuery query)
    {
        var text = new StringBuilder();
        query.WriteTo(text);
        return text.ToString();
    }

    private static bool IsSearched(SearchQuery query, bool posts) => query.Scope switch
    {
        SearchScope.Comments => !posts,
        SearchScope.Posts or SearchScope.Title => posts,
        _ => true,
    } && !(posts && SearchTree.Parts(query.Root).Any(part => part is SearchFilter filter && filter.Operator.IsOfComments(filter.Value)));
}

/// <summary>A phrase of an expression.</summary>
/// <param name="Term">Which term or filter of the query it belongs to, from 0, as they stand there; phrases of the same term are its forms; -1 where it belongs to none.</param>
/// <param name="Role">Its weight in an order by relevance.</param>
/// <param name="Words">Its words, folded, as the vocabulary holds them.</param>
internal sealed record SearchPhrase(int Term, PhraseRole Role, IReadOnlyList<string> Words)
{
    /// <summary>The last word is the beginning of what is looked for.</summary>
    public bool IsPrefix { get; init; }

    /// <summary>As FTS5 takes it.</summary>
    public string Text => $"\"{string.Join(' ', Words.Select(word => word.Replace("\"", "\"\"", StringComparison.Ordinal)))}\"{(IsPrefix ? " *" : "")}";
}

/// <summary>The weight of a phrase in an order by relevance.</summary>
internal enum PhraseRole
{
    /// <summary>The words as typed.</summary>
    Exact,

    /// <summary>Another form of the word.</summary>
    Form,

    /// <summary>A filter, or something not wanted: counts for nothing.</summary>
    Filter,
}

/// <summary>Makes of a query what an index is asked. Every word is quoted, so that nothing typed is an operator of FTS5.</summary>
internal sealed class ExpressionWriter(SearchQuery query, Expansion expansion, bool posts)
{
    private readonly Dictionary<SearchNode, int> places = Places(query.Root);

    private readonly string column = query.Scope switch
    {
        SearchScope.Title => "{title} : ",
        SearchScope.Quotes => "{quotes} : ",
        _ => "",
    };

    public IndexQuery Write()
    {
        // What asks for no word of a quotation is asked of what has one.
        var isQuoting = query.Scope != SearchScope.Quotes || SearchTree.Parts(query.Root).Any(part => part is SearchTerm);
        return Write(isQuoting ? query.Root ?? new AllOf([]) : new AllOf([new SearchFilter(KindOperators.Has, "quotes"), .. SearchTree.Parts(query.Root)]), true);
    }

    // The same word may stand twice in a query, so places go by identity.
    private static Dictionary<SearchNode, int> Places(SearchNode? root) =>
        SearchTree.Leaves(root).Index().DistinctBy(leaf => leaf.Item, ReferenceEqualityComparer.Instance)
            .ToDictionary(leaf => leaf.Item, leaf => leaf.Index, (IEqualityComparer<SearchNode>)ReferenceEqualityComparer.Instance);

    private IndexQuery Write(SearchNode node, bool isWanted) => node switch
    {
        SearchTerm term => Write(term, isWanted),
        SearchFilter filter => Write(filter),
        AllOf all => WriteAll(all.Parts, isWanted),
        AnyOf any => new SomePart(Each(any.Parts, isWanted)),
        _ => WriteAll([node], isWanted),
    };

    // FTS5 knows no "not" alone, only "this and not that": without a this, everything.
    private IndexQuery WriteAll(IReadOnlyList<SearchNode> parts, bool isWanted)
    {
        var unwanted = parts.OfType<Not>().Select(not => not.Part).ToList();
        var wanted = parts.Where(part => part is not Not).ToList();
        IndexQuery all = wanted.Count > 0 ? new EachPart(Each(wanted, isWanted)) : Everything();
        return unwanted.Count > 0 ? new ButNot(all, new SomePart(Each(unwanted, false))) : all;
    }

    private IReadOnlyList<IndexQuery> Each(IReadOnlyList<SearchNode> parts, bool isWanted) => [.. parts.Select(part => Write(part, isWanted))];

    private SomePhrase Everything() =>
        Facts(-1, [KindOperators.Token(query.Scope == SearchScope.Quotes ? "quotes" : posts ? "post" : "comment")]);

    private SomePhrase Write(SearchFilter filter)
    {
        List<string> tokens = [.. filter.Operator.Tokens(filter.Value, expansion)];
        return Facts(places.GetValueOrDefault(filter, -1), tokens.Count > 0 ? tokens : [KindOperators.Nothing]);
    }

    private static SomePhrase Facts(int place, IReadOnlyList<string> tokens) =>
        new("", [.. tokens.Select(token => new SearchPhrase(place, PhraseRole.Filter, [token]))]);

    private EachPart Write(SearchTerm term, bool isWanted)
    {
        var words = TermWords.Of(term);
        var sought = Phrases(term, words, places[term]).Select(phrase => isWanted ? phrase : phrase with { Role = PhraseRole.Filter });
        return new EachPart([
            new SomePhrase(column, [.. sought]),
            .. words.WithSymbols.Select(word => Facts(places[term], [FactTokens.Of(SearchOperators.SymbolFact, word)])),
        ]);
    }

    private List<SearchPhrase> Phrases(SearchTerm term, TermWords words, int place)
    {
        if (words.Words.Count == 0)
        {
            return [new SearchPhrase(place, PhraseRole.Filter, [KindOperators.Nothing])];
        }

        if (words.Beginnings(expansion) is { Count: > 0 } beginnings)
        {
            return [.. beginnings.Select(word => new SearchPhrase(place, word == words.Words[0] ? PhraseRole.Exact : PhraseRole.Form, [word]))];
        }

        var forms = words.OtherForms(term, expansion).Select(form => new SearchPhrase(place, PhraseRole.Form, [form]));
        return [new SearchPhrase(place, PhraseRole.Exact, words.Words) { IsPrefix = words.EndsOpen }, .. forms];
    }
}
