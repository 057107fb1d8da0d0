namespace Archive.Tests.Searching;

/// <summary>Prints what the parser made of a query, so that two can be compared and cases can be read.</summary>
internal static class QueryTree
{
    public static string Print(SearchQuery query)
    {
        var scope = query.Scope == SearchScope.Everything ? "" : $" in={query.Scope}";
        var order = query.Order == SearchOrder.New ? "" : $" sort={query.Order}";
        return Print(query.Root) + scope + order;
    }

    public static string Print(SearchNode? node) => node switch
    {
        null => "nothing",
        AllOf all => $"all({string.Join(", ", all.Parts.Select(Print))})",
        AnyOf any => $"any({string.Join(", ", any.Parts.Select(Print))})",
        Not not => $"not({Print(not.Part)})",
        SearchTerm { Kind: TermKind.Word } word => $"[{word.Text}]",
        SearchTerm { Kind: TermKind.Phrase } phrase => $"\"{phrase.Text}\"",
        SearchTerm prefix => $"[{prefix.Text}]*",
        SearchFilter filter => $"{char.ToUpperInvariant(filter.Operator.Name![0])}{filter.Operator.Name[1..^1]}={filter.Value}",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };
}
