using Microsoft.Data.Sqlite;

namespace Archive.Storage.Searching;

/// <summary>A query while it is asked on one connection.</summary>
internal sealed class HitSearch
{
    /// <summary>Hits that one page grouped by thread looks at, at most.</summary>
    private const int MaxLookedThrough = 20_000;

    private readonly Connection connection;
    private readonly SearchExpression? posts;
    private readonly SearchExpression? comments;

    public HitSearch(Connection connection, SearchQuery query, Expansion expansion)
    {
        this.connection = connection;
        if (query.Root is not null)
        {
            posts = HitIndex.Posts.Expression(query, expansion);
            comments = HitIndex.Comments.Expression(query, expansion);
        }
    }

    /// <summary>Something was stopped: what was given is not all.</summary>
    public bool CutShort { get; private set; }

    public SearchExpression? ExpressionOf(HitIndex index) => index.IsOfPosts ? posts : comments;

    /// <summary>A page of keys by date, and where the next begins.</summary>
    public (List<long> Keys, long? Next) Page(bool newest, long? from, int size)
    {
        var keys = new List<long>(size + 1);
        Guard(() =>
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

        return (keys, (more || CutShort) && keys.Count > 0 ? keys[^1] : null);
    }

    /// <summary>A page of the first keys of each thread with the number of its other hits, and where the next begins.</summary>
    public (List<(long Key, HitCount More)> Threads, long? Next) PageOfThreads(bool newest, long? from, int size)
    {
        var threads = new List<(long Key, HitCount More)>(size);
        long? next = null;
        Guard(() =>
        {
            var looked = 0;
            long last = 0;
            foreach (var key in Keys(newest, from))
            {
                var sameThread = threads.Count > 0 && HitKey.PostOf(threads[^1].Key) == HitKey.PostOf(key);
                if (looked++ == MaxLookedThrough || (!sameThread && threads.Count == size))
                {
                    // The rest of a thread that is too long to look through is passed over.
                    next = sameThread ? EndOfThread(key, newest) : last;
                    threads[^1] = sameThread ? (threads[^1].Key, threads[^1].More with { IsExact = false }) : threads[^1];
                    return;
                }

                if (sameThread)
                {
                    threads[^1] = (threads[^1].Key, new HitCount(threads[^1].More.Number + 1, true));
                }
                else
                {
                    threads.Add((key, new HitCount(0, true)));
                }

                last = key;
            }
        });
        return (threads, next ?? (CutShort && threads.Count > 0 ? threads[^1].Key : null));
    }

    /// <summary>How many hits an index has, up to a limit.</summary>
    public HitCount Count(HitIndex index, int limit)
    {
        if (ExpressionOf(index) is not { } expression)
        {
            return new HitCount(0, true);
        }

        long? found = null;
        Guard(() => found = connection[index.Count].With(expression.Text).With(limit + 1).Number());
        return found is { } number ? new HitCount(Math.Min(number, limit), number <= limit) : new HitCount(0, false);
    }

    public bool HasMoreThan(HitIndex index, int number)
    {
        var has = false;
        Guard(() => has = ExpressionOf(index) is { } expression
            && connection[index.Beyond].With(expression.Text).With(number).Number() is not null);
        return has;
    }

    /// <summary>How many hits a post and its thread have, up to a limit.</summary>
    public HitCount CountInThread(long post, int limit)
    {
        long found = 0;
        Guard(() => found =
            CountBetween(HitIndex.Posts, post, post + 1, limit)
            + CountBetween(HitIndex.Comments, PostId.FirstComment(post), PostId.FirstComment(post + 1), limit));
        return new HitCount(Math.Min(found, limit), found <= limit && !CutShort);
    }

    /// <summary>Hands the newest so many hits of an index to a collector.</summary>
    public void Collect(HitIndex index, HitCollector collector, int limit)
    {
        if (ExpressionOf(index) is { } expression)
        {
            Guard(() => HitFunction.Run(connection[index.Collect].With(expression.Text).With(limit), collector));
        }
    }

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
        var ids = connection[newest ? index.Newest : index.Oldest].With(expression.Text).With(bound);
        while (ids.Read())
        {
            yield return ids.Long(0);
        }
    }

    private long CountBetween(HitIndex index, long first, long end, int limit) =>
        ExpressionOf(index) is { } expression
            ? connection[index.CountBetween].With(expression.Text).With(first).With(end).With(limit + 1).Number() ?? 0
            : 0;

    private static long EndOfThread(long key, bool newest) =>
        newest ? HitKey.OfPost(HitKey.PostOf(key)) : HitKey.OfPost(HitKey.PostOf(key) + 1) - 1;

    // What was found before the time was over is shown.
    private void Guard(Action ask)
    {
        if (CutShort)
        {
            return;
        }

        try
        {
            ask();
        }
        catch (SqliteException stopped) when (SearchConnections.WasStopped(stopped))
        {
            CutShort = true;
        }
    }
}
