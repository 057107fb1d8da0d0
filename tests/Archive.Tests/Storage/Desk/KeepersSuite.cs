namespace Archive.Tests.Storage.Desk;

/// <summary>What holds for keepers wherever the desk is.</summary>
public abstract class KeepersSuite(TestDesk desk) : IDisposable
{
    public void Dispose()
    {
        desk.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_name_is_one_keeper_however_it_is_typed()
    {
        var first = desk.Keepers.Reset("Zoë  Marten ", "one");
        var again = desk.Keepers.Reset("ZOE\u0308 marten", "two");

        Assert.Equal((first.Id, "Zoë Marten", "two"), (again.Id, again.Name, desk.Keepers.Find("zoë marten")!.PasswordHash));
        Assert.Single(desk.Keepers.All());
    }

    [Fact]
    public void Another_password_ends_all_sessions_of_that_keeper_and_no_others()
    {
        var (ada, ben) = (desk.Keepers.Reset("Ada", "one"), desk.Keepers.Reset("Ben", "one"));
        var (hers, his) = (desk.Sessions.Begin(ada.Id), desk.Sessions.Begin(ben.Id));

        desk.Keepers.Reset("Ada", "two");

        Assert.Null(desk.Sessions.Use(hers));
        Assert.Equal("Ben", desk.Sessions.Use(his)!.Keeper.Name);
    }

    [Fact]
    public void Who_is_removed_is_signed_out()
    {
        var ada = desk.Keepers.Reset("Ada", "one");
        var secret = desk.Sessions.Begin(ada.Id);

        Assert.True(desk.Keepers.Remove(ada.Id));

        Assert.Null(desk.Sessions.Use(secret));
        Assert.True(desk.Keepers.IsEmpty);
        Assert.NotEqual(ada.Id, desk.Keepers.Reset("Ben", "one").Id);
    }

    [Fact]
    public void Who_is_removed_gets_in_by_no_code_of_before()
    {
        var (bea, cleo, open) = (desk.Keepers.Reset("Bea", "one"), desk.Keepers.Reset("Cleo", "one"), new OneUseCodes(desk.Home, desk.Clock));
        string[] codes = [open.Issue("Bea"), open.Issue("A friend of Bea")];

        desk.Keepers.Remove(bea.Id);

        Assert.All(codes, code => Assert.False(open.Opens(code)));
        Assert.Null(open.Redeem(codes[0], "", "two"));
        var code = open.Issue("Cleo");
        desk.Keepers.Reset("cleo", "two");
        Assert.False(open.Opens(code));
        Assert.Equal([cleo.Id], desk.Keepers.All().Select(keeper => keeper.Id));
    }

    [Fact]
    public void What_somebody_asked_for_who_is_removed_is_stopped()
    {
        using var jobs = new Jobs(desk.Home, desk.Clock);
        var ada = desk.Keepers.Reset("Ada", "one");
        desk.Keepers.Reset("Ben", "one");
        var (running, hers, his) = (jobs.Ask(JobKind.Verify, null, "Ada"), jobs.Ask(JobKind.Undo, 1, "Ada"), jobs.Ask(JobKind.Undo, 2, "Ben"));
        jobs.Begin(1);

        desk.Keepers.Remove(ada.Id);

        Assert.Equal([(running, true), (his, false)], jobs.Open().Select(job => (job.Id, job.IsStopping)));
        Assert.Equal((JobState.Stopped, "Stopped before it began: who asked for it keeps this archive no longer."), (jobs.Find(hers)!.State, jobs.Find(hers)!.Message));
    }

    // A sign-in that began before a password was changed must not bring the old one back.
    [Fact]
    public void A_hash_that_is_written_anew_takes_the_place_of_its_own_alone()
    {
        var ada = desk.Keepers.Reset("Ada", "one");
        desk.Keepers.Rehash(ada, "one by other rules");
        desk.Keepers.SetPassword(ada.Id, "two");

        desk.Keepers.Rehash(ada, "one by other rules");

        Assert.Equal("two", desk.Keepers.Find("Ada")!.PasswordHash);
    }

    [Fact]
    public void There_are_so_many_keepers_and_no_more()
    {
        for (var i = 0; i < Keepers.MaxKeepers; i++)
        {
            desk.Keepers.Reset($"Keeper {i}", "hash");
        }

        Assert.Throws<ArchiveFileException>(() => desk.Keepers.Reset("One more", "hash"));
        Assert.Equal("hash two", desk.Keepers.Reset("Keeper 7", "hash two").PasswordHash);
    }

    [Theory]
    [InlineData("Ada Lovelace", true)]
    [InlineData("  ", false)]
    [InlineData("two\nlines", false)]
    [InlineData("turned \u202E round", false)]
    [InlineData("\U00020BB7 Ichiro", true)]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234", true)]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", false)]
    public void A_name_is_one_short_line(string name, bool may) => Assert.Equal(may, Keepers.Objection(name) is null);

    [Fact]
    public void Half_a_character_is_in_no_name() => Assert.All((string[])["half " + '\uD800', "none \uFFFE"], name => Assert.NotNull(Keepers.Objection(name)));

    [Fact]
    public void Nobody_is_called_by_what_is_no_character() => Assert.Null(desk.Keepers.Find("nobody \uFFFE"));
}
