using Archive.Searching.Asking;
using Archive.Searching.Words;

namespace Archive.Searching.Operators;

/// <summary>The list of all operators: the parser reads by it, facts are written by it, and the help page is made from it.</summary>
public static class SearchOperators
{
    internal const char SymbolFact = '\uE00A';

    public static readonly IReadOnlyList<SearchOperator> All =
    [
        new("word", "The word, or another form of it. Of several words each must be found, in any order.", ["{word}", "{word} {other}"])
            { Facts = [new(SymbolFact, AddSymbols)] },
        new("\"a phrase\"", "These words in this order, in no other form. Also for a single word.", ["\"{phrase}\"", "\"{word}\""]),
        new("-word", "Leaves out what has the word. A minus may stand before a phrase, a filter or a group, too.", ["{word} -{other}", "{word} -\"{phrase}\"", "-by:\"{name}\" {word}"]),
        new("word OR word", "One of the two, or both. OR is written in capitals and joins what stands on either side of it.", ["{word} OR {other}", "{word} OR \"{phrase}\""]),
        new("( )", "Holds together what is between the parentheses.", ["({word} OR {other}) has:link", "{word} -({other} is:reply)"]),
        new("begin*", "Any word that begins so. In quotation marks the last word may go on.", ["{word}*", "\"{phrase}*\""]),
        QuerySettings.In,
        PeopleOperators.By,
        AddressOperators.Post,
        AddressOperators.Blog,
        LabelOperator.Label,
        DateOperators.Before,
        DateOperators.After,
        DateOperators.On,
        KindOperators.Is,
        KindOperators.Has,
        AddressOperators.Site,
        LengthOperators.Min,
        LengthOperators.Max,
        QuerySettings.Sort,
    ];

    /// <summary>The operators that hold for the whole query, in the order in which a query is written.</summary>
    internal static readonly SettingOperator[] Settings = [.. All.OfType<SettingOperator>()];

    /// <summary>The facts of all operators, in the order in which they stand in the index.</summary>
    internal static readonly FactKind[] Facts = [.. All.SelectMany(known => known.Facts).Distinct().OrderBy(fact => fact.Mark)];

    private static readonly Dictionary<string, SearchOperator> ByName =
        All.Where(known => known.Name is not null).ToDictionary(known => known.Name!, StringComparer.OrdinalIgnoreCase);

    /// <param name="name">With its colon.</param>
    internal static SearchOperator? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The operator that other searches call so; null where there is none.</summary>
    /// <param name="name">With its colon.</param>
    internal static SearchOperator? Meant(string name) => name.ToUpperInvariant() switch
    {
        "AUTHOR:" or "FROM:" or "NAME:" or "SIGNED:" or "USER:" => Find("by:"),
        "DATE:" or "MONTH:" or "YEAR:" => Find("on:"),
        "SINCE:" => Find("after:"),
        "UNTIL:" => Find("before:"),
        "TAG:" => Find("label:"),
        "HOST:" or "LINK:" => Find("site:"),
        "ORDER:" => Find("sort:"),
        _ => null,
    };

    // The index keeps the letters of words only, so that "C++" would be found as "C".
    private static void AddSymbols(SearchFacts text, List<string> tokens)
    {
        foreach (var word in WordSymbols.Of(text.Text))
        {
            tokens.Add(FactTokens.Of(SymbolFact, word));
        }
    }
}

/// <summary>One thing that can be typed, and all that is to be known of it.</summary>
/// <param name="Form">As a pattern: <c>by:name</c>, <c>"a phrase"</c>.</param>
/// <param name="Meaning">Its effect, in a sentence.</param>
/// <param name="Examples">Queries that show it. <c>{word}</c>, <c>{other}</c>, <c>{phrase}</c>, <c>{name}</c>, <c>{site}</c>, <c>{slug}</c>, <c>{blog}</c>, <c>{label}</c>, <c>{year}</c>, <c>{month}</c> and <c>{day}</c> stand for something that the archive at hand has.</param>
public record SearchOperator(string Form, string Meaning, IReadOnlyList<string> Examples)
{
    /// <summary>The beginning of an operator with a colon: <c>by:</c>; null for the others.</summary>
    public string? Name { get; } = Form.Contains(':', StringComparison.Ordinal) ? Form[..(Form.IndexOf(':', StringComparison.Ordinal) + 1)] : null;

    /// <summary>The values that it takes, where they are a list: <c>reply</c>, <c>root</c>, <c>removed</c>.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The values that it takes, in words, where they are no list.</summary>
    internal string Takes { get; init; } = "";

    /// <summary>Brings a value that is none of a list into its one written form; null where it is none that the operator takes.</summary>
    internal Func<string, string?>? Read { get; init; }

    /// <summary>The facts that the index keeps of texts for it; operators may share a kind.</summary>
    internal IReadOnlyList<FactKind> Facts { get; init; } = [];

    /// <summary>The value in its one written form; null where it is none.</summary>
    internal string? ReadValue(string typed) => Read is null ? OneOfValues(typed) : Read(typed);

    // "in:comment" is as good as "in:comments".
    private string? OneOfValues(string typed) =>
        Values.FirstOrDefault(value => string.Equals(value.TrimEnd('s'), typed.TrimEnd('s', 'S'), StringComparison.OrdinalIgnoreCase));
}

/// <summary>An operator that a text meets or does not, by the facts that the index keeps of it.</summary>
public sealed record FilterOperator(string Form, string Meaning, IReadOnlyList<string> Examples) : SearchOperator(Form, Meaning, Examples)
{
    /// <summary>The facts of which a text must have one, for a value.</summary>
    public required Func<string, Expansion, IEnumerable<string>> Tokens { get; init; }

    /// <summary>The filter read aloud, without its own text: <c>in this blog</c>.</summary>
    public required Func<string, Expansion, string> Aloud { get; init; }

    /// <summary>Read aloud behind a value that no text of the archive has: <c>which the archive does not have</c>; null where that tells nothing, as of a time.</summary>
    public string? Unknown { get; init; }

    /// <summary>Whether a filter of this operator, which comes second, takes the place of one that the query has.</summary>
    public Func<SearchFilter, SearchFilter, bool> Replaces { get; init; } = static (other, added) => other.Operator == added.Operator;

    /// <summary>Whether no post can meet a value.</summary>
    public Func<string, bool> IsOfComments { get; init; } = static _ => false;
}

/// <summary>An operator that holds for the whole query and cannot be left out by a minus.</summary>
internal sealed record SettingOperator(string Form, string Meaning, IReadOnlyList<string> Examples) : SearchOperator(Form, Meaning, Examples)
{
    /// <summary>The kind of its <see cref="ReadLine"/>.</summary>
    public required string LineKind { get; init; }

    /// <summary>The value that a query has; null where it is the one that holds unless something is said.</summary>
    public required Func<SearchQuery, string?> ValueOf { get; init; }

    /// <summary>The query with a value; with null as if nothing were said.</summary>
    public required Func<SearchQuery, string?, SearchQuery> With { get; init; }

    /// <summary>A value read aloud.</summary>
    public required Func<string, string> Aloud { get; init; }

    /// <summary>Less is found with it than without, so that leaving it out may help.</summary>
    public bool Narrows { get; init; }
}
