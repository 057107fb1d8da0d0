namespace Archive.Web.Pages.Search;

/// <summary>A hit as the pages show it.</summary>
/// <param name="Mark">The query that is marked where it is read; empty for nothing.</param>
/// <param name="Reading">The search whose hit it is, for the way to the others of its thread; null where that is not asked.</param>
internal sealed record HitCard(SearchHit Hit, string Mark, QueryReading? Reading = null)
{
    /// <summary>The archive has several blogs, so that a hit says of which it is.</summary>
    public bool NamesBlog { get; init; }

    public string Address => SearchAddress.Of(Hit, Mark);

    public string PostLink => SearchAddress.Of(Hit with { Comment = null }, Mark);

    /// <summary>A comment of which only the date of its post is known.</summary>
    public bool IsDatedByPost => Hit.Comment is { Published: null } && Hit.PostPublished is not null;

    /// <summary>The other hits of the thread; null where there are none.</summary>
    public string? MoreInThread => Reading is not null && Hit.MoreInThread is { Number: > 0 }
        ? Reading.With(new SearchFilter(AddressOperators.Post, Hit.Slug))
        : null;

    public string ParentAddress(HitParent parent) => PostAddress.Comment(PostLink, parent.Key);
}
