namespace Archive.Storage.ReadingCopy;

/// <summary>A slug that a blog had before it was renamed or merged; its addresses lead on.</summary>
public sealed class BlogName
{
    public required string Slug { get; set; }

    public long BlogId { get; set; }

    /// <summary>Nobody said so, but all that was guessed to be of the slug is known to be of the blog.</summary>
    public bool Guessed { get; set; }
}
