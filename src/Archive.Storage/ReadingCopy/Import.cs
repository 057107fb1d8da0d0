namespace Archive.Storage.ReadingCopy;

/// <summary>One run of the importer that changed something or met a problem.</summary>
public sealed class Import
{
    public long Id { get; set; }

    public required DateTime StartedAt { get; set; }

    public DateTime? FinishedAt { get; set; }

    public required ImportOutcome Outcome { get; set; }

    /// <summary>Null where its process ended before it counted.</summary>
    public ImportCounts? Counts { get; set; }

    /// <summary>When it was taken back; null where it stands.</summary>
    public DateTime? UndoneAt { get; set; }

    /// <summary>The keeper who imported, by the name of that time; null where it was at a terminal.</summary>
    public string? Keeper { get; set; }
}

/// <summary>How an import ended.</summary>
public enum ImportOutcome
{
    Running,
    Done,

    /// <summary>Stopped between two sources: by a person, or with the server.</summary>
    Cancelled,

    /// <summary>The process ended in the middle; what was whole stayed.</summary>
    Interrupted,
}
