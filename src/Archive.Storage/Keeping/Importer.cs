using System.Diagnostics;

namespace Archive.Storage.Keeping;

/// <summary>The one writer: brings dumps into the archive.</summary>
public sealed class Importer(ArchiveFolder archive, TimeProvider clock)
{
    /// <summary>Files that are read ahead of the writer, for each core: enough to keep it busy, few enough to hold in memory.</summary>
    private const int ReadAheadPerCore = 4;

    /// <param name="files">Read lazily and in parallel; reported in this order.</param>
    /// <param name="report">Called once for each file, in order, from the caller's flow, when it is safely stored.</param>
    /// <param name="cancel">Stops between two sources; what was stored stays, and is whole.</param>
    /// <exception cref="ArchiveBusyException">Another process is importing.</exception>
    public async Task<ImportReport> ImportAsync(
        IEnumerable<DumpFile> files, ImportChoices choices, Action<SourceReport> report, CancellationToken cancel)
    {
        if (choices.Format is { } format && DumpFormats.All.All(known => known.Name != format))
        {
            throw new ArgumentException($"there is no format '{format}'", nameof(choices));
        }

        var elapsed = Stopwatch.StartNew();
        using var writer = archive.OpenWriter();
        using var known = new KnownSources(archive);
        using var run = new ImportRun(writer, choices, report, clock);
        await foreach (var (file, source) in InOrder(
            files, file => (file, PreparedSource.Read(file.Read, choices.Format, sha256 => known.Contains(file.Blog.Slug, sha256))), cancel))
        {
            run.Take(file, source);
        }

        run.Finish(cancel.IsCancellationRequested);
        return new ImportReport(run.Counts, run.Problems, cancel.IsCancellationRequested, elapsed.Elapsed);
    }

    // A window over the files: its width bounds the memory whatever their number, and its order is theirs.
    private static async IAsyncEnumerable<(DumpFile File, PreparedSource Source)> InOrder(
        IEnumerable<DumpFile> files,
        Func<DumpFile, (DumpFile File, PreparedSource Source)> prepare,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var width = ReadAheadPerCore * Environment.ProcessorCount;
        var window = new Queue<Task<(DumpFile File, PreparedSource Source)>>(width);
        foreach (var file in files)
        {
            window.Enqueue(Task.Run(() => prepare(file), CancellationToken.None));
            if (window.Count == width && !cancel.IsCancellationRequested)
            {
                yield return await window.Dequeue();
            }

            if (cancel.IsCancellationRequested)
            {
                break;
            }
        }

        while (window.TryDequeue(out var next))
        {
            // Even when cancelled each is waited for: the readers must be done before what they ask is closed.
            var source = await next;
            if (!cancel.IsCancellationRequested)
            {
                yield return source;
            }
        }
    }

    /// <summary>Tells the readers of files which bytes the archive has already, so that they are not read again.</summary>
    private sealed class KnownSources(ArchiveFolder archive) : IDisposable
    {
        private readonly Lock gate = new();
        private readonly Connection copy = Open(archive);

        public bool Contains(string blog, string sha256)
        {
            lock (gate)
            {
                return copy["SELECT 1 FROM blogs JOIN sources ON sources.blog_id = blogs.id WHERE blogs.slug = ? AND sources.sha256 = ?"]
                    .With(blog).With(sha256).Number() is not null;
            }
        }

        public void Dispose() => copy.Dispose();

        // One index is asked; the cache of a reader of pages would only be memory.
        private static Connection Open(ArchiveFolder archive)
        {
            var copy = new Connection(archive.OpenReader());
            copy.Execute("PRAGMA cache_size = -4096");
            return copy;
        }
    }
}

/// <summary>The choices of a person for one import.</summary>
public sealed record ImportChoices
{
    /// <summary>The name of a format to read in place of recognising it.</summary>
    public string? Format { get; init; }

    /// <summary>When the captures were taken, for dumps that do not say.</summary>
    public DateTimeOffset? Captured { get; init; }

    /// <summary>Do everything except keep it.</summary>
    public bool DryRun { get; init; }
}

/// <summary>The fate of one file of an import.</summary>
public enum SourceOutcome
{
    New,
    Unchanged,
    Refused,
}

/// <summary>One file of an import, as whoever watches hears of it.</summary>
/// <param name="Counts">Of this file alone.</param>
public sealed record SourceReport(
    string File, string Sha256, long Bytes, SourceOutcome Outcome, ImportCounts Counts, IReadOnlyList<Problem> Problems, BlogDescription Blog);

/// <summary>An import as it ended.</summary>
/// <param name="Cancelled">A person stopped it between two sources.</param>
public sealed record ImportReport(ImportCounts Counts, int Problems, bool Cancelled, TimeSpan Elapsed);
