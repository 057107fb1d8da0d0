namespace Archive.Web.Work;

/// <summary>How a job ended.</summary>
/// <param name="Message">Sentences for people, one a line.</param>
internal sealed record JobOutcome(JobState State, string Message)
{
    public static JobOutcome Done(string message) => new(JobState.Done, message);

    public static JobOutcome Failed(string message) => new(JobState.Failed, message);

    /// <summary>A keeper stopped it, or the server ends.</summary>
    public static JobOutcome Stopped(JobProgress progress) => new(JobState.Stopped, progress is { Total: { } total, Second: null }
        ? $"Stopped after {InWords.Count(progress.Done)} of {InWords.Count(total, "file", "files")}. What was done until then stays."
        : "Stopped. What was done until then stays.");
}

/// <summary>One job while it is done: with what, and how far it is.</summary>
internal sealed class JobContext(Job job, ArchiveFolder archive, Stages stages, StagedImport staged, Jobs jobs, TimeProvider clock) : IDisposable
{
    private readonly Lock gate = new();
    private CancellationTokenSource file = new();
    private JobProgress progress = JobProgress.None;

    public Job Job => job;

    public ArchiveFolder Archive => archive;

    public Stages Stages => stages;

    public StagedImport Staged => staged;

    public Jobs Jobs => jobs;

    public TimeProvider Clock => clock;

    /// <summary>What the pages show, once a second.</summary>
    public JobProgress Progress
    {
        get => Volatile.Read(ref progress);
        set => Volatile.Write(ref progress, value);
    }

    /// <summary>Says which file is read now; the token gives up that file alone.</summary>
    public CancellationToken BeginFile(string label)
    {
        lock (gate)
        {
            if (file.IsCancellationRequested)
            {
                file = new CancellationTokenSource();
            }

            Progress = Progress with { Doing = label };
            return file.Token;
        }
    }

    /// <summary>Gives up the file that is read now, provided that it is the one that was meant.</summary>
    public void GiveUp(string label)
    {
        lock (gate)
        {
            if (Progress.Doing == label)
            {
                file.Cancel();
            }
        }
    }

    public void Dispose() => file.Dispose();
}
