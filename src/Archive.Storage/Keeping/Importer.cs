using System.Diagnostics;

namespace Archive.Storage.Keeping;

/// <summary>The one writer: brings dumps into the archive.</summary>
public sealed class Importer(ArchiveFolder archive, TimeProvider clock)
{
    /// <summary>Files that are read ahead of the writer, for each core: enough to keep it busy, few enough to hold in memory.</summary>
    private const int ReadAheadPerCore = 4;

    /// <summary>
    /// Bytes of files that are read ahead together; a file that is larger is read alone. In memory a file takes some twenty times its size while it is
    /// made, so that this many and what the program itself takes stay within half a gigabyte.
    /// </summary>
    private const long MaxBytesAhead = 20 * 1024 * 1024;

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
        run.Refuse(choices.Refused);
        var isStopped = false;
        await foreach (var (file, source) in InOrder(
            files, file => (file, PreparedSource.Read(file.Read, file.Format ?? choices.Format, choices.Strict, sha256 => known.Contains(file.Blog, sha256), file.Refusal)), () => isStopped = true, cancel))
        {
            try
            {
                run.Take(file, source);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                // It had to be read once more, of which nothing is kept yet.
                isStopped = true;
                break;
            }

            source.Release();
        }

        run.Finish(isStopped);
        return new ImportReport(run.Counts, run.Problems, isStopped, elapsed.Elapsed) { Errors = run.Errors, Import = choices.DryRun ? null : run.Number };
    }

    // A window over the files: its width and their bytes bound the memory whatever their number, and its order is theirs.
    private static async IAsyncEnumerable<(DumpFile File, PreparedSource Source)> InOrder(
        IEnumerable<DumpFile> files,
        Func<DumpFile, (DumpFile File, PreparedSource Source)> prepare,
        Action stopped,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var width = ReadAheadPerCore * Environment.ProcessorCount;
        var window = new Queue<(Task<(DumpFile File, PreparedSource Source)> Task, long Bytes)>(width);
        var ahead = 0L;
        try
        {
            foreach (var file in files)
            {
                // What the writer has in hand counts until it asks for the next.
                while (window.Count > 0 && (window.Count == width || ahead + file.Bytes > MaxBytesAhead) && !cancel.IsCancellationRequested)
                {
                    var (task, bytes) = window.Dequeue();
                    if (await ReadOrStoppedAsync(task, cancel) is not { } read)
                    {
                        break;
                    }

                    yield return read;
                    ahead -= bytes;
                    LargeFiles.GiveBack(bytes);
                }

                if (cancel.IsCancellationRequested)
                {
                    stopped();
                    yield break;
                }

                ahead += file.Bytes;
                window.Enqueue((Task.Run(() => prepare(file), CancellationToken.None), file.Bytes));
            }

            while (!cancel.IsCancellationRequested && window.TryPeek(out var next) && await ReadOrStoppedAsync(next.Task, cancel) is { } last)
            {
                window.Dequeue();
                yield return last;
                LargeFiles.GiveBack(next.Bytes);
            }

            if (window.Count > 0)
            {
                stopped();
            }
        }
        finally
        {
            // However it ends, the readers must be done before what they ask is closed.
            foreach (var (task, _) in window)
            {
                await task.ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    // A file in whose middle the import was stopped is none that it came to.
    private static async Task<(DumpFile File, PreparedSource Source)?> ReadOrStoppedAsync(Task<(DumpFile File, PreparedSource Source)> reading, CancellationToken cancel)
    {
        try
        {
            return await reading;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Tells the readers of files which bytes the archive has already, so that they are not read again.</summary>
    private sealed class KnownSources(ArchiveFolder archive) : IDisposable
    {
        private readonly Lock gate = new();
        private readonly Connection copy = new(archive.OpenReader());

        public bool Contains(BlogDescription blog, string sha256)
        {
            lock (gate)
            {
                return new BlogRows(copy).HolderOf(sha256, blog) is not null;
            }
        }

        public void Dispose() => copy.Dispose();
    }
}

/// <summary>The choices of a person for one import.</summary>
public sealed record ImportChoices
{
    /// <summary>The name of a format to read in place of recognising it.</summary>
    public string? Format { get; init; }

    /// <summary>When the captures were taken, for dumps that do not say.</summary>
    public DateTimeOffset? Captured { get; init; }

    /// <summary>The name of the keeper who imports; null at a terminal.</summary>
    public string? By { get; init; }

    /// <summary>Do everything except keep it.</summary>
    public bool DryRun { get; init; }

    /// <summary>Looks at the archive as a dry run has left it, before all of it is taken back.</summary>
    internal Action<ArchiveWriter>? BeforeTakingBack { get; init; }

    /// <summary>Refuse files of which anything is in doubt.</summary>
    public bool Strict { get; init; }

    /// <summary>Files that were refused before it came to the import, which notes them with its own.</summary>
    internal IReadOnlyList<RefusedFile> Refused { get; init; } = [];

    /// <summary>Sightings that are of two comments however alike: said in the record before the first of their files comes in.</summary>
    public IReadOnlyList<(CommentName One, CommentName Other)> Apart { get; init; } = [];
}

/// <summary>The fate of one file of an import.</summary>
public enum SourceOutcome
{
    New,
    Unchanged,

    /// <summary>Its bytes were kept for a blog whose name was guessed, and are now those of the one that was named.</summary>
    Moved,
    Refused,

    /// <summary>It is no dump, and its name did not say that it was one.</summary>
    LeftOut,
}

/// <summary>One file of an import, as whoever watches hears of it.</summary>
/// <param name="Counts">Of this file alone.</param>
/// <param name="Blog">Whose dump it is, and how that is known; of a kept one the slug is that of the blog that has it.</param>
public sealed record SourceReport(
    string File, string Sha256, long Bytes, SourceOutcome Outcome, ImportCounts Counts, IReadOnlyList<Problem> Problems, BlogDescription Blog)
{
    /// <summary>What the file looks like, where it is no dump; null where it is one, or nothing of it could be read.</summary>
    public FileKind? Kind { get; init; }

    /// <summary>The posts that were read of the file; none where the archive had its bytes already.</summary>
    public IReadOnlyList<PostAccount> Posts { get; init; } = [];
}

/// <summary>What was read of one post of a file, in short.</summary>
/// <param name="OpenDate">As printed, where the file alone leaves it open which of its numbers is the day.</param>
public sealed record PostAccount(string? Title, string? Published, string? OpenDate, int Found, int? Declared, ReadLayout? ReadAs)
{
    internal static PostAccount Of(DumpPost post) => new(post.Title, post.Published, post.OpenDate?.Printed, post.FoundComments, post.DeclaredComments, post.ReadAs);
}

/// <summary>An import as it ended.</summary>
/// <param name="Cancelled">It was stopped between two sources.</param>
public sealed record ImportReport(ImportCounts Counts, int Problems, bool Cancelled, TimeSpan Elapsed)
{
    /// <summary>Problems of kept files by which something of them is not in the archive.</summary>
    public int Errors { get; init; }

    /// <summary>Its number in the record; null where it left no trace there.</summary>
    public long? Import { get; init; }
}
