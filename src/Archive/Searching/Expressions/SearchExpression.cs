using Archive.Searching.Asking;

namespace Archive.Searching.Expressions;

/// <summary>A query as FTS5 takes it.</summary>
/// <param name="Text">For MATCH.</param>
/// <param name="Phrases">Its phrases, in the order in which FTS5 numbers them: as they stand.</param>
internal sealed record SearchExpression(string Text, IReadOnlyList<SearchPhrase> Phrases)
{
    /// <summary>The expression for one of the two indexes; null where nothing there can meet the query.</summary>
    public static SearchExpression? Of(SearchQuery query, Expansion expansion, bool posts) =>
        query.Root is null || !IsSearched(query, posts) ? null : new ExpressionWriter(query, expansion, posts).Write();

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
