namespace Archive.Web.Work;

/// <summary>Makes the reading copy anew while the standing one serves.</summary>
internal static class RebuildJob
{
    public static Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancel)
    {
        context.Archive.Rebuild((made, all) => context.Progress = new JobProgress(made, all, 0, 0, null), cancel);
        return Task.FromResult(JobOutcome.Done($"The reading copy was made anew from {InWords.Count(context.Progress.Done, "source", "sources")}, and serves."));
    }
}

/// <summary>Checks the record by its hashes, and the reading copy by making it again.</summary>
internal static class VerifyJob
{
    /// <summary>Differences that are listed; <c>archive verify</c> lists more.</summary>
    private const int MaxListed = 50;

    public static async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancel)
    {
        var watch = new CheckWatch(
            read => context.Progress = context.Progress with { Done = read },
            (made, all) => context.Progress = context.Progress with { Second = (made, all) });
        var report = await new Verifier(context.Archive, watch).VerifyAsync(cancel);
        var figures = $"{InWords.Count(report.Sources, "source", "sources")} of {InWords.Bytes(report.SourceBytes)}, "
            + $"{InWords.Count(report.Posts, "post", "posts")}, {InWords.Count(report.Comments, "comment", "comments")}";
        return report.Sound
            ? JobOutcome.Done($"The archive is sound: {figures}.")
            : JobOutcome.Failed(string.Join('\n', [$"The archive is not sound: {InWords.Count(report.DifferenceCount, "difference", "differences")} ({figures}).", .. report.Differences.Take(MaxListed)]));
    }
}
