using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Previews;

/// <summary>Shows what would come of a stage, on a page of its own.</summary>
internal sealed class PreviewModel(Stages stages, ArchiveFolder archive) : PageModel
{
    public long Stage { get; private set; }

    /// <summary>Null where no preview was made.</summary>
    public PreviewList? List { get; private set; }

    public IActionResult OnGet(long id, [FromQuery(Name = PreviewList.ShowField)] string? show = null, [FromQuery(Name = PreviewList.PageField)] int page = 1)
    {
        if (stages.Find(id) is null)
        {
            return NotFound();
        }

        Stage = id;
        List = new StagedPreviews(stages).Find(id) is { } preview ? PreviewList.Of(preview, StageAddress.Preview(id), archive.Seal().Number, show, page) : null;
        return Page();
    }
}
