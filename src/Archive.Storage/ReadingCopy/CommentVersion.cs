using Archive.Dumps;

namespace Archive.Storage.ReadingCopy;

/// <summary>How a comment stood in an earlier capture, where that differs from the present text or status.</summary>
public sealed class CommentVersion
{
    public long CommentId { get; set; }

    public long CaptureId { get; set; }

    public required CommentStatus Status { get; set; }

    public required string Original { get; set; }
}
