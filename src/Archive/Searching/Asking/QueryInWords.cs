using Archive.Searching.Operators;
using Archive.Searching.Words;

namespace Archive.Searching.Asking;

/// <summary>Says for people, line by line, how a query was read.</summary>
internal sealed class QueryInWords(SearchQuery query, Expansion expansion)
{
    // More forms of a word than these make no line that anybody reads.
    private const int MaxForms = 12;

    private readonly List<ReadLine> lines = [];

    public IReadOnlyList<ReadLine> Lines()
    {
        foreach (var part in SearchTree.Parts(query.Root))
        {
            Add(part, 0, false);
        }

        foreach (var setting in SearchOperators.Settings)
        {
            if (setting.ValueOf(query) is { } value)
            {
                lines.Add(new ReadLine(setting.LineKind, setting.Name + value, setting.Aloud(value), 0, setting.With(query, null).ToString(), null));
            }
        }

        return lines;
    }

    private void Add(SearchNode node, int level, bool isUnwanted)
    {
        switch (node)
        {
            case Not not when not.Part is SearchTerm or SearchFilter:
                Add("not", node, not.Part, isUnwanted ? "not left out: " + Meaning(not.Part, false) : "left out: " + Meaning(not.Part, true), level);
                break;
            case Not not:
                Add("not", node, not.Part, (isUnwanted ? "not left out" : "left out") + (not.Part is AnyOf ? " where one of these is met" : " where all of these are met"), level);
                AddParts(not.Part, level + 1, !isUnwanted);
                break;
            case AnyOf:
                Add("any", node, node, "one of these", level);
                AddParts(node, level + 1, isUnwanted);
                break;
            case AllOf:
                Add("all", node, node, "all of these", level);
                AddParts(node, level + 1, isUnwanted);
                break;
            default:
                Add(KindOf(node), node, node, Meaning(node, isUnwanted), level);
                break;
        }
    }

    private void AddParts(SearchNode group, int level, bool isUnwanted)
    {
        foreach (var part in SearchTree.PartsOf(group))
        {
            Add(part, level, isUnwanted);
        }
    }

    private void Add(string kind, SearchNode node, SearchNode said, string meaning, int level) =>
        lines.Add(new ReadLine(kind, QueryText.Of(said), meaning, level, Changed(node, null), Exact(node)));

    private string Changed(SearchNode node, SearchNode? other) =>
        (query with { Root = SearchTree.Change(query.Root, part => ReferenceEquals(part, node) ? other : part) }).ToString();

    private string? Exact(SearchNode node)
    {
        var term = node as SearchTerm ?? (node as Not)?.Part as SearchTerm;
        return term is not null && Forms(term).Count > 0 ? Changed(term, term with { Kind = TermKind.Phrase }) : null;
    }

    private IReadOnlyList<string> Forms(SearchTerm term) => TermWords.Of(term).OtherForms(term, expansion);

    private static string KindOf(SearchNode node) => node switch
    {
        SearchTerm { Kind: TermKind.Phrase } => "phrase",
        SearchTerm { Kind: TermKind.Prefix } => "prefix",
        SearchTerm => "word",
        _ => "filter",
    };

    private string Meaning(SearchNode node, bool isUnwanted) => node switch
    {
        SearchTerm { Kind: TermKind.Prefix } term => Beginning(term),
        SearchTerm { Kind: TermKind.Phrase } term => SearchWords.LengthOfFirst(term.Text, 1) == term.Text.Length ? "the word in this form only" : "these words in this order",
        SearchTerm term => Word(term, isUnwanted),
        SearchFilter filter => filter.Operator.Aloud(filter.Value, expansion) + (expansion.Unknown.Contains(filter) ? $", {filter.Operator.Unknown}" : ""),
        _ => "",
    };

    private string Beginning(SearchTerm term)
    {
        var words = TermWords.Of(term);
        return words.Beginnings(expansion) is { } looked && expansion.CutBeginnings.Contains(words.Words[0])
            ? $"words that begin so, but only the {looked.Count} most frequent of them: a longer beginning finds all"
            : "words that begin so";
    }

    private string Word(SearchTerm term, bool isUnwanted)
    {
        if (SearchWords.LengthOfFirst(term.Text, 1) < term.Text.Length)
        {
            return "these words in this order";
        }

        var forms = Forms(term);
        var more = forms.Count > MaxForms ? $" and {forms.Count - MaxForms} more" : "";
        return forms.Count == 0
            ? "the word"
            : $"the word, {(isUnwanted ? "and" : "or")} its other {(forms.Count == 1 ? "form" : "forms")} {string.Join(", ", forms.Take(MaxForms))}{more}";
    }
}

/// <summary>How one term or filter was read.</summary>
/// <param name="Kind"><c>word</c>, <c>phrase</c>, <c>prefix</c>, <c>filter</c>, <c>not</c>, <c>any</c>, <c>all</c> (a group inside an <c>any</c>), <c>scope</c> or <c>sort</c>.</param>
/// <param name="Text">As it is written in the query: <c>"early day motion"</c>, <c>by:Jim</c>; of a <c>not</c> without its minus.</param>
/// <param name="Meaning">In a few words for people, without the text itself: <c>the word, or its other forms officers, officer’s</c>.</param>
/// <param name="Level">How deep it stands in groups; 0 at the top.</param>
/// <param name="Without">The query without it, as text; empty where nothing else is asked.</param>
/// <param name="Exact">The query with only this form of the word; null where no other form is looked for.</param>
public sealed record ReadLine(string Kind, string Text, string Meaning, int Level, string Without, string? Exact);
