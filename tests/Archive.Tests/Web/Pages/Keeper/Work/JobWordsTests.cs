namespace Archive.Tests.Web.Pages.Keeper.Work;

public sealed class JobWordsTests
{
    private static readonly DateTimeOffset Began = new(2020, 5, 4, 3, 2, 1, TimeSpan.Zero);

    [Theory]
    // Too early to say.
    [InlineData(2, 40, 0, "not known yet", "not known yet")]
    [InlineData(60, 2, 0, "not known yet", "not known yet")]
    [InlineData(10, 40, 0, "4 files a second", "about 15 seconds")]
    [InlineData(120, 50, 0, "25 files a minute", "about 2 minutes")]
    // What was done before it began again took none of its time.
    [InlineData(10, 40, 30, "1 file a second", "about 60 seconds")]
    public void Rate_and_time_left_are_said_once_they_are_known(int seconds, int done, int before, string rate, string left)
    {
        var words = Of(JobKind.Preview, JobState.Running, new JobProgress(done, 100, 0, 0, "a.txt") { Before = before }, seconds);

        Assert.Equal(rate, Figure(words, "Rate"));
        Assert.Equal(left, Figure(words, "Time left"));
    }

    [Fact]
    public void An_import_counts_posts_and_comments()
    {
        var words = Of(JobKind.Import, JobState.Running, new JobProgress(1_000, 2_000, 1_100, 30_000, "a.txt"), 10);

        Assert.Equal(("1,000 of 2,000 files", "1,100", "30,000"), (words.Done, Figure(words, "Posts"), Figure(words, "New comments")));
        Assert.Equal("100 files a second, 3,000 comments a second", Figure(words, "Rate"));
        Assert.False(words.CanSkip);
    }

    [Theory]
    [InlineData(JobKind.Preview, JobState.Done, "/keeper/stages/7")]
    [InlineData(JobKind.Import, JobState.Done, "/keeper/imports/3")]
    [InlineData(JobKind.Import, JobState.Running, null)]
    [InlineData(JobKind.Undo, JobState.Done, "/keeper/imports/7")]
    [InlineData(JobKind.Undo, JobState.Failed, null)]
    [InlineData(JobKind.Verify, JobState.Done, null)]
    public void A_job_leads_to_what_came_of_it(JobKind kind, JobState state, string? address) =>
        Assert.Equal(address, Of(kind, state, JobProgress.None, 10).Leads);

    [Theory]
    [InlineData(JobKind.Undo)]
    [InlineData(JobKind.BringBack)]
    public void What_takes_no_files_one_by_one_counts_none(JobKind kind)
    {
        var words = Of(kind, JobState.Running, JobProgress.None, 10);

        Assert.Equal("At work", words.Done);
        Assert.Empty(words.Figures);
        Assert.False(words.CanStop);
        Assert.True(Of(kind, JobState.Waiting, JobProgress.None, 10).CanStop);
        // As long as another process writes, it has not begun.
        var heldUp = Of(kind, JobState.Running, JobProgress.None with { Doing = JobRunner.Waiting }, 10);
        Assert.Equal(("Not begun", true), (heldUp.Done, heldUp.CanStop));
        Assert.Equal(["Waiting until another process has finished writing to this archive."], heldUp.Sentences);
        Assert.True(Of(JobKind.Import, JobState.Running, JobProgress.None, 10).CanStop);
    }

    private static JobWords Of(JobKind kind, JobState state, JobProgress progress, int seconds) =>
        new(new Job(1, kind, 7, "Ada", state, Began, Began, Began, progress, 3, "Ended."), Began.AddSeconds(seconds));

    private static string Figure(JobWords words, string name) => words.Figures.Single(figure => figure.Name == name).Value;
}
