namespace Archive.Storage.ReadingCopy;

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
