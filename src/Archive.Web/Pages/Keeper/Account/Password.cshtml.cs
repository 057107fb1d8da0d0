using Microsoft.AspNetCore.Mvc;

namespace Archive.Web.Pages.Keeper.Account;

/// <summary>Where a keeper changes their password.</summary>
internal sealed class PasswordModel(Keepers keepers, Sessions sessions, Passwords passwords, SignInLimits limits)
    : AccountForm(passwords, limits)
{
    public const string Address = AccessList.Keeper + "/password";

    public async Task<IActionResult> OnPostAsync([FromForm] string? current, [FromForm] string? password, [FromForm] string? again, CancellationToken cancel)
    {
        if ((Passwords.Objection(password ?? "") ?? (again == password ? null : "The two passwords are not the same.")) is { } objection)
        {
            return Refuse(StatusCodes.Status400BadRequest, objection);
        }

        if (await IsSomebodyElseAsync(current, cancel) is { } refused)
        {
            return refused;
        }

        keepers.SetPassword(Keeper.Id, await Passwords.HashAsync(password!, cancel));
        KeeperScheme.SignIn(HttpContext, sessions, Keeper);
        return LocalRedirect(AccessList.Keeper);
    }
}
