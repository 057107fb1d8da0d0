namespace Archive.Dumps;

/// <summary>How far a look at a post reaches: of what lies beyond, it cannot say that it is gone.</summary>
public sealed record DumpReach
{
    public static readonly DumpReach Whole = new();

    /// <summary>The body ends before its end: the dump breaks off in it, or the page shows only its beginning.</summary>
    public bool BodyIsCut { get; init; }

    public ThreadReach Thread { get; init; }

    /// <summary>The line at which the dump breaks off; null where it does not.</summary>
    public int? BrokenOffAt { get; init; }

    /// <summary>The number of the first comment of the page, from 1; null where nothing says it.</summary>
    public int? From { get; init; }

    /// <summary>The numbers are those of a pager, which counts replies too; else those of a list, which counts its own comments alone.</summary>
    public bool CountsReplies { get; init; }

    /// <summary>The last; null where nothing says it.</summary>
    public int? To { get; init; }
}

/// <summary>How much of a thread a dump shows.</summary>
public enum ThreadReach
{
    /// <summary>All of it: as many comments as the page declares.</summary>
    Whole,

    /// <summary>Fewer comments than the page declares, or it declares none; the others were dropped, or stand on other pages.</summary>
    Fewer,

    /// <summary>Its beginning: the dump breaks off in it.</summary>
    BrokenOff,

    /// <summary>One page of comments out of several.</summary>
    Page,

    /// <summary>Nothing, or a count alone.</summary>
    Absent,

    /// <summary>What the reader could tell apart; other lines may hold more.</summary>
    InPart,
}
