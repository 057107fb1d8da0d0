namespace Archive.Web.Work;

/// <summary>Tries what a keeper brought, and works out what an import of it would do.</summary>
internal static class PreviewJob
{
    public static async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancel)
    {
        var stage = context.Job.Subject!.Value;
        if (context.Stages.Find(stage) is null)
        {
            return JobOutcome.Failed(Gone);
        }

        await TryFilesAsync(context, stage, cancel);
        await MakeAsync(context, stage, cancel);
        var files = context.Stages.Files(stage);
        var refused = files.Count(file => file.Refusal is not null);
        return JobOutcome.Done(refused == 0
            ? $"{InWords.Count(files.Count, "file", "files")} can be read."
            : $"{InWords.Count(files.Count - refused)} of {InWords.Count(files.Count, "file", "files")} can be read; {InWords.Count(refused, "is", "are")} refused.");
    }

    /// <summary>The end of a job whose files somebody cancelled, or nobody confirmed in time.</summary>
    public const string Gone = "The files that were brought are not there any more.";

    /// <summary>Tries the files of a stage that were not tried yet.</summary>
    public static Task TryFilesAsync(JobContext context, long stage, CancellationToken cancel)
    {
        var files = context.Stages.Files(stage);
        var tried = files.Count(file => file.IsTried);
        context.Progress = new JobProgress(tried, files.Count, 0, 0, null) { Before = tried };
        var watch = new TrialWatch(
            file => context.BeginFile(file.Name),
            // In place of the zip.
            opened => context.Progress = context.Progress with { Total = context.Progress.Total + opened - 1 },
            _ => context.Progress = context.Progress with { Done = context.Progress.Done + 1 });
        return context.Staged.TryAsync(stage, watch, cancel);
    }

    private static Task<StagePreview> MakeAsync(JobContext context, long stage, CancellationToken cancel) =>
        new PreviewMaker(context.Archive, context.Stages, context.Staged, context.Clock)
            .MakeAsync(stage, (done, all) => context.Progress = context.Progress with { Doing = null, Second = (done, all) }, cancel);
}
