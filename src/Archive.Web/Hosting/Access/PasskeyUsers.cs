using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Archive.Web.Hosting.Access;

/// <summary>Shows the framework's rules of passkeys the keepers and passkeys of the desk, to read; what they find is written by <see cref="PasskeyCeremony"/>.</summary>
internal sealed class PasskeyUsers(Keepers keepers, Passkeys passkeys) : IUserPasskeyStore<KeeperAccount>
{
    public static void AddPasskeys(IServiceCollection services, PresentChoices choices)
    {
        services.AddIdentityCore<KeeperAccount>().AddUserStore<PasskeyUsers>();
        services.AddScoped<IPasskeyHandler<KeeperAccount>, PasskeyHandler<KeeperAccount>>();
        services.AddScoped<PasskeyCeremony>();
        // Made anew for each ceremony: keepers may give the site another address while it runs.
        services.AddTransient(_ => Options.Create(Rules(choices.Now)));
    }

    public static string IdOf(KeeperAccount keeper) => keeper.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the rules know of a passkey, without what its maker says of the device.</summary>
    public static string Detail(UserPasskeyInfo passkey) => JsonSerializer.Serialize(new Known(
        passkey.PublicKey, passkey.CreatedAt, passkey.SignCount, passkey.Transports, passkey.IsUserVerified, passkey.IsBackupEligible, passkey.IsBackedUp));

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(KeeperAccount user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. passkeys.Of(user.Id).Select(Info)]);

    public Task<KeeperAccount?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(passkeys.Find(credentialId) is { } known ? keepers.Find(known.Keeper) : null);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(KeeperAccount user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(passkeys.Find(credentialId) is { } known && known.Keeper == user.Id ? Info(known) : null);

    public Task<string> GetUserIdAsync(KeeperAccount user, CancellationToken cancellationToken) => Task.FromResult(IdOf(user));

    public Task<string?> GetUserNameAsync(KeeperAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<string?> GetNormalizedUserNameAsync(KeeperAccount user, CancellationToken cancellationToken) => GetUserNameAsync(user, cancellationToken);

    public Task<KeeperAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(long.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? keepers.Find(id) : null);

    public Task<KeeperAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult(keepers.Find(normalizedUserName));

    public Task AddOrUpdatePasskeyAsync(KeeperAccount user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw OnlyReads();

    public Task RemovePasskeyAsync(KeeperAccount user, byte[] credentialId, CancellationToken cancellationToken) => throw OnlyReads();

    public Task SetUserNameAsync(KeeperAccount user, string? userName, CancellationToken cancellationToken) => throw OnlyReads();

    public Task SetNormalizedUserNameAsync(KeeperAccount user, string? normalizedName, CancellationToken cancellationToken) => throw OnlyReads();

    public Task<IdentityResult> CreateAsync(KeeperAccount user, CancellationToken cancellationToken) => throw OnlyReads();

    public Task<IdentityResult> UpdateAsync(KeeperAccount user, CancellationToken cancellationToken) => throw OnlyReads();

    public Task<IdentityResult> DeleteAsync(KeeperAccount user, CancellationToken cancellationToken) => throw OnlyReads();

    public void Dispose()
    {
    }

    private static IdentityPasskeyOptions Rules(SiteChoices choices) => new()
    {
        // Never from the Host header, which whoever asks may write.
        ServerDomain = choices.Address?.Host ?? "localhost",
        AuthenticatorTimeout = PasskeyCeremony.OpenFor,
        ResidentKeyRequirement = "required",
        UserVerificationRequirement = "required",
        ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && asked.Origin == Origin(asked.HttpContext, choices)),
    };

    // Browsers make passkeys for https, and for the machine itself.
    private static string Origin(HttpContext context, SiteChoices choices) => choices.Address is { } address
        ? address.GetLeftPart(UriPartial.Authority)
        : new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{context.Connection.LocalPort}")).GetLeftPart(UriPartial.Authority);

    private static UserPasskeyInfo Info(KeptPasskey kept)
    {
        var known = JsonSerializer.Deserialize<Known>(kept.Detail)!;
        return new UserPasskeyInfo(
            kept.Id, known.PublicKey, known.CreatedAt, known.SignCount, known.Transports, known.IsUserVerified, known.IsBackupEligible, known.IsBackedUp, [], [])
        {
            Name = kept.Name,
        };
    }

    private static NotSupportedException OnlyReads() => new("the desk writes keepers and passkeys itself");

    private sealed record Known(
        byte[] PublicKey, DateTimeOffset CreatedAt, uint SignCount, string[]? Transports, bool IsUserVerified, bool IsBackupEligible, bool IsBackedUp);
}
