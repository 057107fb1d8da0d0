using Archive.Searching;

namespace Archive.Storage;

/// <summary>Asks the full-text index.</summary>
public sealed class ArchiveSearch(ArchiveFile archive) : IDisposable
{
    public const int PageSize = 20;

    /// <summary>Counting costs with every hit; beyond this many nobody asks for the exact number.</summary>
    public const int MaxCounted = 10_000;

    /// <summary>A reader waits no longer, and a query made to be slow cannot keep a core busy.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(500);

    public void Dispose() => GC.KeepAlive(archive);

    /// <summary>A page of hits.</summary>
    /// <param name="from">The <see cref="SearchAnswer.Next"/> of the page before; null for the first.</param>
    /// <param name="byThread">Only the first hit of each thread, with the number of the others.</param>
    public SearchAnswer Find(SearchQuery query, SearchPlace? from = null, bool byThread = false, CancellationToken cancel = default) =>
        throw new NotImplementedException();

    /// <summary>How the hits spread; null where counting would take too long, or where the archive has just changed and is being counted anew.</summary>
    public SearchFacets? Facets(SearchQuery query, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>For a query that finds nothing: smaller ones that find something.</summary>
    public IReadOnlyList<CountedRelaxation> Relax(SearchQuery query, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>The first use of what the query looks for, and its use since.</summary>
    public FirstSaid FirstSaid(SearchQuery query, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>All hits, in the order asked for (by relevance: newest first), read in parts so that no connection is held; each call to the sequence goes on where it was.</summary>
    public IEnumerable<SearchHit> All(SearchQuery query, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>The exact number of hits, without the limit of <see cref="MaxCounted"/>; at least that many where it takes too long.</summary>
    public HitCount Count(SearchQuery query, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>How the vocabulary of the archive widens a query: what <see cref="SearchQuery.ReadAs"/> and <see cref="FoundWords"/> need.</summary>
    public Expansion Expand(SearchQuery query) => throw new NotImplementedException();

    /// <summary>What goes on from what was typed: words, names, sites, titles.</summary>
    /// <param name="typed">The last word that was typed, with its operator if it has one: <c>omni</c>, <c>by:andr</c>, <c>site:parl</c>, <c>post:pow</c>.</param>
    public IReadOnlyList<Suggestion> Suggest(string typed, int limit) => throw new NotImplementedException();

    /// <summary>SHA-256 over the hashes of all kept sources, in order: which archive an answer comes from.</summary>
    public string ArchiveHash() => throw new NotImplementedException();
}
