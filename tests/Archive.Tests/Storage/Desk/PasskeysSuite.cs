namespace Archive.Tests.Storage.Desk;

/// <summary>What holds for passkeys wherever the desk is.</summary>
public abstract class PasskeysSuite(TestDesk desk) : IDisposable
{
    private static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(10);

    private readonly Passkeys passkeys = new(desk.Home, desk.Clock);
    private readonly long keeper = desk.Keepers.Reset("Ada", "hash").Id;

    public void Dispose()
    {
        desk.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_keeper_has_ten_and_no_more()
    {
        var added = Enumerable.Range(0, 12).Select(i => passkeys.Add(keeper, [(byte)i], $"device {i}", "{}")).ToList();

        Assert.Equal(10, added.Count(one => one));
        Assert.Equal(10, passkeys.Of(keeper).Count);
    }

    [Fact]
    public void One_device_is_one_keepers()
    {
        var other = desk.Keepers.Reset("Ben", "hash").Id;
        passkeys.Add(keeper, [1], "phone", "{}");

        Assert.False(passkeys.Add(other, [1], "phone", "{}"));
        Assert.Equal(keeper, passkeys.Find([1])!.Keeper);
    }

    [Fact]
    public void A_challenge_is_answered_once()
    {
        passkeys.Add(keeper, [1], "phone", "{}");

        Assert.True(passkeys.Use([1], "{\"count\":1}", "challenge", OpenFor));
        Assert.False(passkeys.Use([1], "{\"count\":2}", "challenge", OpenFor));
        Assert.Equal("{\"count\":1}", passkeys.Find([1])!.Detail);
        Assert.Equal(desk.Clock.Now, passkeys.Find([1])!.UsedAt);
    }

    [Fact]
    public void Only_a_keeper_removes_their_own()
    {
        var other = desk.Keepers.Reset("Ben", "hash").Id;
        passkeys.Add(keeper, [1], "phone", "{}");
        var sha256 = passkeys.Of(keeper)[0].Sha256;

        Assert.False(passkeys.Remove(other, sha256));
        Assert.True(passkeys.Remove(keeper, sha256));
        Assert.Empty(passkeys.Of(keeper));
    }
}
