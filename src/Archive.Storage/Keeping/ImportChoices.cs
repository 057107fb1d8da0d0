namespace Archive.Storage.Keeping;

/// <summary>Choices of one import.</summary>
public sealed record ImportChoices
{
    /// <summary>The name of a format to read in place of recognising it.</summary>
    public string? Format { get; init; }

    /// <summary>When the captures were taken, for dumps that do not say.</summary>
    public DateTimeOffset? Captured { get; init; }

    /// <summary>Do everything except keep it.</summary>
    public bool DryRun { get; init; }
}
