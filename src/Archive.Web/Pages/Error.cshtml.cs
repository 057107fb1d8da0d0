using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages;

/// <summary>The answer where the archive itself failed: an id to search the log for, and nothing else.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel : PageModel
{
    public string Id => HttpContext.TraceIdentifier;

    public IActionResult OnPost() => OnGet();

    public IActionResult OnGet() => HttpContext.Features.Get<IExceptionHandlerFeature>() is null ? NotFound() : Page();
}
