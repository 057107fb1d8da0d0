namespace Archive.Storage.ReadingCopy;

/// <summary>The kept original of a dump.</summary>
public sealed class Source
{
    public long Id { get; set; }

    public long BlogId { get; set; }

    public long ImportId { get; set; }

    /// <summary>Of the original bytes, lower-case hex.</summary>
    public required string Sha256 { get; set; }

    /// <summary>A label to show, never a path to open.</summary>
    public required string FileName { get; set; }

    public required string Format { get; set; }

    /// <summary>The size before compression.</summary>
    public long Bytes { get; set; }

    /// <summary>The original bytes under Brotli; see <see cref="SourceBytes"/>.</summary>
    public required byte[] Content { get; set; }

    public required DateTime ImportedAt { get; set; }

    public int ReaderVersion { get; set; }
}
