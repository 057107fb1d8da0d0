namespace Archive.Storage.Making;

/// <summary>From which source a capture is, and when it was taken.</summary>
/// <param name="Blog">The blog's slug.</param>
/// <param name="CapturedAt">As stored, so that the order of text is the order of time.</param>
/// <param name="Basis">How that is known.</param>
internal sealed record Look(long BlogId, string Blog, long SourceId, string CapturedAt, CaptureBasis Basis);

/// <summary>What a capture brought to the archive.</summary>
internal readonly record struct LookResult(bool IsNewPost, bool IsChanged, int CommentsNew);
