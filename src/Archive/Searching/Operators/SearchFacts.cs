namespace Archive.Searching.Operators;

/// <summary>All that operators can ask about a post or comment, beside its words.</summary>
/// <remarks>
/// Facts stand in the index as words of a column of their own, so that a filter costs as little as one more word. They
/// begin with private-use characters, which neither an indexed text nor a query can hold: nobody can forge one.
/// </remarks>
internal sealed record SearchFacts
{
    public bool IsPost { get; init; }

    /// <summary>A comment with a parent.</summary>
    public bool IsReply { get; init; }

    public bool IsRemoved { get; init; }

    /// <summary>It quotes somebody.</summary>
    public bool HasQuotes { get; init; }

    /// <summary>The blog's slug.</summary>
    public required string Blog { get; init; }

    /// <summary>The post's row.</summary>
    public required long Post { get; init; }

    /// <summary>Its own date, or its post's; ISO 8601, as fine as known.</summary>
    public string? Date { get; init; }

    public string? Author { get; init; }

    /// <summary>The sign-off: the name alone on the last line.</summary>
    public string? Signer { get; init; }

    /// <summary>Hosts that it links to.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Of the post, also for its comments.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    public int Words { get; init; }

    /// <summary>The text and its title, for words with symbols such as <c>C++</c> and <c>£37m</c>, whose symbols the index does not keep.</summary>
    public string Text { get; init; } = "";

    /// <summary>The words of the index's column of facts.</summary>
    public string ToTokens()
    {
        var tokens = new List<string>(24);
        foreach (var fact in SearchOperators.Facts)
        {
            fact.Add(this, tokens);
        }

        return string.Join(' ', tokens);
    }
}

/// <summary>A kind of fact that the index keeps of texts.</summary>
/// <param name="Mark">The character that its words begin with, from U+E000 on; no other kind has it. The facts of a text are written in the order of their marks.</param>
/// <param name="Add">Adds the words of a text.</param>
internal sealed record FactKind(char Mark, Action<SearchFacts, List<string>> Add)
{
    /// <summary>The vocabulary of the archive keeps them too, to offer them, to count by them, or to know how far they reach.</summary>
    public bool IsInVocabulary { get; init; }
}
