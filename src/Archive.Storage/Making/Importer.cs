using System.Diagnostics;
using Archive.Dumps;

namespace Archive.Storage.Making;

/// <summary>The one writer: brings dumps into the archive.</summary>
public sealed class Importer(ArchiveFile archive, TimeProvider clock)
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
        using var writer = archive.OpenWriter(clock.GetUtcNow());
        using var known = new KnownSources(archive.Path);
        using var run = new ImportRun(writer, choices, report, clock);
        await foreach (var source in InOrder(files, file => PreparedSource.Read(file, choices.Format, known), cancel))
        {
            run.Take(source);
        }

        run.Finish(cancel.IsCancellationRequested);
        return run.Tally.Report(cancel.IsCancellationRequested, elapsed.Elapsed);
    }

    // A window over the files: its width bounds the memory whatever their number, and its order is theirs.
    private static async IAsyncEnumerable<PreparedSource> InOrder(
        IEnumerable<DumpFile> files,
        Func<DumpFile, PreparedSource> prepare,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var width = ReadAheadPerCore * Environment.ProcessorCount;
        var window = new Queue<Task<PreparedSource>>(width);
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
}
