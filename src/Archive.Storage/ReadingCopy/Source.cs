namespace Archive.Storage.ReadingCopy;

/// <summary>The kept original of a dump as it is listed; its bytes are in the record.</summary>
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

    public required DateTime ImportedAt { get; set; }

    /// <summary>When it was taken from the blog, and how that is known.</summary>
    public required DateTime CapturedAt { get; set; }

    public required CaptureBasis CapturedBasis { get; set; }

    public int ReaderVersion { get; set; }
}

/// <summary>A problem that an import met, as stored.</summary>
public sealed class SourceProblem
{
    public long Id { get; set; }

    public long ImportId { get; set; }

    /// <summary>Null where the file was refused and so not kept.</summary>
    public long? SourceId { get; set; }

    public required string FileName { get; set; }

    public required string Sha256 { get; set; }

    public required Severity Severity { get; set; }

    public int? Line { get; set; }

    public required string Message { get; set; }
}
