namespace Archive.Storage.Searching;

/// <summary>Where words were first used, and how their use went on.</summary>
/// <param name="Post">The first post that has them.</param>
/// <param name="Comment">The first comment that has them.</param>
/// <param name="Facets">The spread over months.</param>
/// <param name="Passed">The first month from which on more comments than posts have them, after a post had them first; null where that is not so.</param>
public sealed record FirstSaid(SearchHit? Post, SearchHit? Comment, SearchFacets? Facets, string? Passed)
{
    /// <summary>The month from which on comments outnumber posts, where a post came first.</summary>
    internal static string? PassedIn(IReadOnlyList<MonthHits> months)
    {
        if (months.Count == 0 || months[0].Posts == 0)
        {
            return null;
        }

        string? passed = null;
        for (var i = months.Count - 1; i >= 0 && months[i].Comments > months[i].Posts; i--)
        {
            passed = months[i].Month;
        }

        return passed;
    }
}
