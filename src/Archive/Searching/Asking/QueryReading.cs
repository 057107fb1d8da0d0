using System.Globalization;
using Archive.Searching.Operators;
using Archive.Searching.Words;

namespace Archive.Searching.Asking;

/// <summary>Says for people, line by line, how a query was read.</summary>
internal sealed class QueryReading(SearchQuery query, Expansion expansion)
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

        if (query.Scope != SearchScope.Everything)
        {
            lines.Add(new ReadLine("scope", QueryText.Of(query.Scope), Meaning(query.Scope), 0, (query with { Scope = SearchScope.Everything }).ToString(), null));
        }

        if (query.Order != SearchOrder.New)
        {
            lines.Add(new ReadLine("sort", QueryText.Of(query.Order), Meaning(query.Order), 0, (query with { Order = SearchOrder.New }).ToString(), null));
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
        SearchFilter filter => Meaning(filter),
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

    private string Meaning(SearchFilter filter) => filter.Kind switch
    {
        FilterKind.By => By(filter),
        FilterKind.Post => "in this post and its comments",
        FilterKind.Blog => "in this blog",
        FilterKind.Before => $"earlier than {Day(DateRange.Of(filter.Value).First)}; comments without a date have that of their post",
        FilterKind.After => $"later than {Day(DateRange.Of(filter.Value).Last)}; comments without a date have that of their post",
        FilterKind.On => $"in {Words(DateRange.Of(filter.Value))}; comments without a date have that of their post",
        FilterKind.Is when filter.Value == "reply" => "comments that answer another comment",
        FilterKind.Is when filter.Value == "root" => "comments that answer the post",
        FilterKind.Is => "comments that were removed",
        FilterKind.Has => "with a web address in the text",
        FilterKind.Site => "with a link to this host or one below it",
        FilterKind.Min => $"at least {filter.Value} words long",
        FilterKind.Max => $"at most {filter.Value} words long",
        _ => "",
    };

    private string By(SearchFilter filter)
    {
        var names = expansion.Names.GetValueOrDefault(filter.Value, []);
        return names.Count == 0
            ? "by this author or sign-off, whom the archive does not have"
            : "by this author, or signed so: " + string.Join(", ", names.Select(FactTokens.ValueOf).Distinct().Take(MaxForms));
    }

    private static string Words(DateRange range) => range switch
    {
        { Day: not null } => Day(range.First),
        { Month: not null } => range.First.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        _ => $"{range.Year}",
    };

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Meaning(SearchScope scope) => scope switch
    {
        SearchScope.Posts => "in posts only",
        SearchScope.Comments => "in comments only",
        SearchScope.Title => "in titles of posts only",
        _ => "in passages that quote somebody only",
    };

    private static string Meaning(SearchOrder order) => order switch
    {
        SearchOrder.Old => "the oldest first",
        SearchOrder.Relevance => "what fits best first",
        _ => "the longest first",
    };
}
