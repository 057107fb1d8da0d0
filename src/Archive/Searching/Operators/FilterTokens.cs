using System.Globalization;
using Archive.Searching.Asking;

namespace Archive.Searching.Operators;

/// <summary>The facts of which one must be met for a filter.</summary>
internal static class FilterTokens
{
    /// <summary>A fact that nothing has.</summary>
    public static readonly string Nothing = FactTokens.Of(FactTokens.Kind, "none");

    /// <summary>The most names that one <c>by:</c> stands for: each is a list that the index walks.</summary>
    private const int MaxNames = 200;

    private const int PerHundred = 100;

    public static IReadOnlyList<string> Of(SearchFilter filter, Expansion expansion)
    {
        var tokens = Candidates(filter, expansion).ToList();
        return tokens.Count == 0 ? [Nothing] : tokens;
    }

    public static string OfKind(string name) => FactTokens.Of(FactTokens.Kind, name);

    private static IEnumerable<string> Candidates(SearchFilter filter, Expansion expansion) => filter.Kind switch
    {
        FilterKind.By => expansion.Names.GetValueOrDefault(filter.Value, []).Take(MaxNames),
        FilterKind.Post => [FactTokens.Of(FactTokens.Post, filter.Value)],
        FilterKind.Blog => [FactTokens.Of(FactTokens.Blog, filter.Value)],
        FilterKind.Site => [FactTokens.Of(FactTokens.Site, filter.Value)],
        FilterKind.Is or FilterKind.Has => [OfKind(filter.Value)],
        FilterKind.On => DateRange.Of(filter.Value).On(),
        FilterKind.Before => DateRange.Of(filter.Value).Before(expansion.FirstYear),
        FilterKind.After => DateRange.Of(filter.Value).After(expansion.LastYear),
        FilterKind.Min => Lengths(Number(filter), expansion.MaxWords),
        FilterKind.Max => Lengths(0, Math.Min(Number(filter), expansion.MaxWords)),
        _ => [],
    };

    private static int Number(SearchFilter filter) => int.Parse(filter.Value, CultureInfo.InvariantCulture);

    // 137 to 420: 137 … 199, the hundreds 2 and 3, 400 … 420.
    private static IEnumerable<string> Lengths(int min, int max)
    {
        for (var at = min; at <= max;)
        {
            var isHundred = at % PerHundred == 0 && at + PerHundred - 1 <= max;
            var (exact, hundred) = SearchFacts.WordTokens(at);
            yield return isHundred ? hundred : exact;
            at += isHundred ? PerHundred : 1;
        }
    }
}
