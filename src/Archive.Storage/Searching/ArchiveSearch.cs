namespace Archive.Storage.Searching;

/// <summary>Searches the archive: opens a session for each query, and reads lists of hits part by part.</summary>
public sealed class ArchiveSearch(SearchConnections connections, SignerNames signers)
{
    public const int PageSize = 20;

    /// <summary>Hits that an order by relevance or length shows; nobody reads on so far.</summary>
    public const int MaxRankedShown = 1_000;

    /// <summary>Where hits must be counted one by one, counting costs with every hit; beyond this many nobody asks for the exact number.</summary>
    public const int MaxCounted = 10_000;

    /// <summary>Where not all hits are put in order by relevance or length at once, so many of the newest comments are: some 5 ms.</summary>
    public const int MaxRanked = MaxCounted;

    /// <summary>The same for posts, which are longer and have many more places that match.</summary>
    public const int MaxRankedPosts = 4_000;

    /// <summary>What all questions about one query may cost together: a query made to be slow cannot keep a core busy. With the page of what was found, it is half a second.</summary>
    /// <remarks>It is time for which a thread works, not time that passes: a full machine gives the same answers, only later.</remarks>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(450);

    /// <summary>Hits that are read at once of a long list.</summary>
    private const int ListPart = 200;

    /// <summary>The same where nothing is read of them but their keys.</summary>
    private const int KeysPart = 2_000;

    private int expansions;

    /// <summary>Tests give a search less time than a reader has.</summary>
    internal TimeSpan Time { get; init; } = MaxTime;

    internal ArchiveFolder Archive => connections.Archive;

    internal SignerNames Signers => signers;

    internal CurrentColumns Columns { get; } = new(connections);

    /// <summary>How many queries were widened by the archive's words, so that a test can count those of a page.</summary>
    internal int Expansions => Volatile.Read(ref expansions);

    /// <summary>Reads ahead what counts and ranks need, so that the first reader does not wait.</summary>
    public void Prepare() => Columns.Wait();

    /// <summary>Begins to search the present state of the archive; whatever is asked of the session is answered of that state.</summary>
    public SearchSession Open(SearchQuery query, CancellationToken cancel = default) => new(this, connections.Open(cancel), query);

    /// <summary>All hits in the order asked for; what is too much to rank comes after what is ranked, newest first.</summary>
    /// <remarks>Who downloads may be slow, so that each part is read in a session of its own: no state of the archive is held back for them.</remarks>
    /// <exception cref="TimeoutException">The next hits are not found in the time that a search has: what was given is not all.</exception>
    public IEnumerable<SearchHit> All(SearchQuery query, CancellationToken cancel = default)
    {
        var ranked = RankedKeys(query, cancel);
        foreach (var hit in ranked.Chunk(ListPart).SelectMany(keys => Hits(query, keys, cancel)))
        {
            yield return hit;
        }

        var given = ranked.ToHashSet();
        long? from = null;
        do
        {
            var (hits, next) = HitsByDate(query, from, given, cancel);
            foreach (var hit in hits)
            {
                yield return hit;
            }

            from = next;
        }
        while (from is not null);
    }

    /// <summary>The keys of all hits by date, the oldest first, each part read in a session of its own as in <see cref="All"/>.</summary>
    /// <exception cref="TimeoutException">The next hits are not found in the time that a search has.</exception>
    internal IEnumerable<long> KeysFromOldest(SearchQuery query, CancellationToken cancel)
    {
        long? from = null;
        do
        {
            var last = from;
            (var keys, from) = KeysByDate(query, last, KeysPart, cancel);
            if (from <= last)
            {
                throw new InvalidDataException("the index of words is damaged: what it finds comes in no order");
            }

            foreach (var key in keys)
            {
                yield return key;
            }
        }
        while (from is not null);
    }

    /// <summary>The keys of the oldest hits, up to a number, and whether these are all.</summary>
    /// <exception cref="TimeoutException">None was found in the time that a search has.</exception>
    internal (IReadOnlyList<long> Keys, bool AreAll) FirstKeys(SearchQuery query, int most, CancellationToken cancel)
    {
        var (keys, next) = KeysByDate(query, from: null, most, cancel);
        return (keys, next is null);
    }

    internal void CountExpansion() => Interlocked.Increment(ref expansions);

    private (IReadOnlyList<long> Keys, long? Next) KeysByDate(SearchQuery query, long? from, int most, CancellationToken cancel)
    {
        if (query.IsEmpty)
        {
            return ([], null);
        }

        using var session = Open(query with { Order = SearchOrder.Old }, cancel);
        return session.KeysByDate(from, most);
    }

    private IReadOnlyList<long> RankedKeys(SearchQuery query, CancellationToken cancel)
    {
        using var session = Open(query, cancel);
        return session.RankedKeys();
    }

    private IReadOnlyList<SearchHit> Hits(SearchQuery query, IEnumerable<long> keys, CancellationToken cancel)
    {
        using var session = Open(query, cancel);
        return session.Hits(keys);
    }

    private (IReadOnlyList<SearchHit> Hits, long? Next) HitsByDate(SearchQuery query, long? from, HashSet<long> given, CancellationToken cancel)
    {
        using var session = Open(query, cancel);
        var (keys, next) = session.KeysByDate(from, ListPart);
        return (session.Hits(keys.Where(key => !given.Contains(key))), next);
    }
}
