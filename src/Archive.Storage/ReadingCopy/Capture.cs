namespace Archive.Storage.ReadingCopy;

/// <summary>One look at a post, from one source.</summary>
public sealed class Capture
{
    public long Id { get; set; }

    public long PostId { get; set; }

    public long SourceId { get; set; }

    public required DateTime CapturedAt { get; set; }

    public required CaptureBasis CapturedBasis { get; set; }

    public int? DeclaredComments { get; set; }

    public int FoundComments { get; set; }

    public required CaptureReach Reach { get; set; }

    public int? FirstLine { get; set; }

    public int? LastLine { get; set; }

    /// <summary>The turn of a post in its source, from 0, by the id of the capture.</summary>
    public static int TurnOf(long id) => RowId.TurnOf(id);
}

/// <summary>What a keeper said of a capture and another one of its blog.</summary>
public sealed class JudgedCapture
{
    public long Id { get; set; }

    public long BlogId { get; set; }

    public long SourceId { get; set; }

    /// <summary>Its turn in the source.</summary>
    public int Post { get; set; }

    public long CaptureId { get; set; }

    public long OtherCaptureId { get; set; }

    /// <summary>They are of one post.</summary>
    public bool Same { get; set; }
}

/// <summary>Says where in its thread a capture would have whatever stands there, so that what it lacks was gone.</summary>
public enum CaptureReach
{
    Whole,

    /// <summary>Between the first and the last of the comments that it shares with another capture.</summary>
    Between,

    None,
}

/// <summary>How the time of a capture is known.</summary>
public enum CaptureBasis
{
    /// <summary>The dump says it.</summary>
    Dump,

    /// <summary>The person who imported it said it.</summary>
    Given,

    /// <summary>Nobody said; it is the time of the import, so the capture is no later than that.</summary>
    Import,
}
