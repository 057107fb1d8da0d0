using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Archive.Web.Hosting.Access;

/// <summary>What a browser is asked about passkeys: the question, and the site's own word for what it asked, which comes back with the answer.</summary>
internal sealed record PasskeyQuestion(string Options, string State);

/// <summary>Asks browsers to make passkeys and to show them, and checks what they answer.</summary>
/// <remarks>What was asked goes along with the form, sealed, so that strangers who only ask fill nothing here; what was answered is remembered at the desk.</remarks>
internal sealed class PasskeyCeremony(IPasskeyHandler<KeeperAccount> rules, IDataProtectionProvider protection, Passkeys passkeys)
{
    /// <summary>As long as somebody needs to find their device.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(10);

    /// <summary>As long as a line of the list shows.</summary>
    public const int MaxNameLength = 64;

    private const string ToSignIn = "to sign in";

    public async Task<PasskeyQuestion> AskToMakeAsync(HttpContext context, KeeperAccount keeper)
    {
        var asked = await rules.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = PasskeyUsers.IdOf(keeper), Name = keeper.Name, DisplayName = keeper.Name }, context);
        return new PasskeyQuestion(asked.CreationOptionsJson, Seal(ToMake(keeper)).Protect(asked.AttestationState ?? "", OpenFor));
    }

    /// <summary>Keeps the passkey that a browser has made.</summary>
    /// <returns>Why not, as a sentence; null where it is kept.</returns>
    public async Task<string?> KeepAsync(HttpContext context, KeeperAccount keeper, string name, string credential, string state)
    {
        if (Unseal(ToMake(keeper), state) is not { } asked)
        {
            return "That took too long. Try again.";
        }

        var made = await TryAsync(() => rules.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = asked }));
        return made is not { Succeeded: true, Passkey: { } passkey } ? "Your browser's answer is not one to what was asked. Try again."
            : passkeys.Add(keeper.Id, passkey.CredentialId, name, PasskeyUsers.Detail(passkey)) ? null
            : $"It is kept already, or you have {Passkeys.MaxOfKeeper} passkeys, which is as many as may be.";
    }

    public async Task<PasskeyQuestion> AskToSignInAsync(HttpContext context)
    {
        var asked = await rules.MakeRequestOptionsAsync(null, context);
        return new PasskeyQuestion(asked.RequestOptionsJson, Seal(ToSignIn).Protect(asked.AssertionState ?? "", OpenFor));
    }

    /// <summary>The keeper whose passkey has answered, once; null for any other answer, and for the same one again.</summary>
    public async Task<KeeperAccount?> RecogniseAsync(HttpContext context, string credential, string state)
    {
        if (Unseal(ToSignIn, state) is not { } asked)
        {
            return null;
        }

        var shown = await TryAsync(() => rules.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = asked }));
        return shown is { Succeeded: true, Passkey: { } passkey, User: { } keeper } && passkeys.Use(passkey.CredentialId, PasskeyUsers.Detail(passkey), asked, OpenFor)
            ? keeper : null;
    }

    // The rules answer most of what can be wrong, and throw at the rest: a counter that went back, JSON that is none.
    private static async Task<T?> TryAsync<T>(Func<Task<T>> check) where T : class
    {
        try
        {
            return await check();
        }
        catch (Exception wrong) when (wrong is PasskeyException or JsonException or FormatException or ArgumentException or CryptographicException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string ToMake(KeeperAccount keeper) => $"to make one for {PasskeyUsers.IdOf(keeper)}";

    private ITimeLimitedDataProtector Seal(string purpose) => protection.CreateProtector("passkey", purpose).ToTimeLimitedDataProtector();

    private string? Unseal(string purpose, string state)
    {
        try
        {
            return Seal(purpose).Unprotect(state);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
