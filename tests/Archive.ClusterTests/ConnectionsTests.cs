using Npgsql;

namespace Archive.ClusterTests;

/// <summary>How many connections to the database machines hold, and that those who read take none from those who follow.</summary>
public sealed class ConnectionsTests(PostgresServer server, ITestOutputHelper output) : IDisposable
{
    private const string OfMachines = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'archive'";

    private readonly Machines machines = new();

    public void Dispose() => machines.Dispose();

    [Fact]
    public async Task Fifty_machines_follow_by_three_connections_each()
    {
        var (count, database) = (Form.Of(all: 50, few: 12), server.NewDatabase());
        using var one = machines.Open("one", database);
        await Machines.ImportAsync(one, Machines.Invented(seed: 20, count: 2));
        using var stop = new CancellationTokenSource();
        var others = Enumerable.Range(0, count).Select(at => machines.Open($"other-{at}", database)).ToList();
        var following = others.ConvertAll(other => new Follower(other, TimeProvider.System, Assert.Fail).RunAsync(stop.Token));

        await Machines.ImportAsync(one, Machines.Invented(seed: 21, count: 2));
        foreach (var other in others)
        {
            await Machines.LevelAsync(one, other);
        }

        var held = PostgresServer.Count(database, $"SELECT count(*) {OfMachines}");
        output.WriteLine($"{count} machines follow by {held} connections");
        Assert.InRange(held, count, (3 * count) + PostgresPlace.Most);
        await stop.CancelAsync();
        await Task.WhenAll(following.Select(one => Assert.ThrowsAnyAsync<OperationCanceledException>(() => one)));
        others.ForEach(other => other.Dispose());
    }

    [Fact]
    public async Task Who_waits_for_originals_keeps_no_machine_from_following_and_takes_no_more_than_its_share()
    {
        var database = server.NewDatabase();
        using var one = machines.Open("one", database);
        await Machines.ImportAsync(one, Machines.Seeds());
        using var two = machines.Open("two", database);
        var follower = new Follower(two, TimeProvider.System, Assert.Fail);
        follower.Step(CancellationToken.None);
        var sha256 = two.Record.Originals().First().Sha256;
        List<Task> asking;
        await using (var slow = new NpgsqlConnection(database + ";Pooling=false"))
        {
            await slow.OpenAsync();
            await using var locked = await slow.BeginTransactionAsync();
            await using (var hold = new NpgsqlCommand("LOCK TABLE originals", slow))
            {
                await hold.ExecuteNonQueryAsync();
            }

            asking = [.. Enumerable.Range(0, 64).Select(_ => Task.Factory.StartNew(() => Ask(two, sha256), TaskCreationOptions.LongRunning))];
            while (PostgresServer.Count(database, $"SELECT count(*) {OfMachines} AND wait_event_type = 'Lock'") < 10)
            {
                await Task.Delay(20);
            }

            new Keeper(one, TimeProvider.System).Order(one.BlogSlugs());
            follower.Step(CancellationToken.None);

            Assert.Null(follower.Now.Trouble);
            Assert.Equal(one.Seal(), two.Seal());
            Assert.InRange(PostgresServer.Count(database, $"SELECT count(*) {OfMachines}"), 1, 2 * PostgresPlace.Most);
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
