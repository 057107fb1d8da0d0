namespace Archive.Searching;

/// <summary>What a person asked for, read from what they typed.</summary>
public sealed record SearchQuery(IReadOnlyList<SearchTerm> Terms)
{
    /// <summary>Reads any text at all; never throws.</summary>
    public static SearchQuery Parse(string? typed) => new([]);
}

/// <summary>A word, or several in the order of a quoted phrase.</summary>
public sealed record SearchTerm(string Text, bool IsPhrase);
