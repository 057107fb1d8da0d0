namespace Archive.Storage.ReadingCopy;

/// <summary>A slug that a blog had before it was renamed or merged; its addresses lead on.</summary>
public sealed class BlogName
{
    public required string Slug { get; set; }

    public long BlogId { get; set; }

    /// <summary>Nobody said so; all dumps that were guessed to be of it are known to be of that blog.</summary>
    public bool Guessed { get; set; }
}
