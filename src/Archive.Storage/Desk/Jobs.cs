namespace Archive.Storage.Desk;

/// <summary>The kinds of work that are done beside the requests of keepers.</summary>
public enum JobKind
{
    Preview,
    Import,
    Undo,
    BringBack,
    Rebuild,
    Verify,
}

/// <summary>How far a job has come in its life.</summary>
public enum JobState
{
    Waiting,
    Running,
    Done,

    /// <summary>A keeper stopped it; what it did until then is whole.</summary>
    Stopped,

    Failed,
}

/// <summary>Work that is done beside the requests of keepers.</summary>
/// <param name="Subject">The stage of a preview or an import, the import of an undo or a bringing back; null for the others.</param>
/// <param name="Keeper">The name of who asked.</param>
/// <param name="BeganAt">The last time, where a server ended in the middle of it.</param>
/// <param name="Import">The number of the import of the record that came of it, of several the last.</param>
/// <param name="Message">How it ended, as sentences for people, one a line; null while it runs.</param>
public sealed record Job(
    long Id, JobKind Kind, long? Subject, string? Keeper, JobState State, DateTimeOffset AskedAt, DateTimeOffset? BeganAt, DateTimeOffset? EndedAt,
    JobProgress Progress, long? Import, string? Message)
{
    /// <summary>The last entry of the record when it began for the first time; null before.</summary>
    public long? Entry { get; init; }

    /// <summary>A keeper wants it to stop, and it has not yet.</summary>
    public bool IsStopping { get; init; }

    /// <summary>What it was doing when a keeper wanted that to be given up.</summary>
    public string? Skip { get; init; }

    /// <summary>Nothing will become of it any more.</summary>
    public bool IsOver => State is JobState.Done or JobState.Stopped or JobState.Failed;
}

/// <summary>How far a job is.</summary>
/// <param name="Total">Files (or entries) there are; null where that is not known yet.</param>
/// <param name="Doing">A label for people, such as the file that is read.</param>
public sealed record JobProgress(int Done, int? Total, int Posts, int Comments, string? Doing)
{
    /// <summary>Before anything is done.</summary>
    public static readonly JobProgress None = new(0, null, 0, 0, null);

    /// <summary>Of the second part of the work, where it has two, such as the comparing after the reading.</summary>
    public (int Done, int Total)? Second { get; init; }

    /// <summary>Of <see cref="Done"/>, what was done before the job began the last time, and took none of its time.</summary>
    public int Before { get; init; }
}

/// <summary>The jobs of an archive: asked for by keepers, done one after the other, kept with what came of them.</summary>
/// <remarks>Whoever asks and whoever does them may be two processes: what they say to each other stands at the desk.</remarks>
public sealed class Jobs(DeskHome desk, TimeProvider clock) : IDisposable
{
    /// <summary>Jobs that are over and kept, so that their pages stay; more than a keeper asks for in a year.</summary>
    public const int MaxKept = 2_000;

    private const string Columns =
        """
        SELECT id, kind, subject, keeper, state, asked_at, began_at, ended_at, entry, done, total, posts, comments, doing, before, second_done, second_total,
               stop, skip, message, (SELECT max(import) FROM job_imports WHERE job_id = jobs.id) AS import
          FROM jobs
        """;

    private readonly SemaphoreSlim asked = new(0);

    /// <summary>Asks for a job; where the same is asked for already and not over, that one is it.</summary>
    /// <returns>Its id.</returns>
    public long Ask(JobKind kind, long? subject, string? keeper)
    {
        var id = desk.Write(file =>
        {
            if (file["SELECT id FROM jobs WHERE kind = ? AND subject IS NOT DISTINCT FROM ? AND state IN ('waiting', 'running') LIMIT 1"].With(Word(kind)).With(subject).Number() is { } same)
            {
                // A preview may have been overtaken by what the keeper chose since it began.
                file["UPDATE jobs SET again = 1 WHERE id = ? AND state = 'running' AND kind = 'preview'"].With(same).Run();
                return same;
            }

            var added = file["INSERT INTO jobs (kind, subject, keeper, asked_at) VALUES (?, ?, ?, ?) RETURNING id"]
                .With(Word(kind)).With(subject).With(keeper).With(Times.Stored(clock.GetUtcNow())).Number()!.Value;
            file["DELETE FROM jobs WHERE state IN ('done', 'stopped', 'failed') AND id <= ?"].With(added - MaxKept).Run();
            return added;
        });
        asked.Release();
        return id;
    }

    public Job? Find(long id) => desk.Read(file => file[$"{Columns} WHERE id = ?"].With(id).First(Of));

    /// <summary>The newest of a kind about a stage or an import.</summary>
    public Job? Last(JobKind kind, long subject) =>
        desk.Read(file => file[$"{Columns} WHERE kind = ? AND subject = ? ORDER BY id DESC LIMIT 1"].With(Word(kind)).With(subject).First(Of));

    /// <summary>The newest jobs, the newest first.</summary>
    public IReadOnlyList<Job> Latest(int count) => desk.Read(file => file[$"{Columns} ORDER BY id DESC {Statement.Limit}"].With(count).All(Of));

    /// <summary>Jobs that run or wait, in the order in which they are done.</summary>
    public IReadOnlyList<Job> Open() => desk.Read(file => file[$"{Columns} WHERE state IN ('running', 'waiting') ORDER BY state = 'waiting', id"].All(Of));

    /// <summary>The job of which an import came; null where somebody imported at a terminal, or long ago.</summary>
    public Job? OfImport(long import) =>
        desk.Read(file => file[$"{Columns} WHERE id = (SELECT job_id FROM job_imports WHERE import = ?)"].With(import).First(Of));

    /// <summary>All imports that came of a job, in order.</summary>
    public IReadOnlyList<long> Imports(long id) =>
        desk.Read(file => file["SELECT import FROM job_imports WHERE job_id = ? ORDER BY import"].With(id).All(row => row.Long("import")));

    /// <summary>Asks a job to stop between two files; one that waits never begins.</summary>
    public void Stop(long id)
    {
        desk.Write(file =>
        {
            file["UPDATE jobs SET state = 'stopped', ended_at = ?, message = 'Stopped before it began.' WHERE id = ? AND state = 'waiting'"]
                .With(Times.Stored(clock.GetUtcNow())).With(id).Run();
            return file["UPDATE jobs SET stop = 1, again = 0 WHERE id = ? AND state = 'running'"].With(id).Run();
        });
        asked.Release();
    }

    /// <summary>Asks a job to give up the file that it reads now.</summary>
    public void SkipFile(long id) => desk.Write(file => file["UPDATE jobs SET skip = doing WHERE id = ? AND state = 'running'"].With(id).Run());

    /// <summary>Takes up the wish that a file be given up, so that it holds for that one alone.</summary>
    public void TakeSkip(long id) => desk.Write(file => file["UPDATE jobs SET skip = NULL WHERE id = ?"].With(id).Run());

    /// <summary>Takes the right to do jobs, which one process has at a time; null where another has it.</summary>
    public JobTurn? TryTakeTurn() => desk.TryTakeTurn();

    /// <summary>Takes the next job: one that ran when its server ended, else the one that waits longest.</summary>
    /// <param name="entry">The last entry of the record.</param>
    public Job? Begin(long entry) => desk.Write(file =>
    {
        var next = file["SELECT id FROM jobs WHERE state IN ('running', 'waiting') ORDER BY state = 'waiting', id LIMIT 1"].Number();
        file["UPDATE jobs SET state = 'running', began_at = ?, entry = coalesce(entry, ?), skip = NULL, again = 0 WHERE id = ?"]
            .With(Times.Stored(clock.GetUtcNow())).With(entry).With(next).Run();
        return file[$"{Columns} WHERE id = ?"].With(next).First(Of);
    });

    /// <summary>Notes how far a job is.</summary>
    public void Advance(long id, JobProgress progress) => desk.Write(file => Advance(file, id, progress));

    /// <summary>Notes an import that came of a job.</summary>
    public void Note(long id, long import) =>
        desk.Write(file => file["INSERT INTO job_imports (import, job_id) VALUES (?, ?) ON CONFLICT DO NOTHING"].With(import).With(id).Run());

    /// <summary>Ends a job, and says how.</summary>
    /// <returns>Whether it is over; one that was asked for once more waits again.</returns>
    public bool End(long id, JobState state, JobProgress progress, string message) => desk.Write(file =>
    {
        Advance(file, id, progress with { Doing = null });
        if (file["UPDATE jobs SET state = 'waiting', began_at = NULL, stop = 0 WHERE id = ? AND again = 1"].With(id).Run() > 0)
        {
            return false;
        }

        file["UPDATE jobs SET state = ?, ended_at = ?, message = ?, stop = 0, skip = NULL WHERE id = ?"]
            .With(state.ToString().ToLowerInvariant()).With(Times.Stored(clock.GetUtcNow())).With(message).With(id).Run();
        return true;
    });

    /// <summary>Waits until somebody asks for something, or for that long.</summary>
    public Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancel) => asked.WaitAsync(longest, cancel);

    public void Dispose() => asked.Dispose();

    // What runs may be held up by another process and not have begun.
    internal static void StopAllOf(DeskTables file, TimeProvider clock, long keeper)
    {
        const string Theirs = "AND keeper = (SELECT name FROM keepers WHERE id = ?)";
        file[$"UPDATE jobs SET state = 'stopped', ended_at = ?, message = 'Stopped before it began: who asked for it keeps this archive no longer.' WHERE state = 'waiting' {Theirs}"]
            .With(Times.Stored(clock.GetUtcNow())).With(keeper).Run();
        file[$"UPDATE jobs SET stop = 1, again = 0 WHERE state = 'running' {Theirs}"].With(keeper).Run();
    }

    private static int Advance(DeskTables file, long id, JobProgress progress) =>
        file["UPDATE jobs SET done = ?, total = ?, posts = ?, comments = ?, doing = ?, before = ?, second_done = ?, second_total = ? WHERE id = ?"]
            .With(progress.Done).With(progress.Total).With(progress.Posts).With(progress.Comments).With(progress.Doing)
            .With(progress.Before).With(progress.Second?.Done).With(progress.Second?.Total).With(id).Run();

    private static string Word(JobKind kind) => kind.ToString().ToLowerInvariant();

    private static Job Of(IDeskRow row) => new(
        row.Long("id"), Enum.Parse<JobKind>(row.Text("kind"), ignoreCase: true), row.NumberOrNull("subject"), row.TextOrNull("keeper"),
        Enum.Parse<JobState>(row.Text("state"), ignoreCase: true), Times.Read(row.Text("asked_at")), Time(row.TextOrNull("began_at")), Time(row.TextOrNull("ended_at")),
        new JobProgress(row.Int("done"), (int?)row.NumberOrNull("total"), row.Int("posts"), row.Int("comments"), row.TextOrNull("doing"))
        {
            Before = row.Int("before"),
            Second = row.NumberOrNull("second_total") is { } total ? (row.Int("second_done"), (int)total) : null,
        },
        row.NumberOrNull("import"), row.TextOrNull("message"))
    {
        Entry = row.NumberOrNull("entry"),
        IsStopping = row.Long("stop") == 1,
        Skip = row.TextOrNull("skip"),
    };

    private static DateTimeOffset? Time(string? stored) => stored is null ? null : Times.Read(stored);
}
