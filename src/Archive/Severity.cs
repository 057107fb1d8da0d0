namespace Archive;

/// <summary>How much a problem costs the reader of the archive.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing was lost (two readings were possible and one was chosen).</summary>
    Note,

    /// <summary>Something is missing or unsure, and the archive shows it as such.</summary>
    Warning,

    /// <summary>Something could not be used at all.</summary>
    Error,
}
