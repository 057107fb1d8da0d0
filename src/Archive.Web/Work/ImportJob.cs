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
        var expected = 0;
        if (found.ImportedAt is null)
        {
            context.Stages.Confirm(stage);
            await PreviewJob.TryFilesAsync(context, stage, cancel);
            var (wanted, refused) = (context.Staged.Wanted(stage).Count, CountRefused(context, stage));
            var isCancelled = await ImportAsync(context, stage, wanted, cancel);
            expected = wanted - (CountRefused(context, stage) - refused);
            if (isCancelled)
            {
                return JobOutcome.Stopped(context.Progress);
            }

            context.Stages.Finish(stage);
        }

        NoteParts(context);
        return JobOutcome.Done(await SentencesAsync(context, stage, expected, cancel));
    }

    private static int CountRefused(JobContext context, long stage) => context.Stages.Files(stage).Count(file => file.Refusal is not null);

    // Whether it was stopped. An import that fails has kept what it kept, and is one of this job all the same.
    private static async Task<bool> ImportAsync(JobContext context, long stage, int wanted, CancellationToken cancel)
    {
        var files = context.Stages.Files(stage);
        var (byHash, byName) = (files.ToLookup(file => file.Sha256, file => file.Number, StringComparer.Ordinal), files.ToLookup(file => file.Name, file => file.Number, StringComparer.Ordinal));
        context.Progress = new JobProgress(0, wanted, 0, 0, null);
        try
        {
            return (await context.Staged.ImportAsync(stage, new ImportChoices { By = context.Job.Keeper }, Take, cancel)).Cancelled;
        }
        finally
        {
            NoteParts(context);
        }

        void Take(SourceReport source)
        {
            if (source.Outcome == SourceOutcome.Refused)
            {
                // One that was refused unread, for the description of its blog beside it, has no hash.
                foreach (var number in source.Sha256.Length > 0 ? byHash[source.Sha256] : byName[source.File])
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
    private static void NoteParts(JobContext context)
    {
        var (job, jobs) = (context.Job, context.Jobs);
        foreach (var part in job is { Keeper: { } keeper, Entry: { } entry } ? ImportEntries.BegunAfter(context.Archive.Record, entry, keeper) : [])
        {
            jobs.Note(job.Id, part);
        }
    }

    // Of all parts together, so that the same is said however often a server ended in between. Expected are the files that were to be kept and were not refused.
    private static async Task<string> SentencesAsync(JobContext context, long stage, int expected, CancellationToken cancel)
    {
        var parts = context.Jobs.Imports(context.Job.Id);
        await using var db = context.Archive.Read();
        // One that broke off has counted nothing. What a named blog took from a guess was there already.
        var kept = (await db.Imports.Where(import => parts.Contains(import.Id)).ToListAsync(cancel)).Sum(import => import.Counts?.SourcesNew ?? 0)
            + await db.Sources.CountAsync(source => parts.Contains(source.ImportId) && db.Imports.Any(import => import.Id == source.ImportId && import.Counts == null), cancel);
        var (refused, known) = (CountRefused(context, stage), Math.Max(0, expected - kept));
        string[] sentences =
        [
            kept > 0 ? $"{InWords.Count(kept, "file is", "files are")} kept." : "Nothing new was kept.",
            known > 0 ? $"{InWords.Count(known, "file was", "files were")} in the archive already." : "",
            refused > 0 ? $"{InWords.Count(refused, "file was", "files were")} refused." : "",
        ];
        return string.Join(' ', sentences.Where(sentence => sentence.Length > 0));
    }
}
