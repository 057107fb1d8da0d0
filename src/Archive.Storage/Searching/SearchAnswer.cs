namespace Archive.Storage.Searching;

/// <summary>A page of hits.</summary>
/// <param name="Expansion">How the vocabulary of the archive widened the query.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="IsRankedInPart">Only the newest hits were put in order: <see cref="ArchiveSearch.MaxRanked"/> comments and <see cref="ArchiveSearch.MaxRankedPosts"/> posts.</param>
/// <param name="CutShort">The search took too long and was stopped: there may be more hits than are shown and counted.</param>
public sealed record SearchAnswer(
    Expansion Expansion, IReadOnlyList<SearchHit> Hits, HitCount Posts, HitCount Comments, SearchPlace? Next, bool IsRankedInPart,
    bool CutShort)
{
    /// <summary>There are more hits than an order by relevance or length shows.</summary>
    public bool EndsInOrder { get; init; }

    /// <summary>Posts and comments together.</summary>
    public HitCount Total => Posts.And(Comments);

    /// <summary>The same with the numbers of facets, where these counted further.</summary>
    public SearchAnswer CountedBy(SearchFacets facets) => CutShort || Total.IsExact || !facets.IsWhole
        ? this
        : this with { Posts = new HitCount(facets.CountedPosts, true), Comments = new HitCount(facets.Counted - facets.CountedPosts, true) };
}

/// <summary>How many hits there are.</summary>
/// <param name="IsExact">False where there are more than this number.</param>
public readonly record struct HitCount(long Number, bool IsExact)
{
    public HitCount And(HitCount other) => new(Number + other.Number, IsExact && other.IsExact);
}

/// <summary>Where a page of hits begins; in an address <c>from=…</c>, opaque and stable.</summary>
public readonly record struct SearchPlace(long Value);

/// <summary>A hit among all posts and comments; in an address <c>hit=…</c>, opaque and stable.</summary>
public readonly record struct HitName(long Value)
{
    /// <summary>The id of the post that it is, or stands under.</summary>
    public long PostId => HitKey.PostOf(Value);
}

/// <summary>The turn of one hit among all of a query, and its neighbours.</summary>
/// <param name="Before">How many hits come before it.</param>
public sealed record HitTurn(HitCount Before, HitCount Total, SearchHit? Previous, SearchHit? Next);

/// <summary>One place where a query is met.</summary>
/// <param name="Blog">The blog's slug.</param>
/// <param name="Month"><c>2014-02</c> or <c>undated</c>.</param>
/// <param name="Slug">The post's.</param>
/// <param name="Title">The post's; null where it has none.</param>
/// <param name="PostPublished">The post's date, as fine as known.</param>
public sealed record SearchHit(string Blog, string Month, string Slug, string? Title, string? PostPublished)
{
    public required HitName Name { get; init; }

    /// <summary>Of its blog.</summary>
    public string? BlogTitle { get; init; }

    /// <summary>Who writes its blog; null where nobody said so.</summary>
    public string? BlogAuthor { get; init; }

    /// <summary>The post's day where that is inferred and no dump says it; see <see cref="Post.InferredPublished"/>.</summary>
    public string? PostInferred { get; init; }

    /// <summary>Null where the post itself is meant.</summary>
    public CommentHit? Comment { get; init; }

    /// <summary>The post's author where the post is meant.</summary>
    public string? Author { get; init; }

    /// <summary>The time of the first capture that holds it.</summary>
    public string? Captured { get; init; }

    /// <summary>Plain text around the match; what matches stands between <see cref="QueryMarks.MarkStart"/> and <see cref="QueryMarks.MarkEnd"/>. Of a post, its title may hold matches too: see <see cref="TitleMarked"/>.</summary>
    public required string Snippet { get; init; }

    /// <summary>The comment's own date, or else its post's; null where neither is known.</summary>
    public string? Published => Comment?.Published ?? PostPublished;

    /// <summary>The title with marks.</summary>
    public string? TitleMarked { get; init; }

    /// <summary>How many other hits the same post and thread have; null where nobody counted.</summary>
    public HitCount? MoreInThread { get; init; }

    /// <summary>The next of these others in the order of the thread; null where hits are not grouped by thread.</summary>
    public IReadOnlyList<SearchHit>? NextInThread { get; init; }
}

/// <summary>The facts of a comment that meets a query.</summary>
/// <param name="Signer">The name on its last line where that occurs again in the archive: inferred, anybody could type it.</param>
/// <param name="Published">Its own date; null where the dump gives none.</param>
/// <param name="Parents">The comments that it answers, the top of the thread first.</param>
/// <param name="NumberOf">The capture that its number is of, as in <see cref="Comment.NumberOf"/>.</param>
public sealed record CommentHit(
    string Key, string Number, string? Author, string? Signer, string? Published, bool IsRemoved, IReadOnlyList<HitParent> Parents,
    string? NumberOf = null)
{
    /// <summary>Its place in the thread, from 0.</summary>
    public int Position { get; init; }
}

/// <summary>A comment that a hit answers, at some remove.</summary>
/// <param name="Position">Its place in the thread, from 0.</param>
/// <param name="Opening">Its first words.</param>
/// <param name="NumberOf">The capture that its number is of, as in <see cref="Comment.NumberOf"/>.</param>
public sealed record HitParent(string Key, string Number, int Position, string? Author, string? Signer, string Opening, string? NumberOf = null);

/// <summary>A query that asks for less, and its number of hits.</summary>
public sealed record CountedRelaxation(Relaxation Relaxation, HitCount Count);

/// <summary>Where words were first used, and how their use went on.</summary>
/// <param name="Post">The first post that has them; an undated one only where no other has them.</param>
/// <param name="Comment">The first comment that has them, likewise.</param>
/// <param name="Curve">The hits by month; null where counting would take too long.</param>
/// <param name="Passed">The first month from which on more comments than posts have them, where before it they were the posts'; null where that is not so.</param>
public sealed record FirstSaid(SearchHit? Post, SearchHit? Comment, SearchCurve? Curve, string? Passed)
{
    /// <summary>A post can meet the query; one that asks for comments, no post can.</summary>
    public bool AsksPosts { get; init; }

    /// <summary>A comment can meet the query.</summary>
    public bool AsksComments { get; init; }

    /// <summary>The search took too long and was stopped before the first post or comment was found.</summary>
    public bool CutShort { get; init; }

    /// <summary>The month from which on comments outnumber posts, where until then no more comments than posts had them.</summary>
    internal static string? PassedIn(IReadOnlyList<MonthHits> months)
    {
        var first = months.Count;
        while (first > 0 && months[first - 1].Comments > months[first - 1].Posts)
        {
            first--;
        }

        var before = months.Take(first).ToList();
        return first < months.Count && before.Count > 0 && before.Sum(month => (long)month.Posts) >= before.Sum(month => (long)month.Comments) ? months[first].Month : null;
    }
}
