using System.Buffers.Binary;
using Microsoft.AspNetCore.Identity;

namespace Archive.Tests.Web.Hosting.Access;

public sealed class PasswordsTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_is_hashed_by_PBKDF2_with_SHA_512_and_220_000_rounds()
    {
        using var passwords = new Passwords();

        var hash = Convert.FromBase64String(await passwords.HashAsync(KeptSite.Password, Cancel));

        // As Identity writes it: version, function (2 is HMAC-SHA512), rounds, bytes of salt.
        Assert.Equal(1, hash[0]);
        Assert.Equal((2U, 220_000U, 16U), (Number(hash, 1), Number(hash, 5), Number(hash, 9)));
    }

    [Fact]
    public async Task A_hash_of_fewer_rounds_opens_and_asks_to_be_made_anew()
    {
        using var few = new Passwords(1);
        using var many = new Passwords(2);
        var keeper = new KeeperAccount(1, "Ada", await few.HashAsync(KeptSite.Password, Cancel), DateTimeOffset.UnixEpoch);

        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, await many.VerifyAsync(keeper, KeptSite.Password, Cancel));
        Assert.Equal(PasswordVerificationResult.Failed, await many.VerifyAsync(keeper, "wrong horse battery", Cancel));
        Assert.Equal(PasswordVerificationResult.Failed, await many.VerifyAsync(null, KeptSite.Password, Cancel));
    }

    [Fact]
    public async Task The_same_letters_are_the_same_password_however_a_keyboard_writes_them()
    {
        using var passwords = new Passwords(1);
        var keeper = new KeeperAccount(1, "Ada", await passwords.HashAsync("Zo\u00EB und ihre Pferde", Cancel), DateTimeOffset.UnixEpoch);

        Assert.Equal(PasswordVerificationResult.Success, await passwords.VerifyAsync(keeper, "Zoe\u0308 und ihre Pferde", Cancel));
    }

    [Theory]
    [InlineData("fourteen chars", false)]
    [InlineData("fifteen letters", true)]
    [InlineData("               ", true)]
    [InlineData("🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎", false)]
    [InlineData("🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎", true)]
    public void A_password_is_long_and_nothing_else_is_asked_of_it(string password, bool may) => Assert.Equal(may, Passwords.Objection(password) is null);

    [Fact]
    public void A_password_has_an_end()
    {
        Assert.Null(Passwords.Objection(new string('x', 1_024)));
        Assert.NotNull(Passwords.Objection(new string('x', 1_025)));
    }

    private static uint Number(byte[] hash, int at) => BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(at));
}
