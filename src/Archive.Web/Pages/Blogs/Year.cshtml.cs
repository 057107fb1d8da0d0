using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Blogs;

/// <summary>The titles of a year, month by month.</summary>
internal sealed class YearModel(ArchiveDb db) : PageModel
{
    /// <summary>A post a day for a year, and a little more.</summary>
    public const int TitlesPerPage = 400;

    public BlogHeading Blog { get; private set; } = null!;

    public string Year { get; private set; } = "";

    public int Posts { get; private set; }

    public IReadOnlyList<PostLine> Titles { get; private set; } = [];

    public Calendar Calendar { get; private set; } = null!;

    public string? Earlier { get; private set; }

    public string? Later { get; private set; }

    public Pager Pager { get; private set; } = null!;

    public IActionResult OnGet(string blog, string year, [FromQuery(Name = "page")] int number = 1)
    {
        this.HoldState(db);
        if (BlogHeading.Find(db, blog) is not { } heading)
        {
            return NotFound();
        }

        Blog = heading;
        Year = year;
        Calendar = heading.CalendarOf(db, year);
        (Earlier, Later) = Calendar.BesideYear(year);
        Posts = Calendar.Months.Where(month => month.Year == year).Sum(month => month.Posts);
        Pager = new Pager(
            number, Pager.PagesOf(Posts, TitlesPerPage), PostAddress.Year(heading.Slug, year), "Earlier posts", "Later posts");
        if (Posts == 0 || number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        Titles = db.TitlesOfYear(heading.Id, year, (number - 1) * TitlesPerPage, TitlesPerPage);
        SiteCache.OfBlog(HttpContext, Blog.Id);
        return Page();
    }
}
