namespace Archive.Storage.Searching;

/// <summary>Finds the keys of hits in the two full-text indexes, as far as the time of its snapshot suffices.</summary>
/// <remarks>From all rows that are hits where these are known (<see cref="RowSearch"/>), else from the indexes hit by hit, and then no further than is asked for.</remarks>
internal sealed class HitSearch
{
    private const string Dates =
        "SELECT comments.published, coalesce(posts.published, posts.inferred_published) FROM comments JOIN posts ON posts.id = post_id WHERE comments.id = ?";

    /// <summary>Hits that are read at most for one page grouped by thread.</summary>
    private const int MaxReadByThread = 20_000;

    /// <summary>Hits, times words of the query, that are put in order by relevance at once, some 8 ms; of more, the newest are.</summary>
    private const long MaxRankedAtOnce = 2_000_000;

    private readonly Snapshot snapshot;
    private readonly RowSearch rows;
    private readonly SearchExpression? posts;
    private readonly SearchExpression? comments;
    private readonly Dictionary<HitIndex, RowSet?> found = [];

    public HitSearch(Snapshot snapshot, RowSearch rows, SearchQuery query, Expansion expansion)
    {
        (this.snapshot, this.rows) = (snapshot, rows);
        (Query, Expansion) = (query, expansion);
        if (!query.IsEmpty)
        {
            posts = HitIndex.Posts.Expression(query, expansion);
            comments = HitIndex.Comments.Expression(query, expansion);
        }
    }

    public SearchQuery Query { get; }

    public Expansion Expansion { get; }

    public SearchExpression? ExpressionOf(HitIndex index) => index.IsOfPosts ? posts : comments;

    /// <summary>All hits of an index, by the numbers of their rows; null where they are not known.</summary>
    public RowSet? Rows(HitIndex index)
    {
        if (!found.TryGetValue(index, out var known))
        {
            known = ExpressionOf(index) is { } expression ? rows.Of(index, expression, Query.Order == SearchOrder.Relevance ? Query.Scope : null) : null;
            if (!snapshot.IsCutShort)
            {
                found.Add(index, known);
            }
        }

        return known;
    }

    /// <summary>A page of keys by date, and where the next begins.</summary>
    public (List<long> Keys, long? Next) Page(bool newest, long? from, int size)
    {
        var keys = new List<long>(size + 1);
        snapshot.Try(() =>
        {
            foreach (var key in Keys(newest, from))
            {
                keys.Add(key);
                if (keys.Count > size)
                {
                    break;
                }
            }
        });
        var more = keys.Count > size;
        if (more)
        {
            keys.RemoveAt(size);
        }

        return (keys, (more || snapshot.IsCutShort) && keys.Count > 0 ? keys[^1] : null);
    }

    /// <summary>A page of threads with all their hits, and where the next begins.</summary>
    public (List<HitsOfThread> Threads, long? Next) PageOfThreads(bool newest, long? from, int size)
    {
        var threads = new List<HitsOfThread>(size);
        long? next = null;
        snapshot.Try(() =>
        {
            var read = 0;
            long last = 0;
            foreach (var key in Keys(newest, from))
            {
                var sameThread = threads.Count > 0 && threads[^1].Post == HitKey.PostOf(key);
                if (read++ == MaxReadByThread || (!sameThread && threads.Count == size))
                {
                    // The rest of a thread that is too long to look through is passed over.
                    next = sameThread ? EndOfThread(key, newest) : last;
                    threads[^1] = threads[^1] with { IsWhole = !sameThread };
                    return;
                }

                if (sameThread)
                {
                    threads[^1].Keys.Add(key);
                }
                else
                {
                    threads.Add(new HitsOfThread([key]));
                }

                last = key;
            }
        });
        return (threads, next ?? (snapshot.IsCutShort && threads.Count > 0 ? threads[^1].Keys[0] : null));
    }

    /// <summary>The key of the oldest hit in an index, of undated ones only where there are no others; null where it has none.</summary>
    public long? Oldest(HitIndex index)
    {
        long? key = null;
        snapshot.Try(() => key = index.IsOfPosts ? First(index, from: HitKey.OfPost(PostId.FirstDated) - 1) ?? First(index, from: null) : OldestComment());
        return key;
    }

    // By its own date, where it has one: it may be years after that of its post, by whose day comments lie, but is hardly before it. So none below a post of some days later than the oldest is older:
    // a day for the clocks of two places, of which one may have dated the post and the other the comment.
    // Posts without a date lie first; their comments may have dates all the same.
    private long? OldestComment()
    {
        (long? oldest, long? undated, string? earliest) = (null, null, null);
        _ = Ids(HitIndex.Comments, newest: false, from: HitKey.OfPost(PostId.FirstDated) - 1).All(Take)
            | Ids(HitIndex.Comments, newest: false, from: null).TakeWhile(id => PostId.OfComment(id) < PostId.FirstDated).All(Take);

        return oldest ?? undated;

        // Whether there may be an older one behind it.
        bool Take(long id)
        {
            var (own, post) = snapshot.Connection[Dates].With(id).First(row => (row.TextOrNull(0), row.TextOrNull(1)));
            if (earliest is not null && post is not null && IsBehind(post, earliest))
            {
                return false;
            }

            if ((own ?? post) is not { } date)
            {
                undated ??= HitKey.OfComment(id);
            }
            else if (earliest is null || string.CompareOrdinal(date, earliest) < 0)
            {
                (oldest, earliest) = (HitKey.OfComment(id), date);
            }

            return snapshot.GoOn();
        }

        static bool IsBehind(string post, string date) => IsoDate.DayOf(post) is { } one && IsoDate.DayOf(date) is { } other
            ? one.DayNumber > other.DayNumber + 1
            : string.CompareOrdinal(post, 0, date, 0, Math.Min(post.Length, date.Length)) > 0;
    }

    /// <summary>How many posts and comments are hits, of each kind up to a limit.</summary>
    public HitCount Count(int limit) => Count(HitIndex.Posts, limit).And(Count(HitIndex.Comments, limit));

    /// <summary>How many hits an index has, up to a limit where they must be counted one by one.</summary>
    public HitCount Count(HitIndex index, int limit)
    {
        if (ExpressionOf(index) is not { } expression)
        {
            return new HitCount(0, true);
        }

        if (Rows(index) is { } all)
        {
            return new HitCount(all.Count(), true);
        }

        long? counted = null;
        snapshot.Try(() => counted = snapshot.Connection[index.Count].With(expression.Text).With(limit + 1).Number());
        return counted is { } number ? new HitCount(Math.Min(number, limit), number <= limit) : new HitCount(0, false);
    }

    public bool HasMoreThan(HitIndex index, int number)
    {
        if (Rows(index) is { } all)
        {
            return all.Count() > number;
        }

        var has = false;
        snapshot.Try(() => has = ExpressionOf(index) is { } expression
            && snapshot.Connection[index.Beyond].With(expression.Text).With(number).Number() is not null);
        return has;
    }

    /// <summary>How many hits a post and its thread have, up to a limit.</summary>
    public HitCount CountInThread(long post, int limit)
    {
        long counted = 0;
        snapshot.Try(() => counted =
            CountBetween(HitIndex.Posts, post, post + 1, limit)
            + CountBetween(HitIndex.Comments, PostId.FirstComment(post), PostId.FirstComment(post + 1), limit));
        return new HitCount(Math.Min(counted, limit), counted <= limit && !snapshot.IsCutShort);
    }

    /// <summary>How many hits stand above a key, or below it, up to a limit.</summary>
    public HitCount CountBeyond(long key, bool above, int limit)
    {
        long counted = 0;
        snapshot.Try(() => counted = Beyond(HitIndex.Posts) + Beyond(HitIndex.Comments));
        return new HitCount(Math.Min(counted, limit), counted <= limit && !snapshot.IsCutShort);

        long Beyond(HitIndex index) => above
            ? CountBetween(index, HitKey.IdsAbove(key, index.IsOfPosts) + 1, long.MaxValue, limit)
            : CountBetween(index, 0, HitKey.IdsBelow(key, index.IsOfPosts), limit);
    }

    /// <summary>The rows of all hits of an index, or of the newest where they are not known; whether these are all.</summary>
    public (RowSet Rows, bool AreAll) RowsOrNewest(HitIndex index, SearchColumns all)
    {
        if (Rows(index) is { } known)
        {
            return (known, true);
        }

        var newest = rows.Newest(index, ExpressionOf(index), SearchFacets.MaxHits, all);
        return (newest, newest.Count() < SearchFacets.MaxHits);
    }

    /// <summary>Ranks all hits of an index; false where not all is known that this needs, or where they are too many.</summary>
    public bool RankAll(HitIndex index, RankedHits ranked)
    {
        if (Rows(index) is not { } known || (long)known.Count() * ranked.Terms > MaxRankedAtOnce || rows.Weights(index, ExpressionOf(index)!, known, Query.Scope) is not { } weights)
        {
            return false;
        }

        ranked.TakeAll(known, weights);
        return true;
    }

    /// <summary>The ids of the longest hits of an index; null where the hits are not known.</summary>
    public List<long>? Longest(HitIndex index, int keep) => Rows(index) is { } known ? rows.Columns!.Of(index).Longest(known, keep) : null;

    /// <summary>Hands the newest hits of an index to a collector, up to a limit.</summary>
    public void Collect(HitIndex index, HitFunction.Collector collector, int limit)
    {
        if (ExpressionOf(index) is { } expression)
        {
            snapshot.Try(() => HitFunction.Run(snapshot.Connection[index.Collect].With(expression.Showing).With(limit), collector));
        }
    }

    private long? First(HitIndex index, long? from) =>
        Ids(index, newest: false, from).Select(id => (long?)(index.IsOfPosts ? HitKey.OfPost(id) : HitKey.OfComment(id))).FirstOrDefault();

    // Both indexes are read step by step, so that no more is read than the page needs.
    private IEnumerable<long> Keys(bool newest, long? from)
    {
        using var ofPosts = Ids(HitIndex.Posts, newest, from).Select(HitKey.OfPost).GetEnumerator();
        using var ofComments = Ids(HitIndex.Comments, newest, from).Select(HitKey.OfComment).GetEnumerator();
        var (hasPost, hasComment) = (ofPosts.MoveNext(), ofComments.MoveNext());
        while (hasPost || hasComment)
        {
            var takesPost = hasPost && (!hasComment || (ofPosts.Current > ofComments.Current) == newest);
            yield return takesPost ? ofPosts.Current : ofComments.Current;
            if (takesPost)
            {
                hasPost = ofPosts.MoveNext();
            }
            else
            {
                hasComment = ofComments.MoveNext();
            }
        }
    }

    private IEnumerable<long> Ids(HitIndex index, bool newest, long? from)
    {
        if (ExpressionOf(index) is not { } expression)
        {
            yield break;
        }

        var bound = newest
            ? from is { } below ? HitKey.IdsBelow(below, index.IsOfPosts) : long.MaxValue
            : from is { } above ? HitKey.IdsAbove(above, index.IsOfPosts) : -1;
        if (Rows(index) is { } known)
        {
            foreach (var id in Ids(rows.Columns!.Of(index).Rows, known, newest, bound))
            {
                yield return id;
            }

            yield break;
        }

        var ids = snapshot.Connection[newest ? index.Newest : index.Oldest].With(expression.Text).With(bound);
        while (ids.Read())
        {
            yield return ids.Long(0);
        }
    }

    private static IEnumerable<long> Ids(RowIndex index, RowSet known, bool newest, long bound)
    {
        if (newest)
        {
            for (var row = known.LastBefore(index.FirstFrom(bound)); row >= 0; row = known.LastBefore(row))
            {
                yield return index.IdOf(row);
            }
        }
        else
        {
            for (var row = known.FirstFrom(index.FirstFrom(bound + 1)); row >= 0; row = known.FirstFrom(row + 1))
            {
                yield return index.IdOf(row);
            }
        }
    }

    private long CountBetween(HitIndex index, long first, long end, int limit) =>
        Rows(index) is { } known ? known.CountBetween(rows.Columns!.Of(index).Rows.FirstFrom(first), rows.Columns!.Of(index).Rows.FirstFrom(end))
        : ExpressionOf(index) is { } expression
            ? snapshot.Connection[index.CountBetween].With(expression.Text).With(first).With(end).With(limit + 1).Number() ?? 0
            : 0;

    private static long EndOfThread(long key, bool newest) =>
        newest ? HitKey.OfPost(HitKey.PostOf(key)) : HitKey.OfPost(HitKey.PostOf(key) + 1) - 1;
}

/// <summary>The hits of one thread.</summary>
/// <param name="IsWhole">False where there may be more.</param>
internal sealed record HitsOfThread(List<long> Keys, bool IsWhole = true)
{
    public long Post { get; } = HitKey.PostOf(Keys[0]);
}

/// <summary>Puts posts and comments into one order by date: a post stands before its comments.</summary>
internal static class HitKey
{
    public static long OfPost(long id) => PostId.FirstComment(id) << 1;

    public static long OfComment(long id) => (id << 1) | 1;

    public static bool IsComment(long key) => (key & 1) == 1;

    /// <summary>The id of the comment or post.</summary>
    public static long IdOf(long key) => IsComment(key) ? key >> 1 : PostOf(key);

    /// <summary>The post that it is, or stands under.</summary>
    public static long PostOf(long key) => PostId.OfComment(key >> 1);

    /// <summary>Ids below this one have keys below that one, and no others.</summary>
    public static long IdsBelow(long key, bool posts) => !posts ? key >> 1 : PostOf(key) + (OfPost(PostOf(key)) == key ? 0 : 1);

    /// <summary>Ids above this one have keys above that one, and no others.</summary>
    public static long IdsAbove(long key, bool posts) => posts ? PostOf(key) : (key - 1) >> 1;
}
