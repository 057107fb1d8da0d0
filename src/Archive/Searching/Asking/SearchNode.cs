using Archive.Searching.Operators;

namespace Archive.Searching.Asking;

/// <summary>A part of what was asked for.</summary>
public abstract record SearchNode;

/// <summary>All parts must be met.</summary>
public sealed record AllOf(IReadOnlyList<SearchNode> Parts) : SearchNode;

/// <summary>One of the parts must be met.</summary>
internal sealed record AnyOf(IReadOnlyList<SearchNode> Parts) : SearchNode;

/// <summary>The part must not be met.</summary>
public sealed record Not(SearchNode Part) : SearchNode;

/// <summary>Words to be found.</summary>
/// <param name="Text">As typed, without quotation marks or star.</param>
public sealed record SearchTerm(string Text, TermKind Kind) : SearchNode;

/// <summary>A fact to be met, such as <c>is:reply</c> or <c>by:"Andrew Hatton"</c>.</summary>
/// <param name="Value">As it stands behind the colon, in its one written form: dates as <c>2014-02</c>, hosts in lower case.</param>
public sealed record SearchFilter(FilterOperator Operator, string Value) : SearchNode;

/// <summary>How the words of a term are to be found.</summary>
public enum TermKind
{
    /// <summary>The word, or another form of it; several words, as of <c>co-operate</c>, in this order.</summary>
    Word,

    /// <summary>These words in this order and in no other form.</summary>
    Phrase,

    /// <summary>The last word may go on.</summary>
    Prefix,
}

/// <summary>Puts parts of a query together in their simplest form and takes them apart.</summary>
internal static class SearchTree
{
    /// <summary>Null for no parts, the part for one; groups of the same kind become one.</summary>
    public static SearchNode? All(IEnumerable<SearchNode?> parts)
    {
        var list = parts.SelectMany(part => part is AllOf all ? all.Parts : part is null ? [] : [part]).ToList();
        return list.Count > 1 ? new AllOf(list) : list.FirstOrDefault();
    }

    public static SearchNode? Any(IEnumerable<SearchNode?> parts)
    {
        var list = parts.SelectMany(part => part is AnyOf any ? any.Parts : part is null ? [] : [part]).ToList();
        return list.Count > 1 ? new AnyOf(list) : list.FirstOrDefault();
    }

    public static SearchNode? Not(SearchNode? part) => part switch
    {
        null => null,
        Not not => not.Part,
        _ => new Not(part),
    };

    /// <summary>The parts that all must be met.</summary>
    public static IReadOnlyList<SearchNode> Parts(SearchNode? root) => root is AllOf all ? all.Parts : root is null ? [] : [root];

    public static IReadOnlyList<SearchNode> PartsOf(SearchNode node) => node switch
    {
        AllOf all => all.Parts,
        AnyOf any => any.Parts,
        Not not => [not.Part],
        _ => [],
    };

    /// <summary>The terms and filters, in the order in which they were typed.</summary>
    public static IEnumerable<SearchNode> Leaves(SearchNode? root) =>
        root is null ? [] : root is SearchTerm or SearchFilter ? [root] : PartsOf(root).SelectMany(Leaves);

    /// <summary>The terms that a text must or may have, with their place among all leaves; nothing that is not wanted.</summary>
    public static IEnumerable<(SearchTerm Term, int Leaf)> WantedTerms(SearchNode? root)
    {
        var leaf = 0;
        return Walk(root, true);

        IEnumerable<(SearchTerm Term, int Leaf)> Walk(SearchNode? node, bool wanted)
        {
            if (node is SearchTerm or SearchFilter)
            {
                var place = leaf++;
                return wanted && node is SearchTerm term ? [(term, place)] : [];
            }

            return node is null ? [] : PartsOf(node).SelectMany(part => Walk(part, wanted != node is Not)).ToList();
        }
    }

    /// <summary>The tree with a filter in place of what contradicts it.</summary>
    public static SearchNode? With(SearchNode? root, SearchFilter filter) =>
        All([.. Parts(root).Where(part => !IsReplaced(part, filter)), filter]);

    /// <summary>The tree with another node in place of each; null takes it out.</summary>
    public static SearchNode? Change(SearchNode? node, Func<SearchNode, SearchNode?> change) =>
        node is null || change(node) is not { } changed ? null
        : changed != node ? changed
        : node switch
        {
            AllOf all => All(all.Parts.Select(part => Change(part, change))),
            AnyOf any => Any(any.Parts.Select(part => Change(part, change))),
            Not not => Not(Change(not.Part, change)),
            _ => node,
        };

    private static bool IsReplaced(SearchNode part, SearchFilter filter) => part switch
    {
        Not { Part: SearchFilter unwanted } => unwanted == filter,
        SearchFilter other => other == filter || filter.Operator.Replaces(other, filter),
        _ => false,
    };
}
