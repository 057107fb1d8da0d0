using Microsoft.AspNetCore.Mvc;

namespace Archive.Web.Pages.Keeper.Account;

/// <summary>Where a keeper adds and removes passkeys.</summary>
/// <remarks>In two steps: the browser is asked to make one only after the password, so that no device is left with one that is not kept.</remarks>
internal sealed class PasskeysModel(Passkeys passkeys, PasskeyCeremony ceremony, Passwords passwords, SignInLimits limits)
    : AccountForm(passwords, limits)
{
    public const string Address = AccessList.Keeper + "/passkeys";

    public IReadOnlyList<KeptPasskey> All => passkeys.Of(Keeper.Id);

    public string Name { get; private set; } = "";

    /// <summary>What the browser is asked in the second step.</summary>
    public PasskeyQuestion? Question { get; private set; }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? remove, [FromForm] string? name, [FromForm] string? password, [FromForm] string? credential, [FromForm] string? state, CancellationToken cancel)
    {
        if (remove is { Length: > 0 })
        {
            passkeys.Remove(Keeper.Id, remove);
            return LocalRedirect(Address);
        }

        Name = name is { Length: > PasskeyCeremony.MaxNameLength } ? name[..PasskeyCeremony.MaxNameLength] : name ?? "";
        if (credential is { Length: > 0 })
        {
            return await ceremony.KeepAsync(HttpContext, Keeper, Name, credential, state ?? "") is { } wrong
                ? Refuse(StatusCodes.Status400BadRequest, wrong)
                : LocalRedirect(Address);
        }

        if (Keepers.Objection(Name) is { } objection)
        {
            return Refuse(StatusCodes.Status400BadRequest, objection);
        }

        if (await IsSomebodyElseAsync(password, cancel) is { } refused)
        {
            return refused;
        }

        Question = await ceremony.AskToMakeAsync(HttpContext, Keeper);
        return Page();
    }
}
