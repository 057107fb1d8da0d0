using Microsoft.AspNetCore.Mvc;

namespace Archive.Web.Pages.Keeper.Account;

/// <summary>Lists the keepers of the archive, and gives out a code for another.</summary>
internal sealed class KeepersModel(Keepers keepers, OneUseCodes codes, Passwords passwords, SignInLimits limits, SiteAddress site, ILogger<KeepersModel> log)
    : AccountForm(passwords, limits)
{
    public const string Address = AccessList.Keeper + "/keepers";

    public IReadOnlyList<KeeperAccount> All => keepers.All();

    public string Name { get; private set; } = "";

    /// <summary>The code for <see cref="Name"/>, shown this once.</summary>
    public string? Code { get; private set; }

    public string CodeAddress => site.Of(CodeModel.Address);

    public async Task<IActionResult> OnPostAsync([FromForm] string? name, [FromForm] string? password, CancellationToken cancel)
    {
        Name = name ?? "";
        if ((Keepers.Objection(Name) ?? (keepers.Find(Name) is null ? null : "There is a keeper of that name already.")) is { } objection)
        {
            return Refuse(StatusCodes.Status400BadRequest, objection);
        }

        if (await IsSomebodyElseAsync(password, cancel) is { } refused)
        {
            return refused;
        }

        Code = codes.Issue(Name);
        log.LogInformation("Keeper {Keeper} gave out a code for another", Keeper.Id);
        return Page();
    }
}
