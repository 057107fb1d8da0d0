using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Bringing;

/// <summary>Asks whether all that was brought is to be thrown away, and does it.</summary>
internal sealed class DiscardModel(Stages stages, Storage.Desk.Jobs jobs) : PageModel
{
    public Stage Stage { get; private set; } = null!;

    public int Files => stages.Files(Stage.Id).Count;

    public static string AddressOf(long stage) => StageAddress.Of(stage) + "/discard";

    public IActionResult OnGet(long id) => Find(id) ? Page() : NotFound();

    public IActionResult OnPost(long id)
    {
        if (!Find(id))
        {
            return NotFound();
        }

        if (jobs.Last(JobKind.Preview, id) is { IsOver: false } preview)
        {
            jobs.Stop(preview.Id);
        }

        stages.Drop(id);
        return LocalRedirect(BringModel.Address);
    }

    // What is being imported is stopped where its job is; what was refused of it is fetched there.
    private bool Find(long id)
    {
        if (stages.Find(id) is not { } stage || StageModel.IsClosedBy(jobs.Last(JobKind.Import, id)))
        {
            return false;
        }

        Stage = stage;
        return true;
    }
}
