using Archive.Content;

namespace Archive.Dumps;

/// <summary>One comment as a dump gives it.</summary>
/// <remarks>A thread is a flat list in reading order; <see cref="Parent"/> points back into it, so nothing needs to recurse.</remarks>
public sealed record DumpComment
{
    /// <summary>The index in <see cref="DumpPost.Comments"/> of the comment that this one answers; null at the top.</summary>
    public int? Parent { get; init; }

    /// <summary>0 at the top, 1 for a reply to a top comment, and so on.</summary>
    public int Depth { get; init; }

    /// <summary>The number in its own list, as printed: 5 for comment <c>8.5</c>. See <see cref="CommentNumber"/>.</summary>
    public int Ordinal { get; init; }

    /// <summary>The blog platform's own id of the comment, where the dump gives one.</summary>
    public string? Key { get; init; }

    public string? Author { get; init; }

    /// <summary>As <see cref="DumpPost.Published"/>; null too where only a time of day is printed.</summary>
    public string? Published { get; init; }

    /// <summary>The line of author and time as printed before the text, where one survived; null where none did.</summary>
    public string? Heading { get; init; }

    public CommentStatus Status { get; init; }

    /// <summary>The dump breaks off inside this comment.</summary>
    public bool Incomplete { get; init; }

    /// <summary>The text as it stands in the dump, its indentation taken off, lines joined by LF, blank lines at either end included.</summary>
    public string Original { get; init; } = "";

    public TextKind Kind { get; init; }

    public WrittenText Written => new(Original, Kind);

    /// <summary>The words alone, without blank lines at either end.</summary>
    public string BodyText => Written.ToText();

    /// <summary>From the line of its number to the line that closes it, replies not included.</summary>
    public LineRange Lines { get; init; }
}

/// <summary>What a dump shows in a comment's place.</summary>
public enum CommentStatus
{
    /// <summary>Its text.</summary>
    Visible,

    /// <summary>The notice that its author or an administrator removed it.</summary>
    Removed,

    /// <summary>Nothing: that it existed is known only from its replies.</summary>
    Placeholder,
}
