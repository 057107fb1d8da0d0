namespace Archive.Storage.ReadingCopy;

/// <summary>Another key that leads to a comment: what one of its captures names it by.</summary>
public sealed class CommentOtherKey
{
    public long PostId { get; set; }

    public required string Key { get; set; }

    public long CommentId { get; set; }
}
