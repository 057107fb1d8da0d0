using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Imports;

/// <summary>Shows one run of the importer and the problems that it met.</summary>
internal sealed class ImportModel(ArchiveDb db) : PageModel
{
    /// <summary>Problems on one page.</summary>
    public const int ProblemsPerPage = 200;

    /// <summary>Pairs of posts that are perhaps one; <c>archive post doubts</c> lists them all.</summary>
    public const int MaxDoubts = 100;

    public Import Import { get; private set; } = null!;

    /// <summary>Sources that it brought and that are there now.</summary>
    public int SourcesKept { get; private set; }

    public int ProblemCount { get; private set; }

    public IReadOnlyList<SourceProblem> Problems { get; private set; } = [];

    public int DoubtCount { get; private set; }

    /// <summary>Posts that are perhaps one, the first of them.</summary>
    public IReadOnlyList<DoubtfulPosts> Doubts { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(
        long id, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        if (await db.Imports.AsNoTracking().SingleOrDefaultAsync(import => import.Id == id, cancel) is not { } import)
        {
            return NotFound();
        }

        Import = import;
        SourcesKept = await db.Sources.CountAsync(source => source.ImportId == id, cancel);
        var problems = db.Problems.AsNoTracking().Where(problem => problem.ImportId == id);
        ProblemCount = await problems.CountAsync(cancel);
        Pager = new Pager(
            number, Pager.PagesOf(ProblemCount, ProblemsPerPage), SourceAddress.Import(id), "Earlier problems", "Later problems");
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        Problems = await problems
            .OrderBy(problem => problem.Id)
            .Skip((number - 1) * ProblemsPerPage)
            .Take(ProblemsPerPage)
            .ToListAsync(cancel);
        DoubtCount = await DoubtfulPosts.OfImport(db, id).CountAsync(cancel);
        Doubts = await DoubtfulPosts.OfImport(db, id).Take(MaxDoubts).ToListAsync(cancel);
        return Page();
    }

    public string Outcome => Import.UndoneAt is not null ? "Undone: nothing that it brought is shown. What it brought stays in the record." : Import.Outcome switch
    {
        ImportOutcome.Running => "Still running: what is stored already can be read.",
        ImportOutcome.Done => "Done.",
        ImportOutcome.Cancelled => "Stopped between two dumps, by a person or with the server; what came before is whole.",
        _ => "The process ended in the middle, before it counted; what was whole stayed, and the same import can be run again.",
    };
}
