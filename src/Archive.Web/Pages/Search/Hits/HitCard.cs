namespace Archive.Web.Pages.Search.Hits;

/// <summary>A hit as the pages show it.</summary>
/// <param name="Mark">The query that is marked where it is read; empty for nothing.</param>
/// <param name="InThread">The search whose hits are those of its thread alone; null where that is not asked.</param>
internal sealed record HitCard(SearchHit Hit, string Mark, SearchQuery? InThread = null)
{
    /// <summary>The archive has several blogs, and no hit above says of which this one is.</summary>
    public bool NamesBlog { get; init; }

    /// <summary>The query has words to be marked, and not filters alone.</summary>
    public bool HasWords { get; init; } = true;

    /// <summary>Its date tells something: it is its own, or no hit above says the same.</summary>
    public bool TellsDate { get; init; } = true;

    /// <summary>Other hits of its blog have names, so that none is told from them.</summary>
    public bool TellsUnsigned { get; init; }

    public string Address => SearchAddress.Of(Hit, Mark);

    /// <summary>A comment of which only the date of its post is known.</summary>
    public bool IsDatedByPost => Hit.Comment is { Published: null } && Hit.PostPublished is not null;

    /// <summary>All hits of its thread, as the thread has them; null where it has no others than stand here.</summary>
    public string? WholeThread => InThread is not null && Hit.MoreInThread is { Number: > 0 } ? SearchAddress.Of(InThread.ToString()) : null;

    /// <summary>Those that stand below it in the order of the thread, where hits are grouped by it.</summary>
    public IEnumerable<HitCard> Next => (Hit.NextInThread ?? []).Select(next =>
        this with { Hit = next, NamesBlog = false, TellsDate = next.Comment is { Published: not null } });

    /// <summary>The hits of a page, each with what the others leave it to tell.</summary>
    /// <param name="query">The search whose hits they are.</param>
    public static IEnumerable<HitCard> Of(IReadOnlyList<SearchHit> hits, string mark, SearchQuery query, bool namesBlog, bool hasWords)
    {
        var withNames = hits.Concat(hits.SelectMany(hit => hit.NextInThread ?? []))
            .Where(hit => hit.Comment is { } comment && (comment.Author ?? comment.Signer) is not null)
            .Select(hit => hit.Blog)
            .ToHashSet(StringComparer.Ordinal);
        var listed = 0;
        foreach (var (i, hit) in hits.Index())
        {
            var (isFirst, isLast) = (i == 0 || !SamePost(hit, hits[i - 1]), i == hits.Count - 1 || !SamePost(hit, hits[i + 1]));
            listed = (isFirst ? 1 : listed + 1) + (hit.NextInThread?.Count ?? 0);
            var inThread = query.With(AddressOperators.InPost(hit.Blog, hit.Month, hit.Slug)) with { Order = SearchOrder.Old };
            yield return new HitCard(hit, hit.NextInThread is null || mark.Length == 0 ? mark : inThread.ToString(), isLast && !(hit.MoreInThread is { IsExact: true } others && others.Number < listed) ? inThread : null)
            {
                NamesBlog = namesBlog && isFirst,
                HasWords = hasWords,
                TellsDate = isFirst || hit.Comment is not { Published: null },
                TellsUnsigned = withNames.Contains(hit.Blog),
            };
        }
    }

    public string ParentAddress(HitParent parent) => PostAddress.Comment(PostAddress.Marked(SearchAddress.PostOf(Hit), HasWords ? Mark : ""), parent.Key);

    private static bool SamePost(SearchHit one, SearchHit other) => one.Name.PostId == other.Name.PostId;
}
