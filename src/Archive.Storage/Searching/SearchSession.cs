namespace Archive.Storage.Searching;

/// <summary>All that one request asks about a query, answered of one state of the archive, on one connection.</summary>
/// <remarks>The archive's own words widen the query once for all questions; and all questions together have the time of a search.</remarks>
public sealed class SearchSession : IDisposable
{
    private const int NoLimit = int.MaxValue - 1;

    private readonly ArchiveSearch search;
    private readonly Snapshot snapshot;
    private readonly SearchQuery query;
    private readonly QueryExpansion vocabulary;
    private readonly RowSearch rows;
    private HitSearch? widened;

    internal SearchSession(ArchiveSearch search, Snapshot snapshot, SearchQuery query)
    {
        (this.search, this.snapshot, this.query) = (search, snapshot, query);
        vocabulary = new QueryExpansion(snapshot);
        rows = new RowSearch(snapshot, search.Columns);
    }

    /// <summary>How the vocabulary of the archive widens the query: what <see cref="SearchQuery.ReadAs"/> and <see cref="QueryMarks"/> need.</summary>
    public Expansion Expand()
    {
        var expansion = Begin(search.Time).Expansion;
        snapshot.End();
        return expansion;
    }

    /// <summary>A page of hits.</summary>
    /// <param name="from">The <see cref="SearchAnswer.Next"/> of the page before; null for the first.</param>
    /// <param name="byThread">The hits of a thread together, the first three with the number of the others; an order by rank knows no threads.</param>
    public SearchAnswer Find(SearchPlace? from = null, bool byThread = false)
    {
        var ranks = Ranks();
        var page = new SearchedPage(snapshot, Begin(search.Time), vocabulary, search.Signers);
        return ranks is not null ? page.Ranked(ranks, from) : byThread ? page.ByThread(from) : page.ByDate(from);
    }

    /// <summary>Which of all hits one is, and those beside it; no turn where it is none, or where to find it was cut short.</summary>
    public (HitTurn? Turn, bool CutShort) Turn(HitName hit)
    {
        var ranks = Ranks();
        var page = new SearchedPage(snapshot, Begin(search.Time), vocabulary, search.Signers);
        var turn = ranks is null ? page.TurnByDate(hit.Value) : page.TurnByRank(ranks, hit.Value);
        return (turn, snapshot.IsCutShort);
    }

    /// <summary>The hits by month, blog, name, site and length; null where counting would take too long, or where the archive has just changed and is being counted anew.</summary>
    public SearchFacets? Facets()
    {
        if (search.Columns.Of(snapshot) is not { } all)
        {
            return null;
        }

        var hits = Begin(search.Time);
        var (posts, areAllPosts) = hits.RowsOrNewest(HitIndex.Posts, all);
        var (comments, areAllComments) = hits.RowsOrNewest(HitIndex.Comments, all);
        snapshot.End();
        return snapshot.IsCutShort ? null : SearchFacets.Of(
            snapshot.Connection, all, FacetCounter.Of(all, all.Posts, posts), FacetCounter.Of(all, all.Comments, comments), areAllPosts && areAllComments, search.Signers.AreShown());
    }

    /// <summary>The hits by month, beside all texts; null where counting would take too long, or where the archive has just changed and is being counted anew.</summary>
    public SearchCurve? Curve() => Curve(search.Time);

    /// <summary>The places where the query is met, with the words around each, of as many of the newest hits as the time suffices for.</summary>
    public ConcordanceAnswer Concordance() => new ConcordanceReader(snapshot, Begin(search.Time)).Read();

    /// <summary>Smaller queries to offer when nothing is found, each with its number of hits.</summary>
    public IReadOnlyList<CountedRelaxation> Relaxations()
    {
        Begin(search.Time);
        var counted = new List<CountedRelaxation>();
        snapshot.Try(() =>
        {
            foreach (var relaxation in query.Relaxations(new Spellings(snapshot.Connection).Of(query)))
            {
                var count = Widen(relaxation.Query).Count(ArchiveSearch.MaxCounted);
                if (snapshot.IsCutShort)
                {
                    break;
                }

                if (count.Number > 0)
                {
                    counted.Add(new CountedRelaxation(relaxation, count));
                }
            }
        });
        snapshot.End();
        return counted;
    }

    /// <summary>The first use of what the query looks for, and its use since: three questions in the time of one.</summary>
    public FirstSaid FindFirst()
    {
        var (post, comment) = (Oldest(HitIndex.Posts), Oldest(HitIndex.Comments));
        var curve = Curve(search.Time / 3);
        return new FirstSaid(post.Hit, comment.Hit, curve, curve is null ? null : FirstSaid.PassedIn(curve.Months))
        {
            AsksPosts = post.IsAsked,
            AsksComments = comment.IsAsked,
            CutShort = post.CutShort || comment.CutShort,
        };
    }

    /// <summary>The exact number of hits, without the limit of <see cref="ArchiveSearch.MaxCounted"/>; at least that many where counting takes too long.</summary>
    public HitCount Count()
    {
        var count = Begin(search.Time).Count(NoLimit);
        snapshot.End();
        return count;
    }

    /// <summary>Which archive, in which state, the answers come from.</summary>
    public ArchiveIdentity Archive() => search.Archive.Identity(snapshot.Connection, snapshot.Generation);

    public void Dispose()
    {
        rows.Dispose();
        snapshot.Dispose();
    }

    /// <summary>All hits that are put in order by rank; none where the order is by date.</summary>
    internal IReadOnlyList<long> RankedKeys(int keep = ArchiveSearch.MaxRanked) => Ranks() is { } ranks
        ? new SearchedPage(snapshot, Begin(search.Time), vocabulary, search.Signers).RankedKeys(ranks, keep)
        : [];

    /// <summary>The next hits by date, and where the others begin.</summary>
    /// <exception cref="TimeoutException">None was found in the time that a search has.</exception>
    internal (IReadOnlyList<long> Keys, long? Next) KeysByDate(long? from, int most)
    {
        var page = Begin(search.Time).Page(newest: query.Order != SearchOrder.Old, from, most);
        return snapshot.IsCutShort && page.Keys.Count == 0 ? throw TooSlow() : page;
    }

    /// <summary>The hits themselves.</summary>
    /// <exception cref="TimeoutException">The query could not even be widened in the time that a search has.</exception>
    internal IReadOnlyList<SearchHit> Hits(IEnumerable<long> keys)
    {
        var expansion = Begin(search.Time).Expansion;
        if (snapshot.IsCutShort)
        {
            throw TooSlow();
        }

        snapshot.End();
        var cards = new HitCards(snapshot, QueryMarks.Of(query, expansion), search.Signers);
        // Rows that an import has taken away since the keys were read are passed over.
        return [.. keys.Select(cards.Read).OfType<SearchHit>()];
    }

    // Where the time does not suffice to widen the query, the next question tries again.
    private HitSearch Begin(TimeSpan time)
    {
        snapshot.Begin(time, search.Time);
        if (widened is not null)
        {
            return widened;
        }

        search.CountExpansion();
        var hits = Widen(query);
        widened = snapshot.IsCutShort ? null : hits;
        return hits;
    }

    private HitSearch Widen(SearchQuery asked)
    {
        var expansion = Expansion.None;
        snapshot.Try(() => expansion = vocabulary.Of(asked));
        return new HitSearch(snapshot, rows, asked, expansion);
    }

    // Null where hits come by date.
    private SearchColumns? Ranks() =>
        query.IsByDate ? null : search.Columns.OfOrBefore(snapshot);

    private SearchCurve? Curve(TimeSpan time)
    {
        if (search.Columns.Of(snapshot) is not { } all)
        {
            return null;
        }

        var (posts, comments) = (new MonthCounts(all.Posts), new MonthCounts(all.Comments));
        var hits = Begin(time);
        var (rowsOfPosts, areAllPosts) = hits.RowsOrNewest(HitIndex.Posts, all);
        var (rowsOfComments, areAllComments) = hits.RowsOrNewest(HitIndex.Comments, all);
        posts.Add(rowsOfPosts);
        comments.Add(rowsOfComments);
        snapshot.End();
        return snapshot.IsCutShort ? null : SearchCurve.Of(posts, comments, all, areAllPosts && areAllComments);
    }

    private (SearchHit? Hit, bool IsAsked, bool CutShort) Oldest(HitIndex index)
    {
        var hits = Begin(search.Time / 3);
        var key = hits.Oldest(index);
        snapshot.End();
        return (
            key is { } oldest ? new HitCards(snapshot, QueryMarks.Of(query, hits.Expansion), search.Signers).Read(oldest) : null,
            hits.ExpressionOf(index) is not null, snapshot.IsCutShort);
    }

    private static TimeoutException TooSlow() => new("the search takes too long to list all that it finds");
}
