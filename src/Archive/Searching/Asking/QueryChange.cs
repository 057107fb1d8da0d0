using Archive.Searching.Operators;

namespace Archive.Searching.Asking;

/// <summary>Adds a filter to a query in place of what contradicts it.</summary>
internal static class QueryChange
{
    public static SearchNode? With(SearchNode? root, SearchFilter filter)
    {
        var kept = SearchTree.Parts(root).Where(part => !Contradicts(part, filter));
        return SearchTree.All([.. kept, filter]);
    }

    private static bool Contradicts(SearchNode part, SearchFilter filter) => part switch
    {
        SearchFilter same when same == filter => true, // said once
        Not { Part: SearchFilter not } => not == filter,
        SearchFilter other => ContradictsFilter(other, filter),
        _ => false,
    };

    private static bool ContradictsFilter(SearchFilter other, SearchFilter filter) => (other.Kind, filter.Kind) switch
    {
        (FilterKind.By or FilterKind.Site or FilterKind.Has, _) => false,
        (FilterKind.Is, FilterKind.Is) => other.Value != "removed" && filter.Value != "removed",
        (FilterKind.Before or FilterKind.After or FilterKind.On, FilterKind.Before or FilterKind.After or FilterKind.On) =>
            other.Kind == filter.Kind || AreApart(other, filter),
        _ => other.Kind == filter.Kind,
    };

    private static bool AreApart(SearchFilter one, SearchFilter other)
    {
        var (a, b) = (Days(one), Days(other));
        return a.First > b.Last || b.First > a.Last;
    }

    // In numbers of days, because before the first and after the last day that a calendar has there is none.
    private static (int First, int Last) Days(SearchFilter filter)
    {
        var range = DateRange.Of(filter.Value);
        return filter.Kind switch
        {
            FilterKind.Before => (int.MinValue, range.First.DayNumber - 1),
            FilterKind.After => (range.Last.DayNumber + 1, int.MaxValue),
            _ => (range.First.DayNumber, range.Last.DayNumber),
        };
    }
}
