namespace Archive.Storage.ReadingCopy;

/// <summary>How a post's title and body stood in an earlier capture, where that differs from the present text.</summary>
public sealed class PostVersion
{
    public long PostId { get; set; }

    public long CaptureId { get; set; }

    public string? Title { get; set; }

    public required string Original { get; set; }
}
