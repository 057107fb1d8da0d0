namespace Archive.Web.Outputs;

/// <summary>The head of an answer that leaves the site: the question, how it was read, how many hits it has, and in which archive.</summary>
/// <param name="Query">In its one written form.</param>
/// <param name="Date">When it was asked.</param>
internal sealed record SearchHead(string Query, IReadOnlyList<ReadLine> ReadAs, ArchiveIdentity Archive, DateTime Date, HitCount Total)
{
    public static SearchHead Of(ArchiveSearch search, SearchQuery query, TimeProvider time, CancellationToken cancel)
    {
        using var session = search.Open(query, cancel);
        return new SearchHead(
            query.ToString(),
            query.ReadAs(session.Expand()),
            session.Archive(),
            time.GetUtcNow().UtcDateTime,
            query.IsEmpty ? new HitCount(0, IsExact: true) : session.Count());
    }

    /// <summary>The hits, as many as are asked for.</summary>
    public static IEnumerable<SearchHit> Hits(ArchiveSearch search, SearchQuery query, int? limit, CancellationToken cancel)
    {
        var all = query.IsEmpty ? [] : search.All(query, cancel);
        return limit is { } most ? all.Take(most) : all;
    }
}
