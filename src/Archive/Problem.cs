namespace Archive;

/// <summary>Something in a dump that could not be used, or not for certain, with its line and the reason.</summary>
/// <param name="Severity">How much it costs.</param>
/// <param name="Line">The line of the source, counted from 1, or null where it concerns the whole file.</param>
/// <param name="Message">A sentence for a person; it may quote the dump and is never printed unescaped.</param>
public sealed record Problem(Severity Severity, int? Line, string Message);

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
