using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Imports;

/// <summary>Lists every file that an import refused, with the reason and its first lines.</summary>
internal sealed class RefusedModel(ArchiveDb db, ArchiveFolder archive, Stages stages, Jobs jobs) : PageModel
{
    /// <summary>Each is opened for its first lines.</summary>
    public const int FilesPerPage = 50;

    public long Import { get; private set; }

    public int Count { get; private set; }

    public IReadOnlyList<RefusalView> Files { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public static string Address(long import) => $"{ReportModel.Address(import)}/refused";

    public async Task<IActionResult> OnGetAsync(long id, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        var refusals = new Refusals(db, archive, stages, jobs);
        var all = await refusals.OfAsync(id, cancel);
        (Import, Count, Pager) = (id, all.Count, new Pager(number, Pager.PagesOf(all.Count, FilesPerPage), Address(id), "Earlier files", "Later files"));
        if (Count == 0 || number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        Files = [.. all.Skip((number - 1) * FilesPerPage).Take(FilesPerPage).Select(file => RefusalView.Of(refusals, file))];
        return Page();
    }
}
