using Microsoft.Data.Sqlite;

namespace Archive.Storage.Searching;

/// <summary>Asks the full-text index.</summary>
public sealed class ArchiveSearch(ArchiveFolder archive) : IDisposable
{
    public const int PageSize = 20;

    /// <summary>Counting costs with every hit; beyond this many nobody asks for the exact number.</summary>
    public const int MaxCounted = 10_000;

    /// <summary>Up to here comments are put in order by relevance or length; of more, the newest so many: some 5 ms.</summary>
    public const int MaxRanked = MaxCounted;

    /// <summary>The same for posts, which are longer and have many more places that match.</summary>
    public const int MaxRankedPosts = 4_000;

    /// <summary>A reader waits no longer, and a query made to be slow cannot keep a core busy.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(500);

    private const int NoLimit = int.MaxValue - 1;

    /// <summary>Hits that are read at once of a long list.</summary>
    private const int ListPart = 200;

    private readonly SearchConnections connections = new(archive);
    private readonly CurrentColumns columns = new(archive);
    private readonly SignerNames signers = new();
    private (long Generation, string Hash, string Seal)? hash;

    /// <summary>Names beneath comments are given with hits; a keeper may not want that.</summary>
    public bool ShowsSignOffs
    {
        get => signers.AreShown;
        init => signers.AreShown = value;
    }

    /// <summary>Tests give a search less time than a reader has.</summary>
    internal TimeSpan Time { get; init; } = MaxTime;

    public void Dispose() => connections.Dispose();

    /// <summary>Reads ahead what counts and ranks need, so that the first reader does not wait.</summary>
    public void Prepare() => columns.Wait();

    /// <summary>A page of hits.</summary>
    /// <param name="from">The <see cref="SearchAnswer.Next"/> of the page before; null for the first.</param>
    /// <param name="byThread">Only the first hit of each thread, with the number of the others.</param>
    public SearchAnswer Find(SearchQuery query, SearchPlace? from = null, bool byThread = false, CancellationToken cancel = default) =>
        Find(query, from, byThread, Time, cancel);

    /// <summary>How the hits spread; null where counting would take too long, or where the archive has just changed and is being counted anew.</summary>
    public SearchFacets? Facets(SearchQuery query, CancellationToken cancel = default) => Facets(query, Time, cancel);

    /// <summary>For a query that finds nothing: smaller ones that find something.</summary>
    public IReadOnlyList<CountedRelaxation> Relax(SearchQuery query, CancellationToken cancel = default) =>
        Ask((connection, _) =>
        {
            var counted = new List<CountedRelaxation>();
            var expansion = new QueryExpansion(connection);
            foreach (var relaxation in query.Relaxations(new Spellings(connection).Of(query)))
            {
                var asked = new HitSearch(connection, relaxation.Query, expansion.Of(relaxation.Query));
                var count = asked.Count(HitIndex.Posts, MaxCounted).And(asked.Count(HitIndex.Comments, MaxCounted));
                if (asked.CutShort)
                {
                    break;
                }

                if (count.Number > 0)
                {
                    counted.Add(new CountedRelaxation(relaxation, count));
                }
            }

            return counted;
        }, [], cancel);

    /// <summary>The first use of what the query looks for, and its use since: three searches in the time of one.</summary>
    public FirstSaid FirstSaid(SearchQuery query, CancellationToken cancel = default)
    {
        var oldest = query with { Order = SearchOrder.Old };
        var post = query.Scope is SearchScope.Comments
            ? null
            : First(oldest with { Scope = query.Scope == SearchScope.Everything ? SearchScope.Posts : query.Scope }, isPost: true, cancel);
        var comment = query.Scope is SearchScope.Posts or SearchScope.Title
            ? null
            : First(oldest with { Scope = query.Scope == SearchScope.Everything ? SearchScope.Comments : query.Scope }, isPost: false, cancel);
        var facets = Facets(query, Time / 3, cancel);
        return new FirstSaid(post, comment, facets, facets is null ? null : Searching.FirstSaid.PassedIn(facets.Months));
    }

    /// <summary>All hits in the order asked for, read in parts so that no connection is held; what is too much to rank comes after what is ranked, newest first.</summary>
    /// <exception cref="TimeoutException">The next hits are not found in the time that a search has: what was given is not all.</exception>
    public IEnumerable<SearchHit> All(SearchQuery query, CancellationToken cancel = default)
    {
        var ranked = Ranks(query) is { } ranks
            ? Ask((connection, budget) => new SearchedPage(connection, budget, signers, query).RankedKeys(ranks, MaxRanked), [], cancel)
            : [];
        foreach (var hit in ranked.Chunk(ListPart).SelectMany(keys => Cards(query, keys, cancel)))
        {
            yield return hit;
        }

        var given = ranked.ToHashSet();
        long? from = null;
        do
        {
            var (keys, next) = KeysByDate(query, from, cancel);
            foreach (var hit in Cards(query, keys.Where(key => !given.Contains(key)), cancel))
            {
                yield return hit;
            }

            from = next;
        }
        while (from is not null);
    }

    /// <summary>The exact number of hits, without the limit of <see cref="MaxCounted"/>; at least that many where counting takes too long.</summary>
    public HitCount Count(SearchQuery query, CancellationToken cancel = default) => Ask((connection, _) =>
    {
        var asked = new HitSearch(connection, query, new QueryExpansion(connection).Of(query));
        return asked.Count(HitIndex.Posts, NoLimit).And(asked.Count(HitIndex.Comments, NoLimit));
    }, new HitCount(0, false), cancel);

    /// <summary>How the vocabulary of the archive widens a query: what <see cref="SearchQuery.ReadAs"/> and <see cref="QueryMarks"/> need.</summary>
    public Expansion Expand(SearchQuery query) =>
        Ask((connection, _) => new QueryExpansion(connection).Of(query), Expansion.None, CancellationToken.None);

    /// <summary>Of names alone on the last lines of comments, those that are sign-offs: see <see cref="SignerNames"/>.</summary>
    public IReadOnlySet<string> SignOffs(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
        {
            return new HashSet<string>(StringComparer.Ordinal);
        }

        signers.LookAt(archive.Generation());
        return Ask(
            (connection, _) => names.Where(name => signers.Known(connection, name) is not null).ToHashSet(StringComparer.Ordinal), [],
            CancellationToken.None);
    }

    /// <summary>What goes on from what was typed: words, names, sites, titles.</summary>
    /// <param name="typed">The last word that was typed, with its operator if it has one: <c>omni</c>, <c>by:andr</c>, <c>site:parl</c>, <c>post:pow</c>.</param>
    public IReadOnlyList<Suggestion> Suggest(string typed, int limit) =>
        Ask((connection, _) => new Suggestions(connection).For(typed, limit), [], CancellationToken.None);

    /// <summary>SHA-256 over the hashes of all kept sources, in their order by blog and hash: which archive an answer comes from.</summary>
    public string ArchiveHash() => Known().Hash;

    /// <summary>The hash of the last entry of the record that an answer shows; see <see cref="ArchiveFolder.Seal"/>.</summary>
    public string Seal() => Known().Seal;

    private (long Generation, string Hash, string Seal) Known()
    {
        var generation = archive.Generation();
        if (hash is not { } known || known.Generation != generation)
        {
            var (together, seal) = connections.Ask(
                TimeSpan.FromMinutes(1), (connection, _) => (SourceHashes.Together(connection), CopyState.Read(connection).Seal), CancellationToken.None);
            hash = known = (generation, together, seal);
        }

        return known;
    }

    private SearchAnswer Find(SearchQuery query, SearchPlace? from, bool byThread, TimeSpan time, CancellationToken cancel)
    {
        var ranks = Ranks(query);
        signers.LookAt(archive.Generation());
        var unknown = new HitCount(0, false);
        return Ask((connection, budget) =>
        {
            var page = new SearchedPage(connection, budget, signers, query);
            return ranks is not null ? page.Ranked(ranks, from) : byThread ? page.ByThread(from) : page.ByDate(from);
        }, new SearchAnswer(Expansion.None, [], unknown, unknown, null, false, true), cancel);
    }

    private SearchFacets? Facets(SearchQuery query, TimeSpan time, CancellationToken cancel)
    {
        if (columns.Now() is not { } all)
        {
            return null;
        }

        return Ask((connection, budget) =>
        {
            var asked = new HitSearch(connection, query, new QueryExpansion(connection).Of(query));
            var (posts, comments) = (new SpreadHits(all, all.Posts), new SpreadHits(all, all.Comments));
            asked.Collect(HitIndex.Posts, posts, HitSpread.MaxHits);
            asked.Collect(HitIndex.Comments, comments, HitSpread.MaxHits);
            budget.Dispose();
            var isWhole = posts.Count < HitSpread.MaxHits && comments.Count < HitSpread.MaxHits;
            return asked.CutShort ? null : HitSpread.Of(connection, all, posts, comments, isWhole);
        }, null, time, cancel);
    }

    // Null where hits come by date.
    private SearchColumns? Ranks(SearchQuery query) =>
        query.Order is SearchOrder.Relevance or SearchOrder.Length ? columns.NowOrBefore() ?? columns.Wait() : null;

    private (List<long> Keys, long? Next) KeysByDate(SearchQuery query, long? from, CancellationToken cancel) =>
        connections.Ask(Time, (connection, _) =>
        {
            var asked = new HitSearch(connection, query, new QueryExpansion(connection).Of(query));
            var page = asked.Page(newest: query.Order != SearchOrder.Old, from, ListPart);
            return asked.CutShort && page.Keys.Count == 0
                ? throw new TimeoutException("the search takes too long to list all that it finds")
                : page;
        }, cancel);

    private List<SearchHit> Cards(SearchQuery query, IEnumerable<long> keys, CancellationToken cancel) =>
        connections.Ask(Time, (connection, budget) =>
        {
            var cards = new HitCards(connection, QueryMarks.Of(query, new QueryExpansion(connection).Of(query)), signers);
            budget.Dispose();
            return keys.Select(cards.Read).ToList();
        }, cancel);

    private T Ask<T>(Func<Connection, TimeBudget, T> ask, T whenStopped, CancellationToken cancel) =>
        Ask(ask, whenStopped, Time, cancel);

    private T Ask<T>(Func<Connection, TimeBudget, T> ask, T whenStopped, TimeSpan time, CancellationToken cancel)
    {
        try
        {
            var answer = connections.Ask(time, ask, cancel);
            cancel.ThrowIfCancellationRequested();
            return answer;
        }
        catch (SqliteException stopped) when (SearchConnections.WasStopped(stopped))
        {
            return whenStopped;
        }
    }

    private SearchHit? First(SearchQuery query, bool isPost, CancellationToken cancel) =>
        Find(query, null, byThread: false, Time / 3, cancel).Hits.FirstOrDefault(hit => hit.Comment is null == isPost);

}
