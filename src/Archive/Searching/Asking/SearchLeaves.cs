namespace Archive.Searching.Asking;

/// <summary>The terms and filters of a query, wherever in it they stand.</summary>
public static class SearchLeaves
{
    /// <summary>In the order in which they were typed.</summary>
    public static IEnumerable<SearchNode> Of(SearchNode? root)
    {
        var open = new Stack<SearchNode>();
        if (root is not null)
        {
            open.Push(root);
        }

        while (open.TryPop(out var node))
        {
            switch (node)
            {
                case Not not:
                    open.Push(not.Part);
                    break;
                case AllOf { Parts: var parts }:
                    PushAll(parts);
                    break;
                case AnyOf { Parts: var parts }:
                    PushAll(parts);
                    break;
                default:
                    yield return node;
                    break;
            }
        }

        void PushAll(IReadOnlyList<SearchNode> parts)
        {
            for (var i = parts.Count - 1; i >= 0; i--)
            {
                open.Push(parts[i]);
            }
        }
    }
}
