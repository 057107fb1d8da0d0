using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Undoing;

/// <summary>Says what bringing an undone import back would bring, and asks for it.</summary>
internal sealed class BackModel(ArchiveFolder archive, TimeProvider clock, Storage.Desk.Jobs jobs) : PageModel
{
    public long Import { get; private set; }

    /// <summary>Null where it cannot be brought back.</summary>
    public BringBackPlan? Plan { get; private set; }

    /// <summary>Why it cannot be brought back.</summary>
    public string? Refusal { get; private set; }

    public void OnGet(long id)
    {
        Import = id;
        try
        {
            Plan = new Storage.Keeping.Keeper(archive, clock).PlanBringBack(id);
        }
        catch (KeepingException refused)
        {
            (Response.StatusCode, Refusal) = (StatusCodes.Status404NotFound, InWords.Sentence(refused.Message));
        }
    }

    public IActionResult OnPost(long id)
    {
        OnGet(id);
        return Plan is null ? Page() : LocalRedirect(JobModel.Address(jobs.Ask(JobKind.BringBack, id, KeeperScheme.Of(HttpContext)!.Keeper.Name)));
    }
}
