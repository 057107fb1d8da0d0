using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Account;

/// <summary>Signs a keeper out, here or everywhere.</summary>
internal sealed class SignOutModel(Sessions sessions) : PageModel
{
    public const string Address = AccessList.Keeper + "/sign-out";

    public IActionResult OnPost([FromForm] bool everywhere)
    {
        KeeperScheme.SignOut(HttpContext, sessions, everywhere);
        return LocalRedirect("/");
    }
}
