namespace Archive.Threads.Captures;

/// <summary>One look at a post: what it says, when it was taken, and its turn among those that were taken at the same moment.</summary>
/// <param name="Id">In the order in which captures came to the archive.</param>
/// <param name="Taken">UTC in ISO 8601 to the second, so that the order of text is the order of time.</param>
public sealed record PostCapture(long Id, string Taken, ArrangedPost Post)
{
    /// <summary>Names that were given to what stands in it before names were made of all captures.</summary>
    public GivenNames Given { get; init; } = GivenNames.None;

    /// <summary>The day of an open date as all dumps of the blog together have it; null where they leave it open too.</summary>
    public string? InferredDay { get; init; }

    /// <summary>In the order in which they were taken; those of one moment as they came.</summary>
    public int CompareTo(PostCapture other)
    {
        var byTime = string.CompareOrdinal(Taken, other.Taken);
        return byTime != 0 ? byTime : Id.CompareTo(other.Id);
    }
}

/// <summary>A keeper's word on two sightings: they are of two comments, whatever they show.</summary>
/// <param name="One">The id of a capture, as is <paramref name="Other"/>.</param>
/// <param name="OneAt">The place of the comment in that capture's thread, as is <paramref name="OtherAt"/> in the other's.</param>
public readonly record struct PartedSightings(long One, int OneAt, long Other, int OtherAt);

/// <summary>Names that an earlier version of the program gave to a post and to its comments, tied to places in one capture.</summary>
/// <param name="Slug">The post's; null where none was given.</param>
/// <param name="Keys">In the order in which they count: the first of a comment is its key, further ones lead to it.</param>
public sealed record GivenNames(string? Slug, IReadOnlyList<GivenKey> Keys)
{
    public static readonly GivenNames None = new(null, []);
}

/// <summary>A key that was given to a comment.</summary>
/// <param name="Line">Of the source, where the comment begins.</param>
public sealed record GivenKey(int Line, string Key);
