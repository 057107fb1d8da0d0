using Archive.Searching.Asking;
using Archive.Searching.Words;

namespace Archive.Searching.Operators;

/// <summary>The operator that asks under which label a post is filed.</summary>
public static class LabelOperator
{
    internal const char LabelFact = '\uE00B';

    public static readonly FilterOperator Label = new(
        "label:name", "Posts with this label, and the comments under them. A label of several words stands in quotation marks.", ["label:\"{label}\"", "{word} label:\"{label}\""])
    {
        Takes = "a label",
        Read = ReadLabel,
        Tokens = static (label, _) => [Token(label)],
        Aloud = static (_, _) => "with this label, or under a post with it",
        Unknown = "which no post has",
        Replaces = static (_, _) => false,
        Facts = [new(LabelFact, AddLabels)],
    };

    /// <summary>The form in which a label is one with others, as the search takes it, whatever their case and accents; null for one without letters or digits, which no search finds.</summary>
    public static string? KeyOf(string label) => SearchWords.Any(label) ? FactTokens.ValueOf(Token(label)) : null;

    /// <summary>The word of the index for a label.</summary>
    internal static string Token(string label) => FactTokens.Of(LabelFact, TypedText.AsQuoted(label));

    private static string? ReadLabel(string typed) => TypedText.AsQuoted(typed) is var label && SearchWords.Any(label) ? label : null;

    private static void AddLabels(SearchFacts text, List<string> tokens)
    {
        if (text.Labels.Count > 0)
        {
            tokens.AddRange(text.Labels.Where(label => SearchWords.Any(label)).Select(Token).Distinct());
        }
    }
}
