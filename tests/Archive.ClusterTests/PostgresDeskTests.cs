using Archive.Tests.Storage.Desk;
using Archive.Tests.Storage.Staging;

namespace Archive.ClusterTests;

/// <summary>Keepers in PostgreSQL.</summary>
public sealed class PostgresKeepersTests(PostgresServer server) : KeepersSuite(new DeskDatabase(server));

/// <summary>Sessions in PostgreSQL.</summary>
public sealed class PostgresSessionsTests(PostgresServer server) : SessionsSuite(new DeskDatabase(server));

/// <summary>Passkeys in PostgreSQL.</summary>
public sealed class PostgresPasskeysTests(PostgresServer server) : PasskeysSuite(new DeskDatabase(server));

/// <summary>Codes in PostgreSQL.</summary>
public sealed class PostgresOneUseCodesTests(PostgresServer server) : OneUseCodesSuite(new DeskDatabase(server));

/// <summary>Jobs in PostgreSQL.</summary>
public sealed class PostgresJobsTests(PostgresServer server) : JobsSuite(new DeskDatabase(server));

/// <summary>Stages in PostgreSQL.</summary>
public sealed class PostgresStagesTests(PostgresServer server) : StagesSuite(new DeskDatabase(server));

/// <summary>Imports of stages in PostgreSQL.</summary>
public sealed class PostgresStagedImportTests(PostgresServer server) : StagedImportSuite(new DeskDatabase(server));

/// <summary>The desk in PostgreSQL.</summary>
public sealed class PostgresDeskTests(PostgresServer server) : IDisposable
{
    private readonly DeskDatabase desk = new(server);

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Machines_that_come_at_once_make_one_desk()
    {
        var homes = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ => desk.Again()).ToList();

        Parallel.For(0, 40, i => new Keepers(homes[i % 8], desk.Clock).Reset($"Keeper {i}", "hash"));

        Assert.Equal(40, desk.Keepers.All().Count);
    }

    [Fact]
    public void What_machines_count_before_they_add_is_counted_one_after_the_other()
    {
        var homes = Enumerable.Range(0, 4).Select(_ => desk.Again()).ToList();
        var keeper = desk.Keepers.Reset("Ada", "hash").Id;

        Parallel.For(0, 40, i => new Passkeys(homes[i % 4], desk.Clock).Add(keeper, [(byte)i], $"device {i}", "{}"));

        Assert.Equal(Passkeys.MaxOfKeeper, new Passkeys(desk.Home, desk.Clock).Of(keeper).Count);
    }

    // As when the server was started again: each connection that rests is lost, and the next question comes through all the same.
    [Fact]
    public void Lost_connections_are_made_anew()
    {
        var secret = desk.Sessions.Begin(desk.Keepers.Reset("Ada", "hash").Id);
        Parallel.For(0, 8, _ => desk.Keepers.All());

        PostgresServer.CutAll(desk.Database);
        Assert.NotNull(desk.Sessions.Use(secret));
        PostgresServer.CutAll(desk.Database);
        Assert.NotNull(desk.Keepers.Reset("Ben", "hash"));
        Assert.Null(desk.Home.Closed);
    }

    [Fact]
    public void A_database_that_is_away_is_told_in_a_sentence_and_without_a_password()
    {
        using var place = RecordPlace.Of("", new Npgsql.NpgsqlConnectionStringBuilder(desk.Database) { Port = 1 }.ConnectionString);
        using var home = DeskHome.Open("", place);

        var failure = Assert.Throws<DeskAwayException>(() => new Keepers(home, desk.Clock).All());
        Assert.DoesNotContain(PostgresServer.Password, failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(DeskAwayException.Sentence, home.Closed);
    }

    [Fact]
    public void A_right_to_do_jobs_is_lost_with_its_connection()
    {
        using var jobs = new Jobs(desk.Home, desk.Clock);
        using var turn = jobs.TryTakeTurn();

        PostgresServer.CutAll(desk.Database);

        Assert.False(turn!.IsHeld());
        using var next = PostgresServer.Soon(jobs.TryTakeTurn);
        Assert.True(next.IsHeld());
    }

    [Fact]
    public void A_desk_of_a_newer_program_is_left_alone()
    {
        using (var connection = new Npgsql.NpgsqlConnection(desk.Database))
        {
            connection.Open();
            using var raise = new Npgsql.NpgsqlCommand("UPDATE desk SET schema = 99", connection);
            raise.ExecuteNonQuery();
        }

        Assert.Contains("too old", Assert.Throws<ArchiveFileException>(desk.Again).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_its_primary_is_gone_a_desk_is_that_of_the_standby()
    {
        await using var primary = new PostgresServer();
        await primary.InitializeAsync();
        var database = primary.NewDatabase();
        await using var standby = await primary.NewStandbyAsync(isSynchronous: true);
        using var place = RecordPlace.Of("", new Npgsql.NpgsqlConnectionStringBuilder(database) { Host = $"127.0.0.1:{primary.Port},127.0.0.1:{standby.Port}" }.ConnectionString);
        using var home = DeskHome.Open("", place);
        var (keepers, sessions) = (new Keepers(home, desk.Clock), new Sessions(home, desk.Clock));
        var secret = sessions.Begin(keepers.Reset("Ada", "hash").Id);
        using var jobs = new Jobs(home, desk.Clock);
        using var turn = jobs.TryTakeTurn();

        await primary.KillAsync();
        Assert.Throws<DeskAwayException>(() => sessions.Use(secret));
        Assert.False(turn!.IsHeld());
        standby.Promote();

        for (var turns = 0; home.Closed is not null; turns++)
        {
            Assert.True(turns < 300, "it does not come back");
            await Task.Delay(100);
        }

        Assert.Equal("Ada", sessions.Use(secret)!.Keeper.Name);
        Assert.NotEqual(0, keepers.Reset("Ben", "hash").Id);
        using var next = jobs.TryTakeTurn();
        Assert.True(next!.IsHeld());
    }

    // In a folder in which there is nothing: whoever has the database has the desk.
    [Fact]
    public async Task The_keepers_of_a_database_are_managed_from_a_terminal()
    {
        string[] place = ["--data", desk.Folder, "--record", desk.Database];
        await RunAsync(["record", "init", .. place]);

        var first = await RunAsync(["keeper", "reset", .. place]);
        Assert.NotNull(new OneUseCodes(desk.Home, TimeProvider.System).Redeem(first.Split('\n')[1].Trim(), "Ada", "hash"));

        Assert.StartsWith("1 keeper\n  Ada, since ", await RunAsync(["keeper", "list", .. place]), StringComparison.Ordinal);
        await RunAsync(["keeper", "remove", "ada", "--yes", .. place]);
        Assert.Empty(desk.Keepers.All());
        Assert.False(File.Exists(Path.Combine(desk.Folder, DeskFile.FileName)));
    }

    private static async Task<string> RunAsync(string[] args)
    {
        using var output = new MemoryStream();
        using var text = new StreamWriter(output) { AutoFlush = true };
        using var error = new StringWriter();
        Assert.True(await ArchiveCommand.RunAsync(args, new CommandConsole(output, text, error, errorIsTerminal: false), CancellationToken.None) == 0, error.ToString());
        return System.Text.Encoding.UTF8.GetString(output.ToArray()).TrimStart('\uFEFF');
    }
}
