namespace Archive.Web.Pages.Search.Facets;

/// <summary>A question that hits can be divided by, with its answers as links.</summary>
internal sealed record FacetGroup(string Heading, IReadOnlyList<FacetLink> Links);

/// <summary>One value of a facet.</summary>
/// <param name="Count">The hits that have it; null where the link finds others, too, because it widens what is asked for.</param>
/// <param name="Address">The search with this value, or without it where it is asked for already.</param>
internal sealed record FacetLink(string Label, long? Count, string Address, bool IsActive = false, string? Note = null)
{
    /// <summary>Parts of it, such as the months of a year.</summary>
    public IReadOnlyList<FacetLink> Finer { get; init; } = [];
}

/// <summary>Turns counts into links that narrow a search, and back.</summary>
internal static class FacetLinks
{
    /// <summary>Names and sites that are shown; who looks for a rarer one types it.</summary>
    public const int MaxValues = 12;

    public static IReadOnlyList<FacetGroup> Of(QueryReading reading, SearchFacets facets)
    {
        FacetGroup[] groups =
        [
            new("When", [.. Years(reading, facets)]),
            new("Blog", [.. Values(reading, AddressOperators.Blog, facets.Blogs.Count > 1 ? facets.Blogs : [])]),
            new("Name", [.. Values(reading, PeopleOperators.By, facets.Names)]),
            new("Label", [.. Values(reading, LabelOperator.Label, facets.Labels)]),
            new("Links to", [.. Values(reading, AddressOperators.Site, facets.Sites)]),
            new("Length", [.. facets.Lengths.Where(length => length.Count > 0).Select(length => Length(reading, length))]),
        ];
        return [.. groups.Where(group => group.Links.Count > 0)];
    }

    private static IEnumerable<FacetLink> Years(QueryReading reading, SearchFacets facets)
    {
        foreach (var year in facets.Months.GroupBy(month => month.Month[..4]).OrderByDescending(year => year.Key, StringComparer.Ordinal))
        {
            yield return Link(reading, year.Key, year.Sum(Hits), note: null, new SearchFilter(DateOperators.On, year.Key)) with
            {
                Finer = year.Count() == 1 ? [] : [.. year.Select(month => Link(
                    reading, InWords.MonthOfYear(month.Month), Hits(month), note: null, new SearchFilter(DateOperators.On, month.Month)))],
            };
        }

        if (facets.Undated > 0)
        {
            yield return Link(reading, "Undated", facets.Undated, note: null, new SearchFilter(DateOperators.On, DateOperators.Undated));
        }
    }

    private static IEnumerable<FacetLink> Values(QueryReading reading, FilterOperator known, IReadOnlyList<FacetValue> values) => values
        .Take(MaxValues)
        .Select(value => Link(reading, value.Label, value.Count, value.IsSigned ? "signed" : null, new SearchFilter(known, value.Value)));

    private static FacetLink Length(QueryReading reading, LengthHits length)
    {
        var (label, filters) = length switch
        {
            { Min: <= 1, Max: { } max } => ($"up to {InWords.Count(max, "word", "words")}", (SearchFilter[])[Words(LengthOperators.Max, max)]),
            { Max: { } max } => ($"{InWords.Count(length.Min)}–{InWords.Count(max, "word", "words")}", [Words(LengthOperators.Min, length.Min), Words(LengthOperators.Max, max)]),
            _ => ($"{InWords.Count(length.Min)} words and more", [Words(LengthOperators.Min, length.Min)]),
        };
        return Link(reading, label, length.Count, note: null, filters);
    }

    private static FacetLink Link(QueryReading reading, string label, long count, string? note, params SearchFilter[] filters) =>
        reading.Without(filters) is { } without
            ? new FacetLink(label, count, without, IsActive: true, note)
            : new FacetLink(label, filters.Any(reading.Widens) ? null : count, reading.With(filters), IsActive: false, note);

    private static SearchFilter Words(FilterOperator known, int words) => new(known, words.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static long Hits(MonthHits month) => month.Posts + month.Comments;
}
