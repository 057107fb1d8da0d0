namespace Archive.Storage;

/// <summary>A file that may be a dump.</summary>
/// <param name="Name">A label for reports and for the kept source.</param>
/// <param name="Read">Opens and reads the bytes, when the importer comes to it.</param>
/// <param name="Blog">The blog whose posts it holds.</param>
public sealed record DumpFile(string Name, Func<byte[]> Read, BlogDescription Blog);

/// <summary>What is known of a blog from outside its dumps: its <c>blog.json</c>, or the command line.</summary>
public sealed record BlogDescription(
    string Slug, string Title, string? Address = null, string? Language = null, string? TimeZone = null,
    string? Author = null, string? About = null);

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
    int PostsNew, int PostsChanged, int PostsUnchanged, int CommentsNew, IReadOnlyList<Problem> Problems);

/// <summary>What an import did.</summary>
/// <param name="Cancelled">A person stopped it between two sources.</param>
public sealed record ImportReport(
    int SourcesNew, int SourcesUnchanged, int SourcesRefused,
    int PostsNew, int PostsChanged, int PostsUnchanged, int CommentsNew, int Problems, bool Cancelled, TimeSpan Elapsed);

/// <summary>The one writer: brings dumps into the archive.</summary>
public sealed class Importer(ArchiveFile archive, TimeProvider clock)
{
    /// <param name="files">Read lazily and in parallel; reported in this order.</param>
    /// <param name="report">Called once for each file, in order, from the caller's flow.</param>
    public Task<ImportReport> ImportAsync(
        IEnumerable<DumpFile> files, ImportChoices choices, Action<SourceReport> report, CancellationToken cancel) =>
        throw new NotImplementedException($"{archive.Path} {clock}");
}
