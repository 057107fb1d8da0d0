namespace Archive.ClusterTests;

/// <summary>How many connections to the database machines hold, and that those who read take none from those who follow.</summary>
public sealed class ConnectionsTests(PostgresServer server, ITestOutputHelper output) : IDisposable
{
    private const string OfMachines = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'archive'";

    private readonly Machines machines = new();

    public void Dispose() => machines.Dispose();

    [Fact]
    public async Task Fifty_machines_follow_by_few_connections_each()
    {
        var (count, database) = (Form.Of(all: 50, few: 12), server.NewDatabase());
        using var one = machines.Open("one", database);
        await Machines.ImportAsync(one, Machines.Invented(seed: 20, count: 2));
        using var stop = new CancellationTokenSource();
        var (others, following) = (new List<ArchiveFolder>(), new List<Task>());
        try
        {
            for (var at = 0; at < count; at++)
            {
                others.Add(machines.Open($"other-{at}", database));
                following.Add(new Follower(others[at], TimeProvider.System, Assert.Fail).RunAsync(stop.Token));
            }

            await Machines.ImportAsync(one, Machines.Invented(seed: 21, count: 2));
            foreach (var other in others)
            {
                await Machines.LevelAsync(one, other);
            }

            // Making its copy a machine had some more, which rest for a while.
            var held = PostgresServer.Count(database, $"SELECT count(*) {OfMachines}");
            output.WriteLine($"{count} machines follow by {held} connections");
            Assert.InRange(held, count, (3 * (count + 1)) + 10);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(following).ContinueWith(_ => { }, TaskScheduler.Default);
            others.ForEach(other => other.Dispose());
        }

        Assert.All(following, task => Assert.False(task.IsFaulted));
    }

    [Fact]
    public async Task Who_waits_for_originals_keeps_no_machine_from_following_and_takes_no_more_than_its_share()
    {
        var database = server.NewDatabase();
        using var one = machines.Open("one", database);
        await Machines.ImportAsync(one, Machines.Seeds());
        using var two = machines.Open("two", database);
        var states = new ArchiveStates(two);
        var follower = new Follower(two, TimeProvider.System, Assert.Fail, () => states.Ask());
        follower.Step(CancellationToken.None);
        var sha256 = two.Record.Originals().First().Sha256;
        List<Task> asking;
        await using (await PostgresServer.HoldOriginalsAsync(database))
        {
            asking = [.. Enumerable.Range(0, 64).Select(_ => Task.Factory.StartNew(() => Ask(two, sha256), TaskCreationOptions.LongRunning))];
            await PostgresServer.UntilWaitingAsync(database, PostgresHosts.MaxReaders);
            new Keeper(one, TimeProvider.System).Order(one.BlogSlugs());
            follower.Step(CancellationToken.None);

            Assert.Null(follower.Now.Trouble);
            Assert.Equal(one.Seal(), two.Seal());
            Assert.NotNull(states.Now().Common);
            Assert.Equal(PostgresHosts.MaxReaders, PostgresServer.Count(database, $"SELECT count(*) {OfMachines} AND wait_event_type = 'Lock'"));
        }

        await Task.WhenAll(asking);
    }

    // Some get it once they may; the others are told that the record cannot be reached.
    private static void Ask(ArchiveFolder machine, string sha256)
    {
        try
        {
            Assert.NotNull(machine.Original(sha256));
        }
        catch (RecordUnreachableException told)
        {
            Assert.NotEmpty(told.Message);
        }
    }
}
