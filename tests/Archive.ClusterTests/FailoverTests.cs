using System.Diagnostics;
using Npgsql;

namespace Archive.ClusterTests;

/// <summary>What happens to machines where the primary is lost and its standby takes its place.</summary>
public sealed class FailoverTests(PostgresServer server) : IDisposable
{
    private readonly Machines machines = new();

    public void Dispose() => machines.Dispose();

    [Fact]
    public async Task Of_a_synchronous_standby_nothing_is_lost_that_was_acknowledged()
    {
        await using var primary = await server.NewServerAsync();
        await using var standby = await primary.NewStandbyAsync(isSynchronous: true);
        var database = PostgresServer.AtAny(primary.NewDatabase(), primary, standby);
        using var one = machines.Open("one", database);
        var acknowledged = new List<DumpFile>();
        using var many = new SemaphoreSlim(0);

        var importing = Task.Run(async () =>
        {
            foreach (var dump in Machines.Invented(seed: 1, count: 1_000))
            {
                await Machines.ImportAsync(one, [dump]);
                acknowledged.Add(dump);
                many.Release();
            }
        });
        for (var count = 0; count < 10; count++)
        {
            await many.WaitAsync(TimeSpan.FromMinutes(1));
        }

        await primary.KillAsync();
        var ended = await Assert.ThrowsAnyAsync<ArchiveFileException>(() => importing);
        Assert.Contains("cannot be reached", ended.Message, StringComparison.Ordinal);
        Assert.NotEmpty(one.BlogSlugs());
        standby.Promote();

        var told = new List<string>();
        await FollowAsync(one, told.Add);
        Assert.Empty(told);
        using (var copy = one.Read())
        {
            Assert.All(acknowledged, dump => Assert.Contains(copy.Sources.Select(source => source.Sha256).ToList(), kept => kept == Hash(dump)));
        }

        await Machines.ImportAsync(one, Machines.Invented(seed: 1, count: acknowledged.Count + 5));
        await AssertAllSameAsync(one, database);
    }

    [Fact]
    public async Task What_an_asynchronous_standby_had_not_yet_is_told_and_every_machine_shows_the_same_afterwards()
    {
        await using var primary = await server.NewServerAsync();
        await using var standby = await primary.NewStandbyAsync(isSynchronous: false);
        var database = PostgresServer.AtAny(primary.NewDatabase(), primary, standby);
        using var one = machines.Open("one", database);
        var dumps = Machines.Invented(seed: 2, count: 20);
        await Machines.ImportAsync(one, dumps.Take(10));
        await StreamedAsync(primary, standby);
        await standby.KillAsync();
        await Machines.ImportAsync(one, dumps.Skip(10));
        var lost = one.Seal().Number;
        await primary.KillAsync();
        await standby.StartAsync();
        standby.Promote();

        // What has the numbers of lost entries now is something else, and no page is kept by it.
        await Machines.ReachedAsync(() => one.Record.Head());
        var states = new ArchiveStates(one);
        states.Ask();
        Assert.Equal(states.Now().All, states.Now().Of(1));
        var told = new List<string>();
        await FollowAsync(one, told.Add);

        Assert.Contains(told, sentence => sentence.Contains("not in this record", StringComparison.Ordinal));
        Assert.InRange(one.Seal().Number, 1, lost - 1);
        await Machines.ImportAsync(one, dumps.Skip(10));
        await AssertAllSameAsync(one, database);

        // The old one comes back, and believes that it is the primary still.
        var (seal, follower) = (one.Seal(), new Follower(one, TimeProvider.System, told.Add));
        follower.Step(CancellationToken.None);
        await primary.StartAsync();
        NpgsqlConnection.ClearAllPools();
        follower.Step(CancellationToken.None);
        Assert.Null(follower.Now.Trouble);
        using (var writer = one.Place.TryOpenWriter())
        {
            Assert.Equal(seal, writer!.Head());
        }

        // Also where it is the only one that answers.
        await standby.KillAsync();
        follower.Step(CancellationToken.None);
        Assert.Matches($"127.0.0.1:{primary.Port}: [^;]*until another was promoted", follower.Now.Trouble);
        Assert.Matches($"127.0.0.1:{standby.Port}: (the connection was cut|[^;]*refused)", follower.Now.Trouble);
        Assert.ThrowsAny<RecordUnreachableException>(one.Place.TryOpenWriter);
        Assert.Equal(seal, one.Seal());
    }

    [Fact]
    public async Task A_commit_that_no_standby_confirms_is_not_acknowledged()
    {
        await using var primary = await server.NewServerAsync();
        await using var standby = await primary.NewStandbyAsync(isSynchronous: true);
        var database = primary.NewDatabase();
        using var one = machines.Open("one", database);
        await standby.KillAsync();
        var importing = Task.Run(() => Machines.ImportAsync(one, Machines.Invented(seed: 3, count: 1)));
        // Whoever keeps the server ends the waiting.
        while (!importing.IsCompleted)
        {
            PostgresServer.Run(primary.OfServer, "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            await Task.Delay(100);
        }

        Assert.Contains("on one server alone", (await Assert.ThrowsAnyAsync<ArchiveFileException>(() => importing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_power_is_waited_for_once_and_not_with_each_question()
    {
        var database = server.NewDatabase();
        using var silent = new Wire(server.Port);
        silent.Silence();
        using var one = machines.Open("one", PostgresServer.AtAny(database, silent.Port, server.Port));
        using var desk = DeskHome.Open("", one.Place);
        await Machines.ImportAsync(one, Machines.Invented(seed: 4, count: 2));
        var (asked, follower) = (silent.Accepted, new Follower(one, TimeProvider.System, Assert.Fail));
        Assert.InRange(asked, 1, 10);

        // Each kind of connection, opened anew and from its pool.
        for (var turn = 0; turn < 5; turn++)
        {
            await Machines.ImportAsync(one, Machines.Invented(seed: 5 + turn, count: 1));
            follower.Step(CancellationToken.None);
            Assert.NotNull(one.Original(one.Record.Originals().First().Sha256));
            Assert.Null(desk.Closed);
            desk.TryTakeTurn()!.Dispose();
            await one.Place.WaitForMoreAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            PostgresServer.CutAll(database);
        }

        Assert.Equal(asked, silent.Accepted);
    }

    [Fact]
    public void A_silent_host_is_waited_for_as_long_as_the_connection_string_says()
    {
        using var silent = new Wire(server.Port);
        silent.Silence();
        using var patient = RecordPlace.Of("", PostgresServer.AtAny(server.NewDatabase(), silent.Port) + ";Timeout=8");
        var waited = Stopwatch.StartNew();

        Assert.ThrowsAny<ArchiveFileException>(() => patient.TryOpenWriter()?.Dispose());

        Assert.InRange(waited.Elapsed.TotalSeconds, 7.9, double.MaxValue);
    }

    [Fact]
    public async Task A_primary_that_loses_its_power_is_left_for_its_standby()
    {
        await using var primary = await server.NewServerAsync();
        await using var standby = await primary.NewStandbyAsync(isSynchronous: true);
        using var wire = new Wire(primary.Port);
        using var one = machines.Open("one", PostgresServer.AtAny(primary.NewDatabase(), wire.Port, standby.Port));
        await Machines.ImportAsync(one, Machines.Invented(seed: 4, count: 3));
        var seal = one.Seal();
        wire.Silence();
        await primary.KillAsync();
        standby.Promote();

        // Its connections rest in the pools, and nobody has told them anything.
        await FollowAsync(one, Assert.Fail);
        Assert.Equal(seal, one.Seal());
        var asked = wire.Accepted;
        await Machines.ImportAsync(one, Machines.Invented(seed: 5, count: 3));
        await FollowAsync(one, Assert.Fail);
        Assert.Equal(asked, wire.Accepted);
        Assert.NotEqual(seal, one.Seal());
    }

    private static async Task StreamedAsync(PostgresServer primary, PostgresServer standby)
    {
        for (var turn = 0; !PostgresServer.Holds(primary.OfServer, "SELECT EXISTS (SELECT FROM pg_stat_replication WHERE replay_lsn >= pg_current_wal_lsn())"); turn++)
        {
            Assert.True(turn < 300, $"the standby at {standby.Port} does not follow");
            await Task.Delay(100);
        }
    }

    private static async Task FollowAsync(ArchiveFolder machine, Action<string> tell)
    {
        var follower = new Follower(machine, TimeProvider.System, sentence =>
        {
            if (!sentence.Contains("cannot be reached", StringComparison.Ordinal))
            {
                tell(sentence);
            }
        });
        for (var turn = 0; turn == 0 || follower.Now.Trouble is not null; turn++)
        {
            Assert.True(turn < 300, follower.Now.Trouble);
            follower.Step(CancellationToken.None);
            await Task.Delay(100);
        }
    }

    private async Task AssertAllSameAsync(ArchiveFolder one, string database)
    {
        using var fresh = machines.Open("fresh", database);
        await FollowAsync(one, _ => { });
        Assert.Equal(one.Seal(), fresh.Seal());
        Assert.Equal(await Machines.ExportAsync(fresh), await Machines.ExportAsync(one));
        await Machines.AssertSoundAsync(one);
    }

    private static string Hash(DumpFile dump) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(dump.Read()));
}
