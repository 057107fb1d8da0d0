using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Undoing;

/// <summary>Says what taking an import back would take away, and asks for it.</summary>
internal sealed class UndoModel(ArchiveFolder archive, TimeProvider clock, Storage.Desk.Jobs jobs) : PageModel
{
    public long Import { get; private set; }

    /// <summary>Null where it cannot be undone.</summary>
    public UndoPlan? Plan { get; private set; }

    /// <summary>Why it cannot be undone.</summary>
    public string? Refusal { get; private set; }

    public static string Address(PlannedPost post) => PostAddress.Post(post.Blog, post.Month, post.Slug);

    public void OnGet(long id)
    {
        Import = id;
        try
        {
            Plan = new Storage.Keeping.Keeper(archive, clock).PlanUndo(id);
        }
        catch (KeepingException refused)
        {
            (Response.StatusCode, Refusal) = (StatusCodes.Status404NotFound, InWords.Sentence(refused.Message));
        }
    }

    public IActionResult OnPost(long id)
    {
        OnGet(id);
        return Plan is null ? Page() : LocalRedirect(JobModel.Address(jobs.Ask(JobKind.Undo, id, KeeperScheme.Of(HttpContext)!.Keeper.Name)));
    }
}
