namespace Archive.Storage.ReadingCopy;

/// <summary>One run of the importer that changed something or met a problem.</summary>
public sealed class Import
{
    public long Id { get; set; }

    public required DateTime StartedAt { get; set; }

    public DateTime? FinishedAt { get; set; }

    public required ImportOutcome Outcome { get; set; }

    /// <summary>What it counted; null where its process ended before it did.</summary>
    public int? PostsNew { get; set; }

    public int? PostsChanged { get; set; }

    public int? PostsUnchanged { get; set; }

    public int? CommentsNew { get; set; }

    public int? SourcesNew { get; set; }

    public int? SourcesUnchanged { get; set; }

    public int? SourcesRefused { get; set; }

    /// <summary>When it was taken back; null where it stands.</summary>
    public DateTime? UndoneAt { get; set; }
}

/// <summary>How an import ended.</summary>
public enum ImportOutcome
{
    Running,
    Done,

    /// <summary>Stopped by a person, between two sources.</summary>
    Cancelled,

    /// <summary>The process ended in the middle; what was whole stayed.</summary>
    Interrupted,
}
