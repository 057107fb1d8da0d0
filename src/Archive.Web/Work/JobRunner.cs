using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Archive.Web.Work;

/// <summary>Does the jobs of keepers, one at a time and the oldest first; what ran when a server ended begins again.</summary>
/// <remarks>So each kind is written to be right when it is done twice: what is kept or undone already is not done again.</remarks>
internal sealed partial class JobRunner(
    Jobs jobs, DeskHome desk, ArchiveFolder archive, Stages stages, StagedImport staged, PageMoment.Clock moments, TimeProvider clock, ILogger<JobRunner> log) : BackgroundService
{
    /// <summary>Whoever asks in this process is heard at once; this is for those of another, or of another machine.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    /// <summary>How soon a machine takes the jobs of one that is gone: each time takes a connection of its own.</summary>
    private static readonly TimeSpan AskForTurn = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan HearWishes = TimeSpan.FromMilliseconds(200);

    /// <summary>Each is a write to the disk that waits until it is there.</summary>
    private static readonly TimeSpan WriteProgress = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Tidy = TimeSpan.FromHours(1);

    private static readonly Dictionary<JobKind, Func<JobContext, CancellationToken, Task<JobOutcome>>> Kinds = new()
    {
        [JobKind.Preview] = PreviewJob.RunAsync,
        [JobKind.Import] = ImportJob.RunAsync,
        [JobKind.Undo] = UndoJob.RunAsync,
        [JobKind.BringBack] = BringBackJob.RunAsync,
        [JobKind.Rebuild] = RebuildJob.RunAsync,
        [JobKind.Verify] = VerifyJob.RunAsync,
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (desk is { IsShared: false, Closed: not null } || archive.IsReadOnly)
        {
            return;
        }

        var tidied = Stopwatch.StartNew();
        for (var first = true; !stoppingToken.IsCancellationRequested; first = false)
        {
            try
            {
                using var turn = jobs.TryTakeTurn();
                if (turn is not null && (first || tidied.Elapsed > Tidy))
                {
                    tidied.Restart();
                    stages.DropForgotten();
                }

                while (turn is not null && turn.IsHeld() && !stoppingToken.IsCancellationRequested && tidied.Elapsed <= Tidy)
                {
                    if (jobs.Open().Count == 0 || jobs.Begin(archive.Record.Head().Number) is not { } job)
                    {
                        await jobs.WaitAsync(AskAgain, stoppingToken);
                    }
                    else
                    {
                        await RunAsync(job, turn, stoppingToken);
                    }
                }

                await Task.Delay(turn is not null ? TimeSpan.Zero : desk.IsShared ? AskForTurn : AskAgain, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The server ends.
            }
            catch (Exception failure)
            {
                // A full disk lets nothing be noted at the desk; jobs wait until there is room.
                LogWaiting(log, failure);
                await Task.Delay(TryAgain, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task RunAsync(Job job, JobTurn turn, CancellationToken serverStops)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(serverStops);
        using var ended = new CancellationTokenSource();
        using var context = new JobContext(job, archive, stages, staged, jobs, clock);
        var watching = WatchAsync(context, turn, stop, ended.Token);
        JobOutcome outcome;
        try
        {
            outcome = job.IsStopping ? JobOutcome.Stopped(job.Progress) : await Task.Run(() => DoAsync(context, stop.Token), CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            outcome = JobOutcome.Stopped(context.Progress);
        }
        catch (Exception failure)
        {
            LogFailed(log, job.Kind, job.Id, failure);
            outcome = JobOutcome.Failed(InSentences(failure));
        }
        finally
        {
            await ended.CancelAsync();
            await watching;
        }

        // What is told to be done everybody sees.
        moments.LookAgain();

        // What the end of the server stopped goes on at the next start; and what another machine may have begun already is its to end.
        if (turn.IsHeld() && (outcome.State == JobState.Done || !serverStops.IsCancellationRequested))
        {
            await EndAsync(job, turn, context.Progress, outcome, serverStops);
        }
    }

    // Another process imports or is at its upkeep: a job waits for it as a person would.
    private static async Task<JobOutcome> DoAsync(JobContext context, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await Kinds[context.Job.Kind](context, cancel);
            }
            catch (ArchiveBusyException)
            {
                context.Progress = JobProgress.None with { Doing = Waiting };
                await Task.Delay(AskAgain, cancel);
            }
        }
    }

    /// <summary>What a job does while another process has the archive.</summary>
    public const string Waiting = "waiting until another process has finished writing to this archive";

    // Hears what keepers want of the job, writes down how far it is, and stops it where the right to do it is lost.
    private async Task WatchAsync(JobContext context, JobTurn turn, CancellationTokenSource stop, CancellationToken ended)
    {
        var (written, elapsed, asked) = (context.Progress, Stopwatch.StartNew(), Stopwatch.StartNew());
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(HearWishes, ended).ContinueWith(_ => { }, TaskScheduler.Default);
            try
            {
                if (asked.Elapsed > AskAgain)
                {
                    asked.Restart();
                    await (turn.IsHeld() ? Task.CompletedTask : stop.CancelAsync());
                }

                var job = jobs.Find(context.Job.Id);
                if (job is null or { IsStopping: true })
                {
                    await stop.CancelAsync();
                }

                if (job?.Skip is { } label)
                {
                    jobs.TakeSkip(job.Id);
                    context.GiveUp(label);
                }

                if (elapsed.Elapsed > WriteProgress && context.Progress != written)
                {
                    written = context.Progress;
                    elapsed.Restart();
                    jobs.Advance(context.Job.Id, written);
                }
            }
            catch (Exception refused) when (refused is SqliteException or ArchiveFileException)
            {
                // A desk on a full disk, or one that is away, shows old numbers for a while; the work goes on.
            }
        }
    }

    private async Task EndAsync(Job job, JobTurn turn, JobProgress progress, JobOutcome outcome, CancellationToken serverStops)
    {
        while (true)
        {
            try
            {
                jobs.End(job.Id, outcome.State, progress, outcome.Message);
                return;
            }
            catch (Exception failure) when (failure is SqliteException or ArchiveFileException && !serverStops.IsCancellationRequested && turn.IsHeld())
            {
                LogWaiting(log, failure);
                await Task.Delay(TryAgain, serverStops).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private static string InSentences(Exception failure)
    {
        const int NoSpaceLeft = 28, NoSpaceLeftOfWindows = unchecked((int)0x80070070);
        var message = failure is IOException { HResult: NoSpaceLeft or NoSpaceLeftOfWindows } ? "the disk is full" : Failure.Explain(failure)?.Message;
        return message switch
        {
            null => "The program failed at this, and its log says where. What was done until then is whole.",
            _ when message.Contains("the disk is full", StringComparison.Ordinal) => "The disk is full. What was done until then is whole; make room, and ask for the rest again.",
            _ => InWords.Sentence(message),
        };
    }

    [LoggerMessage(LogLevel.Error, "Jobs wait, because the desk cannot be written")]
    private static partial void LogWaiting(ILogger log, Exception failure);

    [LoggerMessage(LogLevel.Error, "The job {Kind} {Id} failed")]
    private static partial void LogFailed(ILogger log, JobKind kind, long id, Exception failure);
}
