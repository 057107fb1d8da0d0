namespace Archive.Web.Pages.Keeper.Work;

/// <summary>Says of a job what people want to know of it.</summary>
internal sealed class JobWords(Job job, DateTimeOffset now)
{
    /// <summary>Before this a rate is chance, and the time that is left a guess.</summary>
    private const int MinSeconds = 5, MinFiles = 5;

    private readonly JobProgress progress = job.Progress;

    public string Title => TitleOf(job);

    /// <summary>For scripts: when another comes in its place, the page is another.</summary>
    public string State => (job.State, job.IsStopping, progress.Second) switch
    {
        (JobState.Running, true, _) => "stopping",
        (JobState.Running, _, not null) => "second",
        _ => job.State.ToString().ToLowerInvariant(),
    };

    /// <summary>How it stands or ended.</summary>
    public IReadOnlyList<string> Sentences => job.State switch
    {
        JobState.Waiting => ["Waiting until the jobs before it are done."],
        JobState.Running when job.IsStopping => [job.Kind is JobKind.Undo or JobKind.BringBack ? "Stopping, unless it has just begun." : "Stopping after this file."],
        JobState.Running when IsHeldUp => [InWords.Sentence(JobRunner.Waiting)],
        JobState.Running => [$"Running since {InWords.Moment(job.BeganAt!.Value.UtcDateTime)}."],
        _ => [Lines[0], $"{(job.State == JobState.Failed ? "Failed" : job.State.ToString())} on {InWords.Moment(job.EndedAt!.Value.UtcDateTime)}{Took}."],
    };

    /// <summary>The further lines of how it ended.</summary>
    public IReadOnlyList<string> Differences => [.. Lines.Skip(1)];

    public string Done => job.Kind switch
    {
        JobKind.Undo or JobKind.BringBack => IsHeldUp ? "Not begun" : "At work",
        JobKind.Rebuild or JobKind.Verify => $"{InWords.Count(progress.Done)}{OfTotal} {OneOrMany.Word(progress.Total ?? progress.Done, "dump", "dumps")} read",
        _ => $"{InWords.Count(progress.Done)}{OfTotal} {OneOrMany.Word(progress.Total ?? progress.Done, "file", "files")}",
    };

    public string Second => progress.Second is { } second ? $"{InWords.Count(second.Done)} of {InWords.Count(second.Total)} compared" : "";

    /// <summary>What is counted, by the names that scripts know it by.</summary>
    public IEnumerable<(string Name, string Value)> Figures
    {
        get
        {
            // One step, of which no part is counted.
            if (job.Kind is JobKind.Undo or JobKind.BringBack)
            {
                yield break;
            }

            if (job.Kind is JobKind.Import)
            {
                yield return ("Posts", InWords.Count(progress.Posts));
                yield return ("New comments", InWords.Count(progress.Comments));
            }

            yield return ("Rate", Rate ?? "not known yet");
            yield return ("Time left", TimeLeft ?? "not known yet");
            yield return ("Now", progress.Doing ?? "–");
        }
    }

    /// <summary>What is taken back or brought back is one step: once begun it is done.</summary>
    public bool CanStop => job is { IsStopping: false } && (IsHeldUp || job is not { Kind: JobKind.Undo or JobKind.BringBack, State: JobState.Running });

    /// <summary>A file is read by a process of its own, which can be ended.</summary>
    public bool CanSkip => job is { Kind: JobKind.Preview or JobKind.Import, State: JobState.Running, IsStopping: false }
        && progress is { Doing: not null, Posts: 0, Comments: 0, Second: null };

    /// <summary>The page of what came of it; null where none did, or not yet.</summary>
    public string? Leads => (job.Kind, job.State) switch
    {
        (JobKind.Preview, JobState.Done or JobState.Stopped) => StageAddress.Of(job.Subject!.Value),
        (JobKind.Import, JobState.Done or JobState.Stopped) when job.Import is { } import => ReportModel.Address(import),
        (JobKind.Undo or JobKind.BringBack, JobState.Done) => ReportModel.Address(job.Subject!.Value),
        _ => null,
    };

    public static string TitleOf(Job job) => job.Kind switch
    {
        JobKind.Preview => "Reading what was brought",
        JobKind.Import => "Importing what was brought",
        JobKind.Undo => $"Undoing import {job.Subject}",
        JobKind.BringBack => $"Bringing back import {job.Subject}",
        JobKind.Rebuild => "Making the reading copy anew",
        _ => "Verifying the archive",
    };

    // Another process writes, and nothing has begun.
    private bool IsHeldUp => job.State == JobState.Running && progress.Doing == JobRunner.Waiting;

    private string[] Lines => (job.Message ?? "").Split('\n');

    private string OfTotal => progress.Total is { } total ? $" of {InWords.Count(total)}" : "";

    private string Took => job is { BeganAt: { } began, EndedAt: { } ended } ? $", after {Time(ended - began)}" : "";

    private TimeSpan Elapsed => job.BeganAt is { } began ? now - began : TimeSpan.Zero;

    private int DoneNow => progress.Done - progress.Before;

    private bool IsSettled => Elapsed.TotalSeconds >= MinSeconds && DoneNow >= MinFiles;

    private string? Rate => !IsSettled ? null
        : $"{PerTime(DoneNow, "file")}{(progress.Comments > 0 ? $", {PerTime(progress.Comments, "comment")}" : "")}";

    private string? TimeLeft => IsSettled && progress is { Total: { } total, Second: null }
        ? $"about {Time(TimeSpan.FromSeconds((total - progress.Done) * Elapsed.TotalSeconds / DoneNow))}"
        : null;

    private string PerTime(int count, string one)
    {
        var aSecond = count / Elapsed.TotalSeconds;
        return aSecond >= 1
            ? $"{InWords.Count((long)Math.Round(aSecond), one, $"{one}s")} a second"
            : $"{InWords.Count((long)Math.Ceiling(aSecond * 60), one, $"{one}s")} a minute";
    }

    /// <summary>A length of time, as finely as anybody wants to know it.</summary>
    public static string Time(TimeSpan time) => time.TotalSeconds switch
    {
        < 1.5 => "a second",
        < 90 => InWords.Count((long)Math.Round(time.TotalSeconds), "second", "seconds"),
        < 90 * 60 => InWords.Count((long)Math.Round(time.TotalMinutes), "minute", "minutes"),
        _ => InWords.Count((long)Math.Round(time.TotalHours), "hour", "hours"),
    };
}
