using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Blogs;

/// <summary>The titles of a year, month by month.</summary>
internal sealed class YearModel(ArchiveDb db) : PageModel
{
    /// <summary>A post a day for a year, and a little more.</summary>
    public const int TitlesPerPage = 400;

    public BlogHeading Blog { get; private set; } = null!;

    public string Year { get; private set; } = "";

    public int Posts { get; private set; }

    public IReadOnlyList<Line> Titles { get; private set; } = [];

    public MonthColumn Months { get; private set; } = null!;

    public Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(
        string blog, string year, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        if (await BlogHeading.FindAsync(db, blog, cancel) is not { } heading)
        {
            return NotFound();
        }

        Blog = heading;
        Year = year;
        Months = await MonthColumn.OfAsync(db, heading, year, cancel);
        Posts = Months.Months.Where(month => month.Year == year).Sum(month => month.Posts);
        Pager = new Pager(
            number, Pager.PagesOf(Posts, TitlesPerPage), PostAddress.Year(heading.Slug, year), "Earlier posts", "Later posts");
        if (Posts == 0 || number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        Titles = await db.Posts
            .Where(post => post.BlogId == heading.Id && post.Month.CompareTo(year) > 0 && post.Month.CompareTo(year + "-99") < 0)
            .OrderBy(post => post.Id)
            .Skip((number - 1) * TitlesPerPage)
            .Take(TitlesPerPage)
            .Select(post => new Line(post.Slug, post.Month, post.Title, post.Published ?? post.InferredPublished, post.Published == null, post.CommentCount))
            .ToListAsync(cancel);
        return Page();
    }

    /// <summary>A post as one line.</summary>
    /// <param name="IsInferred">No dump says its date by itself.</param>
    public sealed record Line(string Slug, string Month, string? Title, string? Date, bool IsInferred, int Comments);
}
