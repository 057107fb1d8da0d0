using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Imports;

/// <summary>Lists the runs of the importer, newest first.</summary>
internal sealed class ImportsModel(ArchiveDb db, ArchiveFolder archive) : PageModel
{
    /// <summary>A long screen of a table.</summary>
    public const int ImportsPerPage = 100;

    public IReadOnlyList<Import> Imports { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    /// <summary>The hash of the last entry that the archive shows; empty while there is none.</summary>
    public string Seal { get; private set; } = "";

    public long Entry { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        Pager = new Pager(number, Pager.PagesOf(await db.Imports.CountAsync(cancel), ImportsPerPage), "/imports");
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        (Entry, Seal) = archive.Seal();
        Imports = await db.Imports.AsNoTracking()
            .OrderByDescending(import => import.Id)
            .Skip((number - 1) * ImportsPerPage)
            .Take(ImportsPerPage)
            .ToListAsync(cancel);
        return Page();
    }
}
