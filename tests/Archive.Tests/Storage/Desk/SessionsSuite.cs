namespace Archive.Tests.Storage.Desk;

/// <summary>What holds for sessions wherever the desk is.</summary>
public abstract class SessionsSuite(TestDesk desk) : IDisposable
{
    private readonly long keeper = desk.Keepers.Reset("Ada", "hash").Id;

    public void Dispose()
    {
        desk.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_session_is_opened_by_its_secret_alone()
    {
        var secret = desk.Sessions.Begin(keeper);

        Assert.Equal(keeper, desk.Sessions.Use(secret)!.Keeper.Id);
        Assert.Null(desk.Sessions.Use(secret[..^1] + (secret[^1] == '0' ? '1' : '0')));
        Assert.Null(desk.Sessions.Use(""));
    }

    [Fact]
    public void A_session_ends_when_nobody_uses_it_for_an_hour()
    {
        var secret = desk.Sessions.Begin(keeper);

        desk.Clock.Now += TimeSpan.FromMinutes(59);
        Assert.NotNull(desk.Sessions.Use(secret));
        desk.Clock.Now += TimeSpan.FromMinutes(59);
        Assert.NotNull(desk.Sessions.Use(secret));
        desk.Clock.Now += TimeSpan.FromMinutes(60);
        Assert.Null(desk.Sessions.Use(secret));
    }

    [Fact]
    public void A_session_ends_after_twelve_hours_however_much_it_is_used()
    {
        var secret = desk.Sessions.Begin(keeper);
        for (var minutes = 30; minutes < 12 * 60; minutes += 30)
        {
            desk.Clock.Now += TimeSpan.FromMinutes(30);
            Assert.NotNull(desk.Sessions.Use(secret));
        }

        desk.Clock.Now += TimeSpan.FromMinutes(30);
        Assert.Null(desk.Sessions.Use(secret));
        Assert.Empty(desk.Sessions.Of(keeper));
    }

    [Fact]
    public void A_keeper_signs_out_in_one_place_or_everywhere()
    {
        var secrets = Enumerable.Range(0, 3).Select(_ => desk.Sessions.Begin(keeper)).ToList();

        desk.Sessions.End(secrets[0]);

        Assert.Equal(2, desk.Sessions.Of(keeper).Count);
        Assert.Null(desk.Sessions.Use(secrets[0]));
        Assert.Equal(2, desk.Sessions.EndAll(keeper));
        Assert.All(secrets, secret => Assert.Null(desk.Sessions.Use(secret)));
    }

    [Fact]
    public void Who_signs_in_again_and_again_keeps_the_newest_sessions()
    {
        var secrets = Enumerable.Range(0, 50).Select(_ => desk.Sessions.Begin(keeper)).ToList();

        Assert.Equal(20, desk.Sessions.Of(keeper).Count);
        Assert.NotNull(desk.Sessions.Use(secrets[^1]));
        Assert.Null(desk.Sessions.Use(secrets[0]));
    }
}
