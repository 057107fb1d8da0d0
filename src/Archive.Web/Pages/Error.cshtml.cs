using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages;

/// <summary>What a reader sees when the archive itself failed: an id to look for in the log, and nothing else.</summary>
internal sealed class ErrorModel : PageModel
{
    public string Id => HttpContext.TraceIdentifier;

    public IActionResult OnGet() => HttpContext.Features.Get<IExceptionHandlerFeature>() is null ? NotFound() : Page();
}
