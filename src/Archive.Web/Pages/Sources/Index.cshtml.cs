using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Sources;

/// <summary>Lists the kept originals, newest first.</summary>
internal sealed class SourcesModel(ArchiveDb db) : PageModel
{
    /// <summary>A long screen of a table.</summary>
    public const int SourcesPerPage = 100;

    public int Count { get; private set; }

    public IReadOnlyList<Line> Sources { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        this.HoldState(db);
        Count = await db.Sources.CountAsync(cancel);
        Pager = new Pager(number, Pager.PagesOf(Count, SourcesPerPage), "/sources");
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        var page = PageOfIds.Of(Count, ascending: false, (number - 1) * SourcesPerPage, SourcesPerPage);
        var all = db.Sources.Select(source => source.Id);
        var ids = await (page.Ascending ? all.Order() : all.OrderDescending()).Skip(page.Skipped).Take(page.Take).ToListAsync(cancel);
        Sources = await (
            from source in db.Sources
            where ids.Contains(source.Id)
            join blog in db.Blogs on source.BlogId equals blog.Id
            orderby source.Id descending
            select new Line(
                source.Sha256, source.FileName, source.Format, source.Bytes, source.ImportedAt, blog.Slug, blog.Title,
                db.Captures.Count(capture => capture.SourceId == source.Id))).ToListAsync(cancel);
        return Page();
    }

    /// <summary>A source as one line.</summary>
    public sealed record Line(
        string Sha256, string FileName, string Format, long Bytes, DateTime ImportedAt, string Blog, string BlogTitle, int Posts);
}
