namespace Archive.Tests.Storage.Desk;

/// <summary>What holds for jobs wherever the desk is.</summary>
public abstract class JobsSuite(TestDesk desk) : IDisposable
{
    private readonly Jobs jobs = new(desk.Home, desk.Clock);

    public void Dispose()
    {
        jobs.Dispose();
        desk.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_job_waits_runs_and_ends()
    {
        var id = jobs.Ask(JobKind.Import, 7, "Ada");

        Assert.Equal(
            new Job(id, JobKind.Import, 7, "Ada", JobState.Waiting, desk.Clock.Now, null, null, JobProgress.None, null, null), jobs.Find(id));
        desk.Clock.Now += TimeSpan.FromSeconds(2);
        var began = jobs.Begin(entry: 5)!;
        Assert.Equal((id, JobState.Running, desk.Clock.Now, 5), (began.Id, began.State, began.BeganAt, began.Entry));
        var progress = new JobProgress(3, 10, 4, 50, "mill/one.txt") { Second = (1, 9), Before = 2 };
        jobs.Advance(id, progress);
        jobs.Note(id, 12);
        Assert.Equal((progress, 12), (jobs.Find(id)!.Progress, jobs.Find(id)!.Import));
        desk.Clock.Now += TimeSpan.FromSeconds(2);
        Assert.True(jobs.End(id, JobState.Done, progress, "Ten files are kept."));

        var ended = jobs.Find(id)!;
        Assert.Equal((JobState.Done, desk.Clock.Now, "Ten files are kept.", true), (ended.State, ended.EndedAt, ended.Message, ended.IsOver));
        Assert.Equal(progress with { Doing = null }, ended.Progress);
        Assert.Null(jobs.Begin(9));
    }

    [Fact]
    public void The_oldest_is_done_first_and_one_that_a_killed_server_left_before_all()
    {
        var (first, second) = (jobs.Ask(JobKind.Preview, 1, "Ada"), jobs.Ask(JobKind.Preview, 2, "Ada"));

        Assert.Equal(first, jobs.Begin(1)!.Id);
        jobs.Ask(JobKind.Rebuild, null, "Ada");
        using var restarted = new Jobs(desk.Home, desk.Clock);
        var again = restarted.Begin(8)!;
        Assert.Equal((first, 1), (again.Id, again.Entry));
        Assert.Equal([first, second, second + 1], restarted.Open().Select(job => job.Id));
        restarted.End(first, JobState.Done, JobProgress.None, "");
        Assert.Equal(second, restarted.Begin(8)!.Id);
    }

    [Fact]
    public void The_same_is_not_asked_for_twice_while_it_is_not_over()
    {
        var import = jobs.Ask(JobKind.Import, 1, "Ada");
        var verify = jobs.Ask(JobKind.Verify, null, "Ada");

        Assert.Equal(import, jobs.Ask(JobKind.Import, 1, "Grace"));
        Assert.Equal(verify, jobs.Ask(JobKind.Verify, null, "Grace"));
        Assert.NotEqual(import, jobs.Ask(JobKind.Import, 2, "Ada"));
        Assert.NotEqual(import, jobs.Ask(JobKind.Preview, 1, "Ada"));
        jobs.Begin(1);
        Assert.Equal(import, jobs.Ask(JobKind.Import, 1, "Ada"));
        Assert.True(jobs.End(import, JobState.Done, JobProgress.None, "Done."));
        var later = jobs.Ask(JobKind.Import, 1, "Ada");
        Assert.NotEqual(import, later);
        Assert.Equal(later, jobs.Last(JobKind.Import, 1)!.Id);
        Assert.Null(jobs.Last(JobKind.Undo, 1));
    }

    [Fact]
    public void A_preview_that_is_asked_for_while_it_is_stopped_is_made_once_more()
    {
        var id = jobs.Ask(JobKind.Preview, 1, "Ada");
        jobs.Begin(1);
        jobs.Stop(id);
        Assert.Equal(id, jobs.Ask(JobKind.Preview, 1, "Ada"));

        Assert.False(jobs.End(id, JobState.Stopped, JobProgress.None, "Stopped."));
        var next = jobs.Begin(1)!;
        Assert.Equal((id, false), (next.Id, next.IsStopping));
    }

    [Fact]
    public void A_preview_that_is_asked_for_while_it_is_made_is_made_once_more()
    {
        var id = jobs.Ask(JobKind.Preview, 1, "Ada");
        jobs.Begin(1);
        Assert.Equal(id, jobs.Ask(JobKind.Preview, 1, "Ada"));

        Assert.False(jobs.End(id, JobState.Done, JobProgress.None, "Done."));
        Assert.Equal(JobState.Waiting, jobs.Find(id)!.State);
        Assert.Equal(id, jobs.Begin(1)!.Id);
        Assert.True(jobs.End(id, JobState.Done, JobProgress.None, "Done."));
    }

    [Fact]
    public void One_that_waits_is_stopped_at_once_and_one_that_runs_is_asked_to()
    {
        var (running, waiting) = (jobs.Ask(JobKind.Import, 1, "Ada"), jobs.Ask(JobKind.Import, 2, "Ada"));
        jobs.Begin(1);

        jobs.Stop(running);
        jobs.Stop(waiting);

        Assert.Equal((JobState.Running, true), (jobs.Find(running)!.State, jobs.Find(running)!.IsStopping));
        Assert.Equal((JobState.Stopped, "Stopped before it began."), (jobs.Find(waiting)!.State, jobs.Find(waiting)!.Message));
        jobs.End(running, JobState.Stopped, JobProgress.None, "Stopped.");
        jobs.Stop(running);
        Assert.Equal((JobState.Stopped, false, "Stopped."), (jobs.Find(running)!.State, jobs.Find(running)!.IsStopping, jobs.Find(running)!.Message));
        Assert.Null(jobs.Begin(1));
    }

    [Fact]
    public void Giving_up_a_file_names_it()
    {
        var id = jobs.Ask(JobKind.Preview, 1, "Ada");
        jobs.SkipFile(id);
        Assert.Null(jobs.Find(id)!.Skip);
        jobs.Begin(1);
        jobs.Advance(id, new JobProgress(1, 2, 0, 0, "slow.txt"));

        jobs.SkipFile(id);

        Assert.Equal("slow.txt", jobs.Find(id)!.Skip);
    }

    [Fact]
    public void An_import_leads_to_its_job_and_a_job_to_its_imports()
    {
        var id = jobs.Ask(JobKind.Import, 1, "Ada");
        jobs.Begin(1);
        jobs.Note(id, 4);
        jobs.Note(id, 3);
        jobs.Note(id, 4);

        Assert.Equal([3, 4], jobs.Imports(id));
        Assert.Equal((id, 4), (jobs.OfImport(3)!.Id, jobs.OfImport(3)!.Import));
        Assert.Null(jobs.OfImport(5));
    }

    [Fact]
    public async Task Whoever_waits_hears_of_what_is_asked_for()
    {
        var waiting = jobs.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        jobs.Ask(JobKind.Verify, null, "Ada");

        Assert.True(await waiting);
        Assert.False(await jobs.WaitAsync(TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public void Jobs_that_are_long_over_go()
    {
        var first = jobs.Ask(JobKind.Verify, null, "Ada");
        jobs.Begin(1);
        jobs.End(first, JobState.Done, JobProgress.None, "Sound.");
        var waiting = jobs.Ask(JobKind.Rebuild, null, "Ada");
        for (var i = 0; i < Jobs.MaxKept; i++)
        {
            jobs.Ask(JobKind.Preview, i, "Ada");
        }

        Assert.Null(jobs.Find(first));
        Assert.NotNull(jobs.Find(waiting));
        Assert.Equal(3, jobs.Latest(3).Count);
        Assert.Equal(jobs.Latest(1)[0].Id, jobs.Last(JobKind.Preview, Jobs.MaxKept - 1)!.Id);
    }

    [Fact]
    public void One_does_jobs_at_a_time()
    {
        using var home = desk.Again();
        using var other = new Jobs(home, desk.Clock);
        using (var turn = jobs.TryTakeTurn())
        {
            Assert.True(turn!.IsHeld());
            Assert.Null(other.TryTakeTurn());
        }

        // A server ends a session some moments after it was told to.
        JobTurn? next = null;
        Assert.True(SpinWait.SpinUntil(() => (next = other.TryTakeTurn()) is not null, TimeSpan.FromSeconds(30)));
        next!.Dispose();
    }

    // What a keeper types, a file is called and a failure says: none of it may stop a job from ending.
    [Theory]
    [InlineData("Überfähre – 渡船 – معدية – \U0001F6A2")]
    [InlineData("\0 \u0001 \\ \" ' %s $1 ?1 ; -- \r\n\t \uFFFE")]
    public void Any_text_can_be_told(string text)
    {
        var id = jobs.Ask(JobKind.Verify, null, text);
        jobs.Begin(1);

        Assert.True(jobs.End(id, JobState.Failed, JobProgress.None, text + '\uD800'));
        Assert.Equal(JobState.Failed, jobs.Find(id)!.State);
    }
}
