namespace Archive.Storage.Staging;

/// <summary>The most that a keeper may bring at once.</summary>
public sealed record StageLimits
{
    /// <summary>Of one file; more is no dump.</summary>
    public long FileBytes { get; init; } = DumpFormats.MaxDumpBytes;

    /// <summary>Of all files of a stage, those of its zips as well: a blog of 10,000 dumps takes a tenth of it.</summary>
    public long StageBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Files of a stage.</summary>
    public int Files { get; init; } = 20_000;

    /// <summary>What must stay free on the disk: the record and its copy have to grow as well.</summary>
    public long FreeBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>How many times larger than its zip a content may be; text shrinks to a tenth, a bomb to a thousandth.</summary>
    public int ZipRatio { get; init; } = 100;

    /// <summary>How long what nobody confirms is held.</summary>
    public TimeSpan Unconfirmed { get; init; } = TimeSpan.FromHours(48);

    /// <summary>How long files that an import refused are held, to be fetched and mended.</summary>
    public TimeSpan Refused { get; init; } = TimeSpan.FromDays(30);
}

/// <summary>Files that a keeper brought together.</summary>
/// <param name="Noise">How many files a system had put beside them, and were left out.</param>
/// <param name="IsConfirmed">They are to be imported.</param>
/// <param name="Blog">Whose dumps all of them are, on a keeper's word; null where the files themselves say it.</param>
public sealed record Stage(long Id, string? Keeper, DateTimeOffset BeganAt, int Noise, bool IsConfirmed, StagedBlog? Blog)
{
    /// <summary>When its import ended, since when it holds only the files that were refused; null before.</summary>
    public DateTimeOffset? ImportedAt { get; init; }
}

/// <summary>One file of a stage.</summary>
/// <param name="Name">A label, never a path.</param>
/// <param name="Refusal">Why it cannot be read; null where it can, or was not tried yet.</param>
/// <param name="IsTried">A process of its own has read it.</param>
/// <param name="IsLeftOut">The keeper does not want it.</param>
public sealed record StagedFile(int Number, string Name, long Bytes, string Sha256, string? Refusal, bool IsTried, bool IsLeftOut)
{
    /// <summary>It is plainly no dump and was never called one, such as a picture among dumps: refused, and nothing that the record must know.</summary>
    public bool IsInPassing { get; init; }

    /// <summary>It can be read, and the keeper wants it.</summary>
    public bool IsWanted => IsTried && !IsLeftOut && Refusal is null;

    /// <summary>It is wanted, or says of those beside it why they are not.</summary>
    public bool IsHeard => IsWanted || (IsDescription && IsTried && !IsLeftOut);

    /// <summary>It only says whose the dumps beside it are.</summary>
    public bool IsDescription => DumpFiles.IsDescription(Name[(Name.LastIndexOf('/') + 1)..]);
}

/// <summary>A file that was brought and could not be taken.</summary>
/// <param name="Name">A label, never a path.</param>
public sealed record UntakenFile(string Name, string Reason);

/// <summary>Nothing more can be brought; the message says why.</summary>
public sealed class StageFullException(string message) : Exception(message);
