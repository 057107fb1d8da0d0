using Archive.Dumps;

namespace Archive.Threads;

/// <summary>What of a comment matters for its place and its identity in a thread.</summary>
/// <remarks>A thread is a list in reading order: a parent stands before its replies.</remarks>
public sealed record ThreadComment
{
    /// <summary>The index in the list of the comment that this one answers; <see cref="ThreadOrder.Top"/> where it answers none.</summary>
    public int Parent { get; init; } = ThreadOrder.Top;

    /// <summary>The blog platform's own id, where it is known.</summary>
    public string? PlatformId { get; init; }

    public string? Author { get; init; }

    /// <summary>As <see cref="DumpComment.Published"/>.</summary>
    public string? Published { get; init; }

    public CommentStatus Status { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Texts that this comment had in other captures.</summary>
    public IReadOnlyList<string> OtherTexts { get; init; } = [];

    /// <summary>Its capture ends inside it, so that its text is the beginning of one.</summary>
    public bool BreaksOff { get; init; }

    /// <summary>Its capture was read in doubt, so that its text may hold more than it, and its place may be another's.</summary>
    public bool IsInDoubt { get; init; }

    /// <summary>Its number in the whole thread, where a page of comments says with which it begins; null below the top, and elsewhere.</summary>
    public int? NumberInAll { get; init; }

    /// <summary>That number counts replies too, and not top comments alone.</summary>
    public bool CountsReplies { get; init; }

    /// <summary>The number that its list gives it.</summary>
    public int Ordinal { get; init; }

    /// <summary>It was not in the latest capture of the thread.</summary>
    public bool HasVanished { get; init; }
}
