namespace Archive.Searching;

/// <summary>A query as FTS5 takes it.</summary>
/// <param name="Text">For MATCH.</param>
/// <param name="Phrases">What each phrase of it is, in the order in which FTS5 numbers them: as they stand.</param>
public sealed record SearchExpression(string Text, IReadOnlyList<SearchPhrase> Phrases)
{
    /// <summary>The expression for one of the two indexes; null where nothing there can meet the query.</summary>
    public static SearchExpression? Of(SearchQuery query, Expansion expansion, bool posts) =>
        throw new NotImplementedException($"{query} {expansion} {posts}");
}

/// <summary>A phrase of an expression.</summary>
/// <param name="Term">Which term of the query it belongs to, from 0; phrases of the same term are its forms.</param>
/// <param name="Role">What it counts for in an order by relevance.</param>
/// <param name="Words">Its words, folded, as the vocabulary holds them.</param>
public sealed record SearchPhrase(int Term, PhraseRole Role, IReadOnlyList<string> Words);

/// <summary>What a phrase counts for in an order by relevance.</summary>
public enum PhraseRole
{
    /// <summary>The words as typed.</summary>
    Exact,

    /// <summary>Another form of the word.</summary>
    Form,

    /// <summary>A filter, or something not wanted: counts for nothing.</summary>
    Filter,
}
