using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Work;

/// <summary>Takes an import back.</summary>
internal static class UndoJob
{
    public static Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancel) => RunAsync(context, isUndone: true, (keeper, import) => keeper.Undo(import), cancel);

    /// <summary>Makes an import undone, or not, unless it is so already: a server may have ended just after it was done.</summary>
    public static async Task<JobOutcome> RunAsync(JobContext context, bool isUndone, Action<Keeper, long> change, CancellationToken cancel)
    {
        var number = context.Job.Subject!.Value;
        await using var db = context.Archive.Read();
        if (await db.Imports.SingleOrDefaultAsync(import => import.Id == number, cancel) is not { } import)
        {
            return JobOutcome.Failed($"There is no import {number}.");
        }

        if ((import.UndoneAt is not null) != isUndone)
        {
            change(new Keeper(context.Archive, context.Clock, context.Job.Keeper), number);
        }

        return JobOutcome.Done(isUndone ? $"Import {number} is undone." : $"Import {number} is brought back.");
    }
}

/// <summary>Brings back an import that was taken back.</summary>
internal static class BringBackJob
{
    public static Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancel) =>
        UndoJob.RunAsync(context, isUndone: false, (keeper, import) => keeper.BringBack(import), cancel);
}
