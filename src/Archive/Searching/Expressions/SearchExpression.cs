using System.Text;
using Archive.Searching.Asking;
using Archive.Searching.Operators;

namespace Archive.Searching.Expressions;

/// <summary>A query as FTS5 takes it.</summary>
/// <param name="Text">For MATCH.</param>
/// <param name="Phrases">Its phrases, in the order in which FTS5 numbers them: as they stand.</param>
internal sealed record SearchExpression(string Text, IReadOnlyList<SearchPhrase> Phrases)
{
    /// <summary>The expression for one of the two indexes; null where nothing there can meet the query.</summary>
    public static SearchExpression? Of(SearchQuery query, Expansion expansion, bool posts) =>
        query.IsEmpty || !IsSearched(query, posts) ? null : new ExpressionWriter(query, expansion, posts).Write();

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

/// <summary>Writes a query as FTS5 takes it. Every word is quoted, so that nothing typed is an operator of FTS5.</summary>
internal sealed class ExpressionWriter(SearchQuery query, Expansion expansion, bool posts)
{
    private readonly StringBuilder text = new();
    private readonly List<SearchPhrase> phrases = [];
    private readonly Dictionary<SearchNode, int> places = Places(query.Root);

    private readonly string column = query.Scope switch
    {
        SearchScope.Title => "{title} : ",
        SearchScope.Quotes => "{quotes} : ",
        _ => "",
    };

    public SearchExpression Write()
    {
        // What asks for no word of a quotation is asked of what has one.
        var isQuoting = query.Scope != SearchScope.Quotes || SearchTree.Parts(query.Root).Any(part => part is SearchTerm);
        Write(isQuoting ? query.Root ?? new AllOf([]) : new AllOf([new SearchFilter(KindOperators.Has, "quotes"), .. SearchTree.Parts(query.Root)]), true);
        return new SearchExpression(text.ToString(), phrases);
    }

    // The same word may stand twice in a query, so places go by identity.
    private static Dictionary<SearchNode, int> Places(SearchNode? root) =>
        SearchTree.Leaves(root).Index().DistinctBy(leaf => leaf.Item, ReferenceEqualityComparer.Instance)
            .ToDictionary(leaf => leaf.Item, leaf => leaf.Index, (IEqualityComparer<SearchNode>)ReferenceEqualityComparer.Instance);

    private void Write(SearchNode node, bool isWanted)
    {
        switch (node)
        {
            case SearchTerm term: Write(term, isWanted); break;
            case SearchFilter filter: Write(filter); break;
            case AllOf all: WriteAll(all.Parts, isWanted); break;
            case AnyOf any: WriteJoined(any.Parts, " OR ", isWanted); break;
            case Not: WriteAll([node], isWanted); break;
        }
    }

    // FTS5 knows no "not" alone, only "this and not that": without a this, everything.
    private void WriteAll(IReadOnlyList<SearchNode> parts, bool isWanted)
    {
        var unwanted = parts.OfType<Not>().Select(not => not.Part).ToList();
        var wanted = parts.Where(part => part is not Not).ToList();
        text.Append(unwanted.Count > 0 ? "(" : "");
        if (wanted.Count > 0)
        {
            WriteJoined(wanted, " AND ", isWanted);
        }
        else
        {
            WriteEverything();
        }

        if (unwanted.Count > 0)
        {
            text.Append(" NOT ");
            WriteJoined(unwanted, " OR ", false);
            text.Append(')');
        }
    }

    private void WriteJoined(IReadOnlyList<SearchNode> parts, string between, bool isWanted)
    {
        text.Append(parts.Count > 1 ? "(" : "");
        foreach (var (index, part) in parts.Index())
        {
            text.Append(index > 0 ? between : "");
            Write(part, isWanted);
        }

        text.Append(parts.Count > 1 ? ")" : "");
    }

    private void WriteEverything() =>
        WriteFacts(-1, [KindOperators.Token(query.Scope == SearchScope.Quotes ? "quotes" : posts ? "post" : "comment")]);

    private void Write(SearchFilter filter)
    {
        List<string> tokens = [.. filter.Operator.Tokens(filter.Value, expansion)];
        WriteFacts(places.GetValueOrDefault(filter, -1), tokens.Count > 0 ? tokens : [KindOperators.Nothing]);
    }

    private void WriteFacts(int place, IReadOnlyList<string> tokens) =>
        WritePhrases([.. tokens.Select(token => new SearchPhrase(place, PhraseRole.Filter, [token]))]);

    private void Write(SearchTerm term, bool isWanted)
    {
        var words = TermWords.Of(term);
        var sought = Phrases(term, words, places[term]).Select(phrase => isWanted ? phrase : phrase with { Role = PhraseRole.Filter });
        text.Append(words.WithSymbols.Count > 0 ? "(" : "").Append(column);
        WritePhrases([.. sought]);
        foreach (var word in words.WithSymbols)
        {
            text.Append(" AND ");
            WriteFacts(places[term], [FactTokens.Of(SearchOperators.SymbolFact, word)]);
        }

        text.Append(words.WithSymbols.Count > 0 ? ")" : "");
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

    private void WritePhrases(List<SearchPhrase> alternatives)
    {
        text.Append(alternatives.Count > 1 ? "(" : "");
        foreach (var (index, phrase) in alternatives.Index())
        {
            text.Append(index > 0 ? " OR \"" : "\"").AppendJoin(' ', phrase.Words.Select(word => word.Replace("\"", "\"\"", StringComparison.Ordinal)));
            text.Append(phrase.IsPrefix ? "\" *" : "\"");
        }

        text.Append(alternatives.Count > 1 ? ")" : "");
        phrases.AddRange(alternatives);
    }
}
