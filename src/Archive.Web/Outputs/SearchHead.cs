namespace Archive.Web.Outputs;

/// <summary>What stands at the head of an answer that leaves the site: the question, how it was read, how much was found, and in which archive.</summary>
/// <param name="Query">In its one written form.</param>
/// <param name="ArchiveSha256">See <see cref="ArchiveSearch.ArchiveHash"/>.</param>
/// <param name="Seal">See <see cref="ArchiveSearch.Seal"/>.</param>
/// <param name="Date">When it was asked.</param>
internal sealed record SearchHead(string Query, IReadOnlyList<ReadLine> ReadAs, string ArchiveSha256, string Seal, DateTime Date, HitCount Total)
{
    public static SearchHead Of(ArchiveSearch search, SearchQuery query, TimeProvider time, CancellationToken cancel) => new(
        query.ToString(),
        query.ReadAs(search.Expand(query)),
        search.ArchiveHash(),
        search.Seal(),
        time.GetUtcNow().UtcDateTime,
        query.Root is null ? new HitCount(0, IsExact: true) : search.Count(query, cancel));

    /// <summary>The hits, as many as are asked for.</summary>
    public static IEnumerable<SearchHit> Hits(ArchiveSearch search, SearchQuery query, int? limit, CancellationToken cancel)
    {
        var all = query.Root is null ? [] : search.All(query, cancel);
        return limit is { } most ? all.Take(most) : all;
    }
}
