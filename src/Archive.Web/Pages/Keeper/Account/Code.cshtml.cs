using Microsoft.AspNetCore.Mvc;

namespace Archive.Web.Pages.Keeper.Account;

/// <summary>Where a one-use code makes somebody a keeper, or gives a keeper another password.</summary>
/// <remarks>The first keeper has an address of their own, which is gone for ever once there is one.</remarks>
internal sealed class CodeModel(DeskHome desk, Keepers keepers, OneUseCodes codes, Sessions sessions, Passwords passwords, SignInLimits limits, ILogger<CodeModel> log)
    : AccountForm(passwords, limits)
{
    public const string Address = AccessList.Keeper + "/code";

    public const string FirstAddress = AccessList.Keeper + "/begin";

    public string? Closed => desk.Closed;

    /// <summary>Nobody keeps the archive yet.</summary>
    public bool IsFirst => Request.Path == FirstAddress;

    public string Name { get; private set; } = "";

    public IActionResult OnGet() => Elsewhere() ?? Page();

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? code, [FromForm] string? name, [FromForm] string? password, [FromForm] string? again, CancellationToken cancel)
    {
        Name = name ?? "";
        if (Elsewhere() is { } elsewhere)
        {
            return elsewhere;
        }

        if (desk.Closed is not null)
        {
            return Refuse(StatusCodes.Status503ServiceUnavailable, desk.Closed);
        }

        if (Objection(code, password ?? "", again) is { } objection)
        {
            return Refuse(StatusCodes.Status400BadRequest, objection);
        }

        if (TriedTooOften() is { } refused)
        {
            return refused;
        }

        // A code that opens nothing costs no hash.
        var keeper = codes.Opens(code!) ? codes.Redeem(code!, Name, await Passwords.HashAsync(password!, cancel)) : null;
        if (keeper is null)
        {
            log.LogWarning("A code from {Client} was refused", HttpContext.Connection.RemoteIpAddress);
            return Refuse(StatusCodes.Status401Unauthorized, "This code opens nothing: it is mistyped, used, or more than ten minutes old.");
        }

        KeeperScheme.SignIn(HttpContext, sessions, keeper);
        log.LogInformation("A code made {Client} keeper {Keeper}", HttpContext.Connection.RemoteIpAddress, keeper.Id);
        return LocalRedirect(AccessList.Keeper);
    }

    private IActionResult? Elsewhere() => desk.Closed is not null ? null
        : (IsFirst, keepers.IsEmpty) switch
        {
            (true, false) => NotFound(),
            (false, true) => LocalRedirect(FirstAddress),
            _ => null,
        };

    private string? Objection(string? code, string password, string? again) =>
        code is not { Length: > 0 } ? "Type the code."
        : (IsFirst ? Keepers.Objection(Name) : null)
            ?? Passwords.Objection(password)
            ?? (again == password ? null : "The two passwords are not the same.");
}
