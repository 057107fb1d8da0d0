using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Archive.Web.Pages.Keeper.Account;

/// <summary>Where keepers sign in, by password or passkey.</summary>
internal sealed class SignInModel(DeskHome desk, Keepers keepers, Sessions sessions, Passwords passwords, SignInLimits limits, PasskeyCeremony passkeys, ILogger<SignInModel> log)
    : AccountForm(passwords, limits)
{
    public string? Closed => desk.Closed;

    public string Name { get; private set; } = "";

    /// <summary>Where to go on; null for the desk.</summary>
    public string? From { get; private set; }

    public PasskeyQuestion? Question { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = KeeperScheme.From)] string? from)
    {
        From = from;
        return User.Identity is { IsAuthenticated: true } ? GoOn()
            : desk.Closed is null && keepers.IsEmpty ? LocalRedirect(CodeModel.FirstAddress)
            : await AskAsync(Page());
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? name, [FromForm] string? password, [FromForm] string? credential, [FromForm] string? state, [FromForm] string? from, CancellationToken cancel)
    {
        (Name, From) = (name ?? "", from);
        if (desk.Closed is not null)
        {
            return Refuse(StatusCodes.Status503ServiceUnavailable, desk.Closed);
        }

        var byPasskey = credential is { Length: > 0 };
        if (!byPasskey && (Name.Length == 0 || password is not { Length: > 0 }))
        {
            return await AskAsync(Refuse(StatusCodes.Status400BadRequest, "Type your name and your password."));
        }

        if (TriedTooOften() is { } refused)
        {
            return await AskAsync(refused);
        }

        var keeper = byPasskey ? await passkeys.RecogniseAsync(HttpContext, credential!, state ?? "") : await VerifyAsync(password!, cancel);
        if (keeper is null)
        {
            log.LogWarning("A sign-in from {Client} was refused", HttpContext.Connection.RemoteIpAddress);
            return await AskAsync(Refuse(
                StatusCodes.Status401Unauthorized,
                byPasskey ? "That passkey opens nothing here. Try again, or use your password." : "This name and this password do not go together."));
        }

        KeeperScheme.SignIn(HttpContext, sessions, keeper);
        log.LogInformation("Keeper {Keeper} signed in from {Client}", keeper.Id, HttpContext.Connection.RemoteIpAddress);
        return GoOn();
    }

    private async Task<KeeperAccount?> VerifyAsync(string password, CancellationToken cancel)
    {
        var keeper = keepers.Find(Name);
        switch (await Passwords.VerifyAsync(keeper, password, cancel))
        {
            case PasswordVerificationResult.Success:
                return keeper;
            case PasswordVerificationResult.SuccessRehashNeeded:
                keepers.Rehash(keeper!, await Passwords.HashAsync(password, cancel));
                return keeper;
            default:
                return null;
        }
    }

    // The site's own pages write addresses in ASCII; another sign cannot stand in a header.
    private LocalRedirectResult GoOn() => LocalRedirect(From is { Length: > 0 } from && Ascii.IsValid(from) && Url.IsLocalUrl(from) ? from : AccessList.Keeper);

    private async Task<IActionResult> AskAsync(IActionResult page)
    {
        Question = desk.Closed is null ? await passkeys.AskToSignInAsync(HttpContext) : null;
        return page;
    }
}
