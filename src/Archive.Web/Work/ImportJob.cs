using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Work;

/// <summary>Imports what a keeper brought.</summary>
/// <remarks>Begun again it skips by their hashes the files that are kept already; its parts are imports of the record by themselves.</remarks>
internal static class ImportJob
{
    public static async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancel)
    {
        var stage = context.Job.Subject!.Value;
        if (context.Stages.Find(stage) is not { } found)
        {
            return JobOutcome.Failed(PreviewJob.Gone);
        }

        // Before a server ended, all may have been done but to say so.
        var wanted = 0;
        if (found.ImportedAt is null)
        {
            context.Stages.Confirm(stage);
            await PreviewJob.TryFilesAsync(context, stage, cancel);
            wanted = context.Staged.Wanted(stage).Count;
            var report = await ImportAsync(context, stage, wanted, cancel);
            NoteParts(context, report.Import);
            if (report.Cancelled)
            {
                return JobOutcome.Stopped(context.Progress);
            }

            context.Stages.Finish(stage);
        }

        NoteParts(context, null);
        return JobOutcome.Done(await SentencesAsync(context, stage, wanted, cancel));
    }

    private static Task<ImportReport> ImportAsync(JobContext context, long stage, int wanted, CancellationToken cancel)
    {
        var numbers = context.Stages.Files(stage).ToLookup(file => file.Sha256, file => file.Number, StringComparer.Ordinal);
        context.Progress = new JobProgress(0, wanted, 0, 0, null);
        return context.Staged.ImportAsync(stage, new ImportChoices { By = context.Job.Keeper }, Take, cancel);

        void Take(SourceReport source)
        {
            if (source.Outcome == SourceOutcome.Refused)
            {
                foreach (var number in numbers[source.Sha256])
                {
                    context.Stages.Tried(stage, number, source.Problems[0].Message);
                }
            }

            var (before, counts) = (context.Progress, source.Counts);
            context.Progress = before with
            {
                Done = before.Done + 1,
                Posts = before.Posts + counts.PostsNew + counts.PostsChanged + counts.PostsUnchanged,
                Comments = before.Comments + counts.CommentsNew,
                Doing = source.File,
            };
        }
    }

    // Also those of a run that was killed before it could say of which import it was.
    private static void NoteParts(JobContext context, long? import)
    {
        var (job, jobs) = (context.Job, context.Jobs);
        var begun = job is { Keeper: { } keeper, Entry: { } entry } ? ImportEntries.BegunAfter(context.Archive.Record, entry, keeper) : [];
        foreach (var part in begun.Union(import is { } number ? [number] : []))
        {
            jobs.Note(job.Id, part);
        }
    }

    // Of all parts together, so that the same is said however often a server ended in between.
    private static async Task<string> SentencesAsync(JobContext context, long stage, int wanted, CancellationToken cancel)
    {
        var parts = context.Jobs.Imports(context.Job.Id);
        await using var db = context.Archive.Read();
        var kept = await db.Sources.CountAsync(source => parts.Contains(source.ImportId), cancel);
        var refused = context.Stages.Files(stage).Count(file => file.Refusal is not null);
        var known = Math.Max(0, wanted - kept);
        string[] sentences =
        [
            kept > 0 ? $"{InWords.Count(kept, "file is", "files are")} kept." : "Nothing new was kept.",
            known > 0 ? $"{InWords.Count(known, "file was", "files were")} in the archive already." : "",
            refused > 0 ? $"{InWords.Count(refused, "file was", "files were")} refused." : "",
        ];
        return string.Join(' ', sentences.Where(sentence => sentence.Length > 0));
    }
}
