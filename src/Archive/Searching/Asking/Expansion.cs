using Archive.Searching.Operators;

namespace Archive.Searching.Asking;

/// <summary>What the archive's own vocabulary adds to a query.</summary>
public sealed record Expansion
{
    public static readonly Expansion None = new();

    /// <summary>For each word of the query, folded: other forms of it that the archive has, folded too.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Forms { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>For each value of <c>by:</c>: the names that it stands for, folded as <see cref="FactTokens"/> keeps them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Names { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>For short prefixes of the query, folded: the words that are looked for in their place.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Beginnings { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Those of <see cref="Beginnings"/> that stand for more words than are looked for.</summary>
    public IReadOnlySet<string> CutBeginnings { get; init; } = new HashSet<string>();

    /// <summary>The first and last year that anything in the archive is dated in; bounds what <c>before:</c> and <c>after:</c> stand for.</summary>
    public int FirstYear { get; init; } = 1990;

    public int LastYear { get; init; } = 2040;

    /// <summary>Words of the longest text in the archive; bounds what <c>min:</c> stands for.</summary>
    public int MaxWords { get; init; } = SearchFacts.MaxWords;
}
