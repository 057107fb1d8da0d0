using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Work;

/// <summary>Shows how far a job is, for scripts that follow it.</summary>
internal sealed class ProgressModel(Jobs jobs) : PageModel
{
    public Job Job { get; private set; } = null!;

    public IActionResult OnGet(long id)
    {
        if (jobs.Find(id) is not { } job)
        {
            return NotFound();
        }

        Job = job;
        return Page();
    }
}
