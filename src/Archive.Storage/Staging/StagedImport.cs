namespace Archive.Storage.Staging;

/// <summary>Brings the files of a stage into the archive: tries each apart, shows what would come of them, keeps them.</summary>
/// <param name="objection">Why a slug cannot be had, or null where it can.</param>
public sealed class StagedImport(
    ArchiveFolder archive, Stages stages, ApartReader reader, Func<string, string?> objection, TimeProvider clock)
{
    private readonly StagedZip zips = new(stages);

    /// <summary>Takes zips apart and tries each file that was not tried yet, one after the other; what was done stays done when it is stopped.</summary>
    /// <param name="tried">Called after each file.</param>
    public async Task TryAsync(long stage, Action<StagedFile> tried, CancellationToken cancel)
    {
        foreach (var brought in stages.Files(stage).Where(file => !file.IsTried))
        {
            foreach (var file in await zips.TakeApartAsync(stage, brought, cancel))
            {
                tried(file.IsTried ? file : await TryAsync(stage, file, cancel));
            }
        }
    }

    /// <summary>Imports what can be read and is wanted; with <see cref="ImportChoices.DryRun"/> it says only what would come of it, by the very same way.</summary>
    /// <param name="blog">A slug that stands above what any blog.json says; null where there is none.</param>
    /// <exception cref="ArchiveBusyException">Another process is importing.</exception>
    public Task<ImportReport> ImportAsync(long stage, string? blog, ImportChoices choices, Action<SourceReport> report, CancellationToken cancel)
    {
        // A description stands beside the dumps and is none; leaving it out leaves out what it says.
        var wanted = stages.Files(stage).Where(file => file is { IsLeftOut: false, IsTried: true } && file.Refusal is null).ToList();
        var files = DumpFiles.OfLabelled([.. wanted.Select(file => (file.Name, stages.PathOf(stage, file.Number)))], blog, objection, cancel);
        return new Importer(archive, clock).ImportAsync(files, choices, report, cancel);
    }

    private async Task<StagedFile> TryAsync(long stage, StagedFile file, CancellationToken cancel)
    {
        var refusal = IsDescription(file.Name) ? null : (await reader.ReadAsync(stages.PathOf(stage, file.Number), null, cancel)).Refusal;
        stages.Tried(stage, file.Number, refusal);
        return file with { IsTried = true, Refusal = refusal };
    }

    private static bool IsDescription(string label) => DumpFiles.IsDescription(label[(label.LastIndexOf('/') + 1)..]);
}
