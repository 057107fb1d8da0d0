namespace Archive.ClusterTests;

/// <summary>Two machines with one record: each has a folder of its own, and both show the same.</summary>
public sealed class MachinesTests(PostgresServer server) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("archive-machines-");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_one_imports_and_takes_back_another_shows()
    {
        var database = server.NewDatabase();
        using (var one = Machine("one", database))
        {
            var report = await ImportAsync(one, Seeds());
            Assert.Equal(0, report.Errors);
            Assert.NotEmpty(one.BlogSlugs());
            await AssertSoundAsync(one);
            using var two = Machine("two", database);
            Assert.Equal(one.Seal(), two.Seal());
            await AssertSoundAsync(two);

            new Keeper(two, TimeProvider.System).Undo(1);
        }

        using var again = Machine("one", database);
        using var other = Machine("two", database);
        Assert.Equal(again.Seal(), other.Seal());
        Assert.Empty(again.BlogSlugs());
        await AssertSoundAsync(again);
    }

    [Fact]
    public async Task An_archive_is_the_same_with_its_record_in_either_home()
    {
        var database = server.NewDatabase();
        using var inFolder = ArchiveFolder.Open(Path.Combine(folder.FullName, "file"));
        await ImportAsync(inFolder, Seeds());
        RecordCopy.Run(inFolder.Place, RecordPlace.Of("", database), CancellationToken.None);

        using var inDatabase = Machine("database", database);

        Assert.Equal(inFolder.Seal(), inDatabase.Seal());
        await AssertSoundAsync(inDatabase);
    }

    [Fact]
    public async Task While_one_imports_another_is_told_so()
    {
        var database = server.NewDatabase();
        using var one = Machine("one", database);
        using var two = Machine("two", database);
        using var writer = one.Place.TryOpenWriter();

        await Assert.ThrowsAsync<ArchiveBusyException>(() => ImportAsync(two, Seeds()));
    }

    [Fact]
    public async Task A_machine_shows_what_it_has_where_the_record_is_away()
    {
        var database = server.NewDatabase();
        (long, string) seal;
        using (var one = Machine("one", database))
        {
            await ImportAsync(one, Seeds());
            seal = one.Seal();
        }

        var told = new List<string>();
        using var cut = ArchiveFolder.Open(Path.Combine(folder.FullName, "one"), told.Add, new Npgsql.NpgsqlConnectionStringBuilder(database) { Port = 1 }.ConnectionString);

        Assert.Equal(seal, cut.Seal());
        Assert.Contains("cannot be reached", Assert.Single(told), StringComparison.Ordinal);
        await Assert.ThrowsAsync<RecordUnreachableException>(() => ImportAsync(cut, Seeds()));
    }

    [Fact]
    public async Task A_copy_that_shows_what_the_record_lost_says_so_and_is_made_anew()
    {
        var (whole, lost) = (server.NewDatabase(), server.NewDatabase());
        using (var one = Machine("one", whole))
        {
            await ImportAsync(one, Seeds());
            using var place = RecordPlace.Of("", lost);
            RecordCopy.Run(one.Place, place, CancellationToken.None);
            new Keeper(one, TimeProvider.System).Undo(1);
        }

        var told = new List<string>();
        using var after = ArchiveFolder.Open(Path.Combine(folder.FullName, "one"), told.Add, lost);

        Assert.NotEmpty(after.BlogSlugs());
        Assert.Equal(after.Record.Head(), after.Seal());
        Assert.Contains(told, sentence => sentence.Contains("not in this record", StringComparison.Ordinal));
        await AssertSoundAsync(after);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_that_was_mistyped_replaces_no_copy(bool hasAnother)
    {
        var (right, wrong) = (server.NewDatabase(), server.NewDatabase());
        (long, string) seal;
        using (var one = Machine("one", right))
        {
            await ImportAsync(one, Seeds());
            seal = one.Seal();
        }

        if (hasAnother)
        {
            using var two = Machine("two", wrong);
            await ImportAsync(two, Seeds());
        }

        var refusal = Assert.Throws<ArchiveFileException>(() => Machine("one", wrong));

        Assert.Contains("another record", refusal.Message, StringComparison.Ordinal);
        using var again = Machine("one", right);
        Assert.Equal(seal, again.Seal());
    }

    [Fact]
    public async Task A_site_that_follows_keeps_its_copy_where_another_record_comes_in_the_place_of_its_own()
    {
        var database = server.NewDatabase();
        using var one = Machine("one", database);
        await ImportAsync(one, Seeds());
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
        using (var alone = ArchiveFolder.Open(Path.Combine(folder.FullName, "one")))
        {
            await ImportAsync(alone, Seeds());
        }

        Assert.Contains("a record of its own", Assert.Throws<ArchiveFileException>(() => Machine("one", database)).Message, StringComparison.Ordinal);

        using (var place = RecordPlace.Of("", database))
        {
            RecordCopy.Run(RecordPlace.Of(Path.Combine(folder.FullName, "one"), null), place, CancellationToken.None);
        }

        using var joined = Machine("one", database);
        Assert.NotEmpty(joined.BlogSlugs());
    }

    [Fact]
    public async Task A_machine_follows_what_another_imports_and_takes_back()
    {
        var database = server.NewDatabase();
        using var one = Machine("one", database);
        using var two = Machine("two", database);
        var follower = new Follower(two, TimeProvider.System, _ => { });
        using var stop = new CancellationTokenSource();
        var following = follower.RunAsync(stop.Token);

        await ImportAsync(one, Seeds());
        await LevelAsync(one, two);
        Assert.NotEmpty(two.BlogSlugs());
        new Keeper(one, TimeProvider.System).Undo(1);
        await LevelAsync(one, two);
        Assert.Empty(two.BlogSlugs());

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
        Assert.Null(follower.Now.Trouble);
        Assert.Equal((one.Seal().Number, one.Seal().Number), (follower.Now.Applied, follower.Now.Known));
        await AssertSoundAsync(two);
    }

    [Fact]
    public async Task An_import_that_ended_without_an_end_is_found_interrupted_and_one_that_runs_is_not()
    {
        var database = server.NewDatabase();
        using var one = Machine("one", database);
        using var two = Machine("two", database);
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

    private static async Task LevelAsync(ArchiveFolder one, ArchiveFolder two)
    {
        for (var turn = 0; one.Seal() != two.Seal(); turn++)
        {
            Assert.True(turn < 300, "it does not follow");
            await Task.Delay(100);
        }
    }

    private ArchiveFolder Machine(string name, string database) => ArchiveFolder.Open(Path.Combine(folder.FullName, name), null, database);

    private static Task<ImportReport> ImportAsync(ArchiveFolder archive, IEnumerable<DumpFile> files) =>
        new Importer(archive, TimeProvider.System).ImportAsync(files, new ImportChoices(), _ => { }, CancellationToken.None);

    private static IReadOnlyList<DumpFile> Seeds() => [.. DumpFiles.Find([Path.Combine(Root(), "seeds")], blog: null, _ => null)];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Archive.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private static async Task AssertSoundAsync(ArchiveFolder archive)
    {
        var report = await new Verifier(archive).VerifyAsync(CancellationToken.None);
        Assert.True(report.Sound, string.Join('\n', report.Differences));
    }
}
