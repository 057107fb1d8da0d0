using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages;

/// <summary>The answer where the archive itself failed: an id to search the log for, and nothing else.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel : PageModel
{
    /// <summary>What was asked for needs the record, and that is away.</summary>
    public bool IsRecordAway => HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is RecordUnreachableException;

    public string Id => HttpContext.TraceIdentifier;

    /// <summary>It failed for want of the database in which the desk is.</summary>
    public bool IsDeskAway => HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is DeskAwayException;

    public IActionResult OnPost() => OnGet();

    public IActionResult OnGet() => HttpContext.Features.Get<IExceptionHandlerFeature>() is null ? NotFound() : Page();
}
