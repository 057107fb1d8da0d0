namespace Archive.Searching.Asking;

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
}
