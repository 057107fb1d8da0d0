namespace Archive.Storage.ReadingCopy;

/// <summary>A slug or key that an earlier version gave, where the rules of this one would give another.</summary>
public sealed class GivenAddress
{
    public long Id { get; set; }

    /// <summary>Of the source in which it was given.</summary>
    public required string Sha256 { get; set; }

    /// <summary>Null where the blog has that source no longer.</summary>
    public long? CaptureId { get; set; }

    /// <summary>Where the comment begins in the source; null for the post.</summary>
    public int? Line { get; set; }

    public required string Name { get; set; }
}
