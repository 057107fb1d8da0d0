namespace Archive.Storage.ReadingCopy;

/// <summary>The layout of row ids: the number of a group, and 20 bits that count within it.</summary>
/// <remarks>
/// The group of a post is its day, of a comment or a link its post, of a capture its source, of a problem or a given address its entry of
/// the record. Rows lie in order of groups, so that all of one group, and newest first, are ranges of ids. A comment's id has 62 bits up to
/// the year 9999.
/// </remarks>
internal static class RowId
{
    /// <summary>The bits of the last part.</summary>
    public const int BitsOfTurn = 20;

    /// <summary>Rows of one group that can be stored.</summary>
    public const int MaxPerGroup = 1 << BitsOfTurn;

    /// <param name="turn">Counted within the group.</param>
    public static long Of(long group, int turn) => First(group) | (long)turn;

    /// <summary>The first id of a group; those of the next begin behind its last.</summary>
    public static long First(long group) => group << BitsOfTurn;

    public static long GroupOf(long id) => id >> BitsOfTurn;

    public static int TurnOf(long id) => (int)(id & (MaxPerGroup - 1));

    /// <summary>The condition in SQL that an id is of a group.</summary>
    /// <param name="id">An expression, as is <paramref name="group"/>.</param>
    public static string IsOf(string id, string group) => $"{id} >= {group} << {BitsOfTurn} AND {id} < ({group} + 1) << {BitsOfTurn}";
}

/// <summary>The ids of posts and comments: they lie in order of date.</summary>
public static class PostId
{
    /// <summary>Posts of one day, and comments of one post, that an archive can hold.</summary>
    public const int MaxPerDay = RowId.MaxPerGroup, MaxComments = Threads.Captures.ArrangedPost.MaxComments;

    /// <summary>From here on the ids of posts whose day is known; those before it have no order that anybody knows.</summary>
    public const long FirstDated = 1L << RowId.BitsOfTurn;

    /// <summary>The first id of a day; an unknown date is day 0.</summary>
    public static long FirstOf(string? date) => RowId.First(Day(date));

    /// <summary>Whether an id lies in the day of a date.</summary>
    internal static bool IsOf(long postId, string? date) => RowId.GroupOf(postId) == Day(date) && RowId.TurnOf(postId) > 0;

    public static long FirstComment(long postId) => RowId.First(postId);

    public static long OfComment(long commentId) => RowId.GroupOf(commentId);

    /// <summary>The last part of a comment's id: in which order it came to the archive among those of its post.</summary>
    public static int Arrival(long commentId) => RowId.TurnOf(commentId);

    private static int Day(string? date) => IsoDate.DayOf(date) is { } day ? day.DayNumber + 1 : 0;
}
