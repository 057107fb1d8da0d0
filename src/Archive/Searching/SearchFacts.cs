namespace Archive.Searching;

/// <summary>What filters can ask about a post or comment, beside its words.</summary>
/// <remarks>
/// Facts stand in the index as words of a column of their own, so that a filter costs as little as one more word. They
/// begin with private-use characters, which neither an indexed text nor a query can hold: nobody can forge one.
/// </remarks>
public sealed record SearchFacts
{
    /// <summary>Longer texts count as this long; four digits stand in the index.</summary>
    public const int MaxWords = 9_999;

    public bool IsPost { get; init; }

    /// <summary>A comment with a parent.</summary>
    public bool IsReply { get; init; }

    public bool IsRemoved { get; init; }

    /// <summary>The blog's slug.</summary>
    public required string Blog { get; init; }

    /// <summary>The post's slug.</summary>
    public required string Post { get; init; }

    /// <summary>Its own date, or its post's; ISO 8601, as fine as known.</summary>
    public string? Date { get; init; }

    public string? Author { get; init; }

    /// <summary>The name on the last line.</summary>
    public string? Signer { get; init; }

    /// <summary>Hosts that it links to.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    public int Words { get; init; }

    /// <summary>It quotes somebody.</summary>
    public bool HasQuotes { get; init; }

    /// <summary>The text, for words with signs such as <c>C++</c> and <c>£37m</c>, whose signs the index does not keep.</summary>
    public string Text { get; init; } = "";

    /// <summary>The words of the index's column of facts.</summary>
    public string ToTokens() => throw new NotImplementedException();
}
