using System.Collections.Concurrent;

namespace Archive.Tests.Storage.Desk;

/// <summary>What holds for codes wherever the desk is.</summary>
public abstract class OneUseCodesSuite(TestDesk desk) : IDisposable
{

    private OneUseCodes Codes => new(desk.Home, desk.Clock);

    public void Dispose()
    {
        desk.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_code_makes_the_first_keeper_and_opens_nothing_after()
    {
        var code = Codes.Issue(null);

        Assert.Equal("Ada", Codes.Redeem(code, "Ada", "hash")!.Name);
        Assert.False(Codes.Opens(code));
        Assert.Null(Codes.Redeem(code, "Ben", "hash"));
        Assert.Equal("Ada", Assert.Single(desk.Keepers.All()).Name);
    }

    [Fact]
    public void A_code_is_read_however_it_is_typed()
    {
        var code = Codes.Issue(null);

        Assert.True(Codes.Opens($" {code.ToLowerInvariant().Replace('-', ' ').Replace('0', 'o').Replace('1', 'l')} "));
        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$", code);
    }

    [Fact]
    public void A_code_opens_for_ten_minutes()
    {
        var code = Codes.Issue(null);

        desk.Clock.Now += TimeSpan.FromSeconds(599);
        Assert.True(Codes.Opens(code));
        desk.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.False(Codes.Opens(code));
        Assert.Null(Codes.Redeem(code, "Ada", "hash"));
    }

    [Fact]
    public void Only_the_last_code_of_a_keeper_opens()
    {
        var (first, other) = (Codes.Issue(null), Codes.Issue("Ben"));
        var last = Codes.Issue(null);

        Assert.Equal([false, true, true], new[] { first, last, other }.Select(Codes.Opens));
    }

    [Fact]
    public void A_code_for_the_first_keeper_opens_nothing_once_there_is_one()
    {
        var code = Codes.Issue(null);
        desk.Keepers.Reset("Ada", "hash");

        Assert.False(Codes.Opens(code));
    }

    [Fact]
    public void A_code_for_a_name_makes_that_keeper_whatever_is_typed()
    {
        desk.Keepers.Reset("Ada", "hash");

        Assert.Equal("Ben", Codes.Redeem(Codes.Issue("Ben"), "Ada", "his")!.Name);
        Assert.Equal("hash", desk.Keepers.Find("Ada")!.PasswordHash);
    }

    [Fact]
    public void A_keeper_who_uses_a_code_begins_anew()
    {
        var ada = desk.Keepers.Reset("Ada", "hash");
        var secret = desk.Sessions.Begin(ada.Id);
        var passkeys = new Passkeys(desk.Home, desk.Clock);
        passkeys.Add(ada.Id, [1], "phone", "{}");

        Codes.Redeem(Codes.Issue("ada"), "", "another");

        Assert.Equal((ada.Id, "another"), (desk.Keepers.Find("Ada")!.Id, desk.Keepers.Find("Ada")!.PasswordHash));
        Assert.Null(desk.Sessions.Use(secret));
        Assert.Empty(passkeys.Of(ada.Id));
    }

    [Fact]
    public void Of_fifty_who_use_one_code_at_once_in_two_programs_one_has_it()
    {
        using var other = desk.Again();
        var code = Codes.Issue(null);
        var winners = new ConcurrentBag<string>();

        Parallel.For(0, 50, new ParallelOptions { MaxDegreeOfParallelism = 50 }, i =>
        {
            if (new OneUseCodes(i % 2 == 0 ? desk.Home : other, desk.Clock).Redeem(code, $"Keeper {i}", "hash") is { } keeper)
            {
                winners.Add(keeper.Name);
            }
        });

        Assert.Equal(Assert.Single(winners), Assert.Single(desk.Keepers.All()).Name);
    }
}
