namespace Archive.Storage.Keeping;

/// <summary>What became of one file.</summary>
public enum SourceOutcome
{
    New,
    Unchanged,
    Refused,
}

/// <summary>One file of an import, as it is told to whoever watches.</summary>
public sealed record SourceReport(
    string File, string Sha256, long Bytes, SourceOutcome Outcome,
    int PostsNew, int PostsChanged, int PostsUnchanged, int CommentsNew, IReadOnlyList<Problem> Problems, BlogDescription Blog);

/// <summary>What an import did.</summary>
/// <param name="Cancelled">A person stopped it between two sources.</param>
public sealed record ImportReport(
    int SourcesNew, int SourcesUnchanged, int SourcesRefused,
    int PostsNew, int PostsChanged, int PostsUnchanged, int CommentsNew, int Problems, bool Cancelled, TimeSpan Elapsed);
