namespace Archive.Storage.Searching;

/// <summary>How the hits of a query spread.</summary>
/// <param name="Counted">How many hits were counted.</param>
/// <param name="IsWhole">False where only the newest <paramref name="Counted"/> hits were counted, because all would take too long.</param>
/// <param name="Months">By their own date or else their post's, oldest first; only months that have any.</param>
/// <param name="Undated">Hits whose month is not known.</param>
/// <param name="Blogs">Values for <c>blog:</c>.</param>
/// <param name="Names">Values for <c>by:</c>, those with most hits first.</param>
/// <param name="Sites">Values for <c>site:</c>, those with most hits first.</param>
/// <param name="Lengths">Numbers of words, shortest first.</param>
public sealed record SearchFacets(
    long Counted, bool IsWhole, IReadOnlyList<MonthHits> Months, long Undated, IReadOnlyList<FacetValue> Blogs,
    IReadOnlyList<FacetValue> Names, IReadOnlyList<FacetValue> Sites, IReadOnlyList<LengthHits> Lengths);

/// <summary>Hits of a month, <c>2014-02</c>.</summary>
public sealed record MonthHits(string Month, long Posts, long Comments);

/// <summary>A value that a filter can have, and how many hits have it.</summary>
/// <param name="Label">For people: a name as it is written.</param>
/// <param name="IsSigned">A name that is only signed with.</param>
public sealed record FacetValue(string Value, string Label, long Count, bool IsSigned = false);

/// <summary>Hits of a length in words, both ends included; <paramref name="Max"/> null for the longest.</summary>
public sealed record LengthHits(int Min, int? Max, long Count);
