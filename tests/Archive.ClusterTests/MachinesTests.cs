using Microsoft.Extensions.Logging;

namespace Archive.ClusterTests;

/// <summary>Two machines with one record: each has a folder of its own, and both show the same.</summary>
public sealed class MachinesTests(PostgresServer server) : IDisposable
{
    private readonly Machines machines = new();

    public void Dispose() => machines.Dispose();

    [Fact]
    public async Task What_one_imports_and_takes_back_another_shows()
    {
        var database = server.NewDatabase();
        using (var one = machines.Open("one", database))
        {
            var report = await Machines.ImportAsync(one, Machines.Seeds());
            Assert.Equal(0, report.Errors);
            Assert.NotEmpty(one.BlogSlugs());
            await Machines.AssertSoundAsync(one);
            using var two = machines.Open("two", database);
            Assert.Equal(one.Seal(), two.Seal());
            await Machines.AssertSoundAsync(two);

            new Keeper(two, TimeProvider.System).Undo(1);
        }

        using var again = machines.Open("one", database);
        using var other = machines.Open("two", database);
        Assert.Equal(again.Seal(), other.Seal());
        Assert.Empty(again.BlogSlugs());
        await Machines.AssertSoundAsync(again);
    }

    [Fact]
    public async Task An_archive_is_the_same_with_its_record_in_either_home()
    {
        var database = server.NewDatabase();
        using var inFolder = ArchiveFolder.Open(machines.Folder("file"));
        await Machines.ImportAsync(inFolder, Machines.Seeds());
        RecordCopy.Run(inFolder.Place, RecordPlace.Of("", database), CancellationToken.None);

        using var inDatabase = machines.Open("database", database);

        Assert.Equal(inFolder.Seal(), inDatabase.Seal());
        await Machines.AssertSoundAsync(inDatabase);
    }

    [Fact]
    public async Task While_one_imports_another_is_told_so()
    {
        var database = server.NewDatabase();
        using var one = machines.Open("one", database);
        using var two = machines.Open("two", database);
        await Machines.ImportAsync(one, Machines.Invented(seed: 12, count: 2));
        using var writer = one.Place.TryOpenWriter();

        await Assert.ThrowsAsync<ArchiveBusyException>(() => Machines.ImportAsync(two, Machines.Seeds()));
    }

    [Fact]
    public async Task A_machine_that_is_far_behind_lets_no_other_wait_for_the_right()
    {
        var database = server.NewDatabase();
        using var one = machines.Open("one", database);
        using var two = machines.Open("two", database);
        await Machines.ImportAsync(one, Machines.Seeds());
        Task undoing;
        await using (await PostgresServer.HoldOriginalsAsync(database))
        {
            // It has to read the originals that it lacks.
            undoing = Task.Run(() => new Keeper(two, TimeProvider.System).Undo(1));
            await PostgresServer.UntilWaitingAsync(database, 1);
            using var writer = one.Place.TryOpenWriter();
            Assert.NotNull(writer);
        }

        await undoing;
        Assert.Empty(two.BlogSlugs());
    }

    [Fact]
    public async Task A_machine_follows_while_it_is_verified()
    {
        var database = server.NewDatabase();
        using var one = machines.Open("one", database);
        await Machines.ImportAsync(one, Machines.Seeds());
        using var two = machines.Open("two", database);
        var follower = new Follower(two, TimeProvider.System, Assert.Fail);
        var hasFollowed = false;
        var watch = new CheckWatch(_ => { }, (_, _) =>
        {
            if (!hasFollowed)
            {
                hasFollowed = true;
                new Keeper(one, TimeProvider.System).Undo(1);
                follower.Step(CancellationToken.None);
                Assert.Equal(one.Seal(), two.Seal());
            }
        });

        var report = await new Verifier(two, watch).VerifyAsync(CancellationToken.None);

        Assert.True(report.Sound, string.Join('\n', report.Differences));
        Assert.True(hasFollowed);
        Assert.NotEqual(0, report.Posts);
        await Machines.AssertSoundAsync(two);
    }

    [Fact]
    public async Task Pages_of_what_was_taken_back_while_a_machine_was_off_go_with_its_next_start()
    {
        var database = server.NewDatabase();
        using var one = machines.Open("one", database);
        await Machines.ImportAsync(one, Machines.Seeds());
        using var pages = new FinishedStore(machines.Folder("two"));
        // Nothing was taken back yet, so that whatever there is may stay.
        await ServeAsync(mayGo: false);
        new Keeper(one, TimeProvider.System).Undo(1);
        await ServeAsync(mayGo: true);

        async Task ServeAsync(bool mayGo)
        {
            // Of an address that is none, so that it would be taken away when its turn came to be made anew; before that come all that were put after it.
            const int MadeAnew = 2_000, Turns = 25;
            using var two = machines.Open("two", database);
            pages.Put([.. Enumerable.Range(0, MadeAnew + 1).Select(at => new StoredPage(at == 0 ? "/old" : $"/{at}", "", 1, "state", "", "tag", "", 0, [1]))]);
            await using var site = ArchiveSite.Build(two, "http://127.0.0.1:0", builder => builder.Logging.ClearProviders());
            await site.StartAsync();
            for (var turn = 0; turn < (mayGo ? 10 * Turns : Turns) && pages.Find("/old", "") is not null; turn++)
            {
                await Task.Delay(200);
            }

            Assert.Equal(mayGo, pages.Find("/old", "") is null);
            await site.StopAsync();
        }
    }

    [Fact]
    public async Task A_machine_shows_what_it_has_where_the_record_is_away()
    {
        var database = server.NewDatabase();
        (long, string) seal;
        using (var one = machines.Open("one", database))
        {
            await Machines.ImportAsync(one, Machines.Seeds());
            seal = one.Seal();
        }

        var told = new List<string>();
        using var cut = ArchiveFolder.Open(machines.Folder("one"), told.Add, new Npgsql.NpgsqlConnectionStringBuilder(database) { Port = 1 }.ConnectionString);

        Assert.Equal(seal, cut.Seal());
        Assert.Contains("cannot be reached", Assert.Single(told), StringComparison.Ordinal);
        await Assert.ThrowsAsync<RecordUnreachableException>(() => Machines.ImportAsync(cut, Machines.Seeds()));
    }

    [Fact]
    public async Task A_copy_that_shows_what_the_record_lost_says_so_and_is_made_anew()
    {
        var (whole, lost) = (server.NewDatabase(), server.NewDatabase());
        using (var one = machines.Open("one", whole))
        {
            await Machines.ImportAsync(one, Machines.Seeds());
            using var place = RecordPlace.Of("", lost);
            RecordCopy.Run(one.Place, place, CancellationToken.None);
            new Keeper(one, TimeProvider.System).Undo(1);
        }

        var told = new List<string>();
        using var after = ArchiveFolder.Open(machines.Folder("one"), told.Add, lost);

        Assert.NotEmpty(after.BlogSlugs());
        Assert.Equal(after.Record.Head(), after.Seal());
        Assert.Contains(told, sentence => sentence.Contains("not in this record", StringComparison.Ordinal));
        await Machines.AssertSoundAsync(after);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_that_was_mistyped_replaces_no_copy(bool hasAnother)
    {
        var (right, wrong) = (server.NewDatabase(), server.NewDatabase());
        (long, string) seal;
        using (var one = machines.Open("one", right))
        {
            await Machines.ImportAsync(one, Machines.Seeds());
            seal = one.Seal();
        }

        if (hasAnother)
        {
            using var two = machines.Open("two", wrong);
            // Begun in another second: two records whose first entries are the same to the second cannot be told apart by them.
            await Machines.ImportAsync(two, Machines.Seeds(), new Archive.Tests.Storage.TestClock());
        }

        var refusal = Assert.Throws<ArchiveFileException>(() => machines.Open("one", wrong));

        Assert.Contains("another record", refusal.Message, StringComparison.Ordinal);
        using var again = machines.Open("one", right);
        Assert.Equal(seal, again.Seal());
    }

    [Fact]
    public async Task A_site_that_follows_keeps_its_copy_where_another_record_comes_in_the_place_of_its_own()
    {
        var database = server.NewDatabase();
        using var one = machines.Open("one", database);
        await Machines.ImportAsync(one, Machines.Seeds());
        var (seal, told) = (one.Seal(), new List<string>());
        var follower = new Follower(one, TimeProvider.System, told.Add);
        PostgresServer.Run(database, "DELETE FROM entries");

        follower.Step(CancellationToken.None);
        follower.Step(CancellationToken.None);

        Assert.Equal(seal, one.Seal());
        Assert.Contains("another record", follower.Now.Trouble, StringComparison.Ordinal);
        Assert.Single(told);
    }

    [Fact]
    public async Task A_folder_with_a_record_of_its_own_joins_no_database_that_lacks_it()
    {
        var database = server.NewDatabase();
        using (var alone = ArchiveFolder.Open(machines.Folder("one")))
        {
            await Machines.ImportAsync(alone, Machines.Seeds());
        }

        Assert.Contains("a record of its own", Assert.Throws<ArchiveFileException>(() => machines.Open("one", database)).Message, StringComparison.Ordinal);

        using (var place = RecordPlace.Of("", database))
        {
            RecordCopy.Run(RecordPlace.Of(machines.Folder("one"), null), place, CancellationToken.None);
        }

        using var joined = machines.Open("one", database);
        Assert.NotEmpty(joined.BlogSlugs());
    }

    [Fact]
    public async Task A_new_machine_begins_with_the_copy_of_another()
    {
        var database = server.NewDatabase();
        using var one = machines.Open("one", database);
        await Machines.ImportAsync(one, Machines.Seeds());
        var (file, shown) = (machines.Folder("carried.db"), one.Seal());
        Assert.Equal(shown, CopyTransfer.Write(one, file));
        await Machines.ImportAsync(one, Machines.Invented(seed: 10, count: 3));

        Assert.Equal(shown, await TakeAsync("two", database, file));

        using var two = machines.Open("two", database);
        Assert.Equal(one.Seal(), two.Seal());
        Assert.Equal(await Machines.ExportAsync(one), await Machines.ExportAsync(two));
        await Machines.AssertSoundAsync(two);
        Assert.Contains("already", (await Assert.ThrowsAsync<ArchiveFileException>(() => TakeAsync("two", database, file))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE copy SET making = making - 1", "another version")]
    [InlineData("CREATE TRIGGER more AFTER UPDATE ON copy BEGIN DELETE FROM posts; END", "another version")]
    [InlineData("UPDATE copy SET seal = 'x'", "does not have")]
    [InlineData("UPDATE copy SET applied = 999", "does not have")]
    [InlineData("PRAGMA application_id = 1", "no reading copy")]
    [InlineData(null, "not an SQLite database")]
    public async Task What_is_no_copy_of_this_record_is_not_taken(string? sql, string why)
    {
        var database = server.NewDatabase();
        using var one = machines.Open("one", database);
        await Machines.ImportAsync(one, Machines.Invented(seed: 11, count: 2));
        var file = machines.Folder("carried.db");
        CopyTransfer.Write(one, file);
        if (sql is null)
        {
            await File.WriteAllTextAsync(file, new string('x', 10_000));
        }
        else
        {
            using var spoiled = ConnectionSettings.OpenWriter(file);
            spoiled.Execute(sql);
        }

        Assert.Contains(why, (await Assert.ThrowsAsync<ArchiveFileException>(() => TakeAsync("two", database, file))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(machines.Folder("two"), "*.db*"));
    }

    [Fact]
    public async Task A_machine_follows_what_another_imports_and_takes_back()
    {
        var database = server.NewDatabase();
        using var one = machines.Open("one", database);
        using var two = machines.Open("two", database);
        var follower = new Follower(two, TimeProvider.System, _ => { });
        using var stop = new CancellationTokenSource();
        var following = follower.RunAsync(stop.Token);

        await Machines.ImportAsync(one, Machines.Seeds());
        await Machines.LevelAsync(one, two);
        Assert.NotEmpty(two.BlogSlugs());
        new Keeper(one, TimeProvider.System).Undo(1);
        await Machines.LevelAsync(one, two);
        Assert.Empty(two.BlogSlugs());

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
        Assert.Null(follower.Now.Trouble);
        Assert.Equal((one.Seal().Number, one.Seal().Number), (follower.Now.Applied, follower.Now.Known));
        await Machines.AssertSoundAsync(two);
    }

    [Fact]
    public async Task An_import_that_ended_without_an_end_is_found_interrupted_and_one_that_runs_is_not()
    {
        var database = server.NewDatabase();
        using var one = machines.Open("one", database);
        using var two = machines.Open("two", database);
        var follower = new Follower(two, TimeProvider.System, _ => { });
        using (var writer = one.Place.TryOpenWriter()!)
        {
            writer.Append(to => to.Write(DateTimeOffset.UnixEpoch, new ImportAdvanced(1, ImportAdvanced.Begun)));
            follower.Step(CancellationToken.None);
            using var running = two.Read();
            Assert.Equal(ImportOutcome.Running, running.Imports.Single().Outcome);
        }

        follower.Step(CancellationToken.None);
        using var ended = two.Read();
        Assert.Equal(ImportOutcome.Interrupted, ended.Imports.Single().Outcome);
    }

    private async Task<(long, string)> TakeAsync(string name, string database, string file)
    {
        using var place = RecordPlace.Of("", database);
        return await CopyTransfer.TakeAsync(machines.Folder(name), place, async into =>
        {
            await using var there = File.OpenRead(file);
            await there.CopyToAsync(into);
        });
    }
}
