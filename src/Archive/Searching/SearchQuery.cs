namespace Archive.Searching;

/// <summary>What a person asked for, read from what they typed.</summary>
/// <param name="Terms">What is searched for, in the order typed.</param>
public sealed record SearchQuery(IReadOnlyList<SearchTerm> Terms)
{
    /// <summary>The longest query that is read, in characters: several long addresses.</summary>
    public const int MaxLength = 1_000;

    /// <summary>The most terms that are searched for; the index walks a list for each.</summary>
    public const int MaxTerms = 16;

    /// <summary>The most words of one term, such as a pasted sentence; the index walks a list for each of them too.</summary>
    public const int MaxWordsOfTerm = 48;

    /// <summary>The shortest beginning of a word that is searched for; a shorter one stands for half of a dictionary.</summary>
    public const int MinPrefix = 3;

    /// <summary>What was typed and is not searched for, and why, in sentences for the page.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Reads any text at all; never throws.</summary>
    public static SearchQuery Parse(string? typed) => new SearchParser(typed ?? "").Read();

    /// <summary>An expression for FTS5, or null where nothing is left to search for.</summary>
    public string? ToFts5()
    {
        var wanted = string.Join(" AND ", Terms.Where(term => !term.IsExcluded).Select(term => term.ToFts5()));
        var excluded = string.Join(" OR ", Terms.Where(term => term.IsExcluded).Select(term => term.ToFts5()));
        return wanted.Length == 0 ? null : excluded.Length == 0 ? wanted : $"({wanted}) NOT ({excluded})";
    }

    /// <summary>The query in words: <c>all of: serco, “early day motion”; none of: payback</c>.</summary>
    public string Description =>
        string.Join("; ", new[] { Describe("all of", excluded: false), Describe("none of", excluded: true) }.Where(part => part.Length > 0));

    private string Describe(string heading, bool excluded)
    {
        var terms = Terms.Where(term => term.IsExcluded == excluded).Select(term => term.Description).ToList();
        return terms.Count == 0 ? "" : $"{heading}: {string.Join(", ", terms)}";
    }
}
