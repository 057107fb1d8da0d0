namespace Archive.Searching;

/// <summary>The operators that exist: the parser reads by this list, and the help page is made from it.</summary>
public static class SearchOperators
{
    public static readonly IReadOnlyList<SearchOperator> All = [];
}

/// <summary>One thing that can be typed.</summary>
/// <param name="Form">As a pattern: <c>by:name</c>, <c>"a phrase"</c>.</param>
/// <param name="Meaning">What it finds, in a sentence.</param>
/// <param name="Examples">Queries that show it. <c>{word}</c>, <c>{other}</c>, <c>{phrase}</c>, <c>{name}</c>, <c>{site}</c>, <c>{slug}</c>, <c>{blog}</c>, <c>{year}</c>, <c>{month}</c> and <c>{day}</c> stand for something that the archive at hand has.</param>
public sealed record SearchOperator(string Form, string Meaning, IReadOnlyList<string> Examples)
{
    /// <summary>What an operator with a colon begins with: <c>by:</c>; null for the others.</summary>
    public string? Name { get; init; }

    /// <summary>What may stand behind the colon, where it is one of a list: <c>reply</c>, <c>root</c>, <c>removed</c>.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}
