namespace Archive.Threads.Captures;

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
