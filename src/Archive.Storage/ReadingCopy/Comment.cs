namespace Archive.Storage.ReadingCopy;

/// <summary>A comment as stored.</summary>
public sealed class Comment
{
    /// <summary>post id &lt;&lt; 20 | n, in the order in which comments came to the archive; never moves.</summary>
    public long Id { get; set; }

    public long PostId { get; set; }

    public long? ParentId { get; set; }

    /// <summary>The place in reading order, from 0; a newer capture may move it.</summary>
    public int Position { get; set; }

    /// <summary>0 at the top.</summary>
    public int Depth { get; set; }

    /// <summary>How many comments stand below this one, at any depth.</summary>
    public int Descendants { get; set; }

    /// <summary>The path as printed in the last capture that holds it: <c>8.5</c>.</summary>
    public required string Number { get; set; }

    /// <summary>The capture that <see cref="Number"/> is of, as <see cref="CaptureDay"/> writes it; null where the number alone is of this comment.</summary>
    public string? NumberOf { get; set; }

    /// <summary>Stable within the post; the permalink is <c>#c</c> and this.</summary>
    public required string Key { get; set; }

    public required CommentStatus Status { get; set; }

    public bool Incomplete { get; set; }

    public string? Author { get; set; }

    public string? Published { get; set; }

    /// <summary>A name alone on the last line of the text: inferred, anybody could type it.</summary>
    public string? InferredSigner { get; set; }

    /// <summary>The text as it came; computed by the database.</summary>
    public string Original { get; private set; } = "";

    /// <summary>The blank lines of <see cref="Original"/> before its text.</summary>
    public string Before { get; set; } = "";

    /// <summary>Those after it.</summary>
    public string After { get; set; } = "";

    /// <summary><see cref="Original"/> where it is more than its text between blank lines; null where it is just that.</summary>
    public string? Written { get; set; }

    /// <summary>Of <see cref="Original"/>.</summary>
    public TextKind Kind { get; set; }

    /// <summary>The HTML where it is more than what is made of the text alone; for printing there is <see cref="Html"/>.</summary>
    public SafeHtml? Markup { get; set; }

    /// <summary>Safe to print; a query that reads a few columns makes it of <see cref="Markup"/> and <see cref="Text"/> in the same way.</summary>
    public SafeHtml Html => ContentRenderer.Stored(Markup, Text);

    /// <summary>The text as search sees it.</summary>
    public required string Text { get; set; }

    public int FirstLine { get; set; }

    public int LastLine { get; set; }

    public long FirstCaptureId { get; set; }

    /// <summary>The capture that came with it first, whenever it was taken; null where that is <see cref="FirstCaptureId"/>.</summary>
    public long? CameCaptureId { get; set; }

    public long LastCaptureId { get; set; }

    /// <summary>The last capture that reaches its place; another than <see cref="LastCaptureId"/> where the comment has vanished since.</summary>
    public long ReachedCaptureId { get; set; }

    /// <summary>The capture whose text is shown; null where that is the last that holds it.</summary>
    public long? TextCaptureId { get; set; }
}

/// <summary>A comment as the pages of its thread show it.</summary>
/// <param name="Length">Characters of its text.</param>
/// <param name="Html">Of its text, or of the beginning of it where <paramref name="IsCut"/>.</param>
/// <param name="Beginning">The first characters of its text, in UTF-8 as it is stored.</param>
/// <param name="IsCut">The page would be too long with all of its text.</param>
public sealed record PageComment(
    long Id, long? ParentId, int Position, int Depth, int Descendants, string Number, string Key, CommentStatus Status,
    bool Incomplete, string? Author, string? Published, string? InferredSigner, SafeHtml Html, int Length, byte[] Beginning, int FirstLine,
    int LastLine, long LastCaptureId, long ReachedCaptureId, string? NumberOf = null, long? TextCaptureId = null, bool IsCut = false)
{
    /// <summary>Characters of <see cref="Beginning"/>: enough to know a comment by.</summary>
    public const int BeginningLength = 200;

    /// <summary>In which order it came to the archive among those of its post; a newer capture brings higher ones.</summary>
    public int Arrival => PostId.Arrival(Id);
}

/// <summary>How a comment stood in an earlier capture, where that differs from the present text or status.</summary>
public sealed class CommentVersion
{
    public long CommentId { get; set; }

    public long CaptureId { get; set; }

    public required CommentStatus Status { get; set; }

    public required string Original { get; set; }

    public TextKind Kind { get; set; }
}

/// <summary>Where a comment stood in an earlier capture; the latest place is in the comment's own row.</summary>
public sealed class Sighting
{
    public long CommentId { get; set; }

    public long CaptureId { get; set; }

    public required string Number { get; set; }

    public int FirstLine { get; set; }

    public int LastLine { get; set; }
}

/// <summary>Another key that leads to a comment: what one of its captures names it by.</summary>
public sealed class CommentOtherKey
{
    public long PostId { get; set; }

    public required string Key { get; set; }

    public long CommentId { get; set; }
}

/// <summary>A comment's status as rows name it.</summary>
internal static class StatusWord
{
    public static string Of(CommentStatus status) => status switch
    {
        CommentStatus.Visible => "visible",
        CommentStatus.Removed => "removed",
        _ => "placeholder",
    };

    /// <param name="word">In UTF-8, as it lies in a row.</param>
    public static CommentStatus Read(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("visible"u8) ? CommentStatus.Visible : word.SequenceEqual("removed"u8) ? CommentStatus.Removed : CommentStatus.Placeholder;
}
