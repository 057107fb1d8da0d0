using Archive.Searching.Operators;

namespace Archive.Searching.Asking;

/// <summary>Writes a query as its parser reads it.</summary>
internal static class QueryText
{
    public static string Of(SearchQuery query)
    {
        var parts = new List<string>();
        if (query.Root is not null)
        {
            parts.Add(Of(query.Root));
        }

        foreach (var setting in SearchOperators.Settings)
        {
            if (setting.ValueOf(query) is { } value)
            {
                parts.Add(setting.Name + value);
            }
        }

        return string.Join(' ', parts);
    }

    public static string Of(SearchNode node) => node switch
    {
        SearchTerm term => Term(term),
        SearchFilter filter => filter.Operator.Name + (IsPlain(filter.Value) ? filter.Value : $"\"{TypedText.AsQuoted(filter.Value)}\""),
        AllOf all => string.Join(' ', all.Parts.Select(Part)),
        AnyOf any => string.Join(" OR ", any.Parts.Select(Part)),
        Not not => "-" + Negated(not.Part),
        _ => "",
    };

    private static string Term(SearchTerm term) => term.Kind switch
    {
        TermKind.Phrase => $"\"{term.Text}\"",
        TermKind.Prefix when IsOneWord(term.Text) => term.Text + "*",
        TermKind.Prefix => $"\"{term.Text}*\"",
        _ => term.Text,
    };

    private static bool IsOneWord(string text) =>
        char.IsLetterOrDigit(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '\'' or '’' or '.' or '_');

    private static string Part(SearchNode node) => node is AllOf or AnyOf ? $"({Of(node)})" : Of(node);

    // A minus before punctuation is part of a word.
    private static string Negated(SearchNode node)
    {
        var text = Part(node);
        return TypedText.CanBeNegated(text, 0) ? text : $"({text})";
    }

    private static bool IsPlain(string value) =>
        !value.Any(c => char.IsWhiteSpace(c) || c is '(' or ')' || QuotationMarks.Opens(c));
}
