namespace Archive.Storage.Staging;

/// <summary>Watches how the files of a stage are tried.</summary>
/// <param name="Begins">Called before each file; its token gives up that file alone.</param>
/// <param name="Opened">Called where files came in the place of a zip, with their number.</param>
/// <param name="Tried">Called after each file.</param>
public sealed record TrialWatch(Func<StagedFile, CancellationToken> Begins, Action<int> Opened, Action<StagedFile> Tried);

/// <summary>Brings the files of a stage into the archive: tries each apart, shows what would come of them, keeps them.</summary>
/// <param name="objection">Why a slug cannot be had, or null where it can.</param>
public sealed class StagedImport(
    ArchiveFolder archive, Stages stages, ApartReader reader, Func<string, string?> objection, TimeProvider clock)
{
    /// <summary>The refusal of a file that took a keeper too long.</summary>
    public const string SkippedByKeeper = "skipped by the keeper";

    private readonly StagedZip zips = new(stages);

    /// <summary>Takes zips apart and tries each file that was not tried yet, one after the other; what was done stays done when it is stopped.</summary>
    /// <param name="tried">Called after each file.</param>
    public Task TryAsync(long stage, Action<StagedFile> tried, CancellationToken cancel) =>
        TryAsync(stage, new TrialWatch(_ => CancellationToken.None, _ => { }, tried), cancel);

    /// <summary>The same, watched; a file whose token gives it up is refused, and the process that reads it is ended.</summary>
    public async Task TryAsync(long stage, TrialWatch watch, CancellationToken cancel)
    {
        foreach (var brought in stages.Files(stage).Where(file => !file.IsTried))
        {
            var files = await UnlessGivenUpAsync(stage, brought, watch, token => zips.TakeApartAsync(stage, brought, token), cancel);
            if (files is not [var alone] || alone.Number != brought.Number)
            {
                watch.Opened(files.Count);
            }

            foreach (var file in files)
            {
                watch.Tried(file.IsTried ? file : (await UnlessGivenUpAsync(stage, file, watch, token => TryAsync(stage, file, token), cancel))[0]);
            }
        }
    }

    /// <summary>The files that an import would read: those that can be read, and that the keeper wants.</summary>
    public IReadOnlyList<StagedFile> Wanted(long stage) =>
        [.. stages.Files(stage).Where(file => file is { IsWanted: true, IsDescription: false })];

    /// <summary>Imports what can be read and is wanted; with <see cref="ImportChoices.DryRun"/> it says only what would come of it, by the very same way.</summary>
    /// <exception cref="ArchiveBusyException">Another process is importing.</exception>
    public async Task<ImportReport> ImportAsync(long stage, ImportChoices choices, Action<SourceReport> report, CancellationToken cancel)
    {
        var files = stages.Files(stage);
        var refused = files.Where(file => file is { IsLeftOut: false, IsTried: true, Refusal: not null, IsInPassing: false })
            .Select(file => new RefusedFile(file.Name, file.Sha256, file.Bytes, file.Refusal!));
        var wanted = files.Where(file => file.IsHeard).ToList();
        using var fetched = stages.Fetch(stage, wanted.Select(file => file.Number), cancel);
        var dumps = StagedBlog.DumpsOf(wanted, fetched, stages.Find(stage)?.Blog, objection, cancel);
        return await new Importer(archive, clock).ImportAsync(
            stages.Choices.Of(stage, wanted, dumps), choices with { Refused = [.. refused], Apart = stages.Choices.Apart(stage) }, report, cancel);
    }

    private async Task<IReadOnlyList<StagedFile>> UnlessGivenUpAsync(
        long stage, StagedFile file, TrialWatch watch, Func<CancellationToken, Task<IReadOnlyList<StagedFile>>> work, CancellationToken cancel)
    {
        var givenUp = watch.Begins(file);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(givenUp, cancel);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (givenUp.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            stages.Tried(stage, file.Number, SkippedByKeeper);
            return [file with { IsTried = true, Refusal = SkippedByKeeper }];
        }
    }

    private async Task<IReadOnlyList<StagedFile>> TryAsync(long stage, StagedFile file, CancellationToken cancel)
    {
        using var fetched = stages.Fetch(stage, [file.Number], cancel);
        if (file.IsDescription)
        {
            var wrong = DumpFiles.WrongInDescription(file.Name, fetched.PathOf(file.Number), objection);
            stages.Tried(stage, file.Number, wrong);
            return [file with { IsTried = true, Refusal = wrong }];
        }

        var answer = await reader.ReadAsync(fetched.PathOf(file.Number), stages.Choices.FormatOf(stage, file.Number), cancel);
        // What lies among dumps and never claims to be a text is nothing that the record must know, as when a folder is imported.
        var inPassing = answer is { Refusal: not null, IsOfOtherKind: true } && !Path.GetExtension(file.Name).Equals(".txt", StringComparison.OrdinalIgnoreCase);
        stages.Tried(stage, file.Number, answer.Refusal, inPassing);
        return [file with { IsTried = true, Refusal = answer.Refusal, IsInPassing = inPassing }];
    }
}
