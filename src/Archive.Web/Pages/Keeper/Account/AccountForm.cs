using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Account;

/// <summary>A page with a form that may be refused, and may be tried so often only.</summary>
internal abstract class AccountForm(Passwords passwords, SignInLimits limits) : PageModel
{
    /// <summary>Why the form was refused.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Who is signed in.</summary>
    public KeeperAccount Keeper => KeeperScheme.Of(HttpContext)!.Keeper;

    protected Passwords Passwords => passwords;

    protected PageResult Refuse(int status, string why)
    {
        (Response.StatusCode, Refusal) = (status, why);
        return Page();
    }

    /// <summary>Counts a try; the refusal where there were too many.</summary>
    protected PageResult? TriedTooOften() => HttpContext.IsRefused(limits)
        ? Refuse(StatusCodes.Status429TooManyRequests, "Too many tries. Wait a little, then try again.")
        : null;

    /// <summary>Asks who is signed in for their password again, so that who finds a browser open cannot stay for good; the refusal where it is another.</summary>
    protected async Task<PageResult?> IsSomebodyElseAsync(string? password, CancellationToken cancel) =>
        TriedTooOften() is { } refused ? refused
        : await passwords.VerifyAsync(Keeper, password ?? "", cancel) == PasswordVerificationResult.Failed ? Refuse(StatusCodes.Status403Forbidden, "That is not your password.")
        : null;
}
