using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Keeper.Undoing;

/// <summary>Lists all imports for a keeper, with the ways to take one back and to bring it back.</summary>
internal sealed class KeptImportsModel(ArchiveDb db, Storage.Desk.Jobs jobs) : PageModel
{
    public const string Address = ReportModel.Root;

    /// <summary>A long screen of a table.</summary>
    public const int PerPage = 50;

    public IReadOnlyList<Import> Imports { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    /// <summary>Jobs that take back or bring back, and are not done, by the number of their import.</summary>
    public IReadOnlyDictionary<long, Job> Open { get; private set; } = new Dictionary<long, Job>();

    public static string Undo(long import) => $"{ReportModel.Address(import)}/undo";

    public static string Back(long import) => $"{ReportModel.Address(import)}/back";

    /// <summary>How it stands with an import, in a few words.</summary>
    public static string State(Import import) => import.UndoneAt is { } undone ? $"undone {InWords.Moment(undone)}" : import.Outcome switch
    {
        ImportOutcome.Running => "running",
        ImportOutcome.Done => "done",
        ImportOutcome.Cancelled => "stopped",
        _ => "ended in the middle",
    };

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        Pager = new Pager(number, Pager.PagesOf(await db.Imports.CountAsync(cancel), PerPage), Address);
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        Imports = await db.Imports.OrderByDescending(import => import.Id).Skip((number - 1) * PerPage).Take(PerPage).ToListAsync(cancel);
        Open = jobs.Open().Where(job => job is { Kind: JobKind.Undo or JobKind.BringBack, Subject: not null }).DistinctBy(job => job.Subject).ToDictionary(job => job.Subject!.Value);
        return Page();
    }
}
