namespace Archive.Storage.ReadingCopy;

/// <summary>Where a comment stood in an earlier capture; the latest look is in the comment's own row.</summary>
public sealed class Sighting
{
    public long CommentId { get; set; }

    public long CaptureId { get; set; }

    public required string Number { get; set; }

    public int FirstLine { get; set; }

    public int LastLine { get; set; }
}
