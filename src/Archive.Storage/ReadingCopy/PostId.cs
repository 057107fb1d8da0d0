namespace Archive.Storage.ReadingCopy;

/// <summary>The layout of row ids: they lie in order of date, so that newest first is a range of ids.</summary>
/// <remarks>post = day &lt;&lt; 20 | n of that day; comment = post &lt;&lt; 20 | n of that post. 62 bits in all up to the year 9999.</remarks>
public static class PostId
{
    /// <summary>Posts of one day, and comments of one post, that an archive can hold.</summary>
    public const int MaxPerDay = 1 << 20, MaxComments = Threads.Captures.ArrangedPost.MaxComments;

    /// <summary>The first id of a day; an unknown date is day 0.</summary>
    public static long FirstOf(string? published) => (long)Day(published) << 20;

    public static long FirstComment(long postId) => postId << 20;

    public static long OfComment(long commentId) => commentId >> 20;

    /// <summary>The last part of a comment's id: in which order it came to the archive among those of its post.</summary>
    public static int Arrival(long commentId) => (int)(commentId & (MaxComments - 1));

    private static int Day(string? published) =>
        published is { Length: >= 10 } && DateOnly.TryParseExact(published.AsSpan(0, 10), "yyyy-MM-dd", out var day)
            ? day.DayNumber + 1
            : 0;
}
