using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Blogs;

/// <summary>The posts of a month, in the order in which they were written.</summary>
internal sealed class MonthModel(ArchiveDb db) : PageModel
{
    /// <summary>Three posts a day for a month, and a little more.</summary>
    public const int PostsPerPage = 100;

    public BlogHeading Blog { get; private set; } = null!;

    public string Month { get; private set; } = PostAddress.Undated;

    public int Posts { get; private set; }

    public PostEntries Entries { get; private set; } = null!;

    public Calendar Calendar { get; private set; } = null!;

    public Pager Pager { get; private set; } = null!;

    public string? Earlier { get; private set; }

    public string? Later { get; private set; }

    public IActionResult OnGet(string blog, string? year, string? month, [FromQuery(Name = "page")] int number = 1)
    {
        this.HoldState(db);
        if (BlogHeading.Find(db, blog) is not { } heading)
        {
            return NotFound();
        }

        Blog = heading;
        Month = PostAddress.MonthOf(year, month);
        Calendar = heading.CalendarOf(db, Month);
        (Earlier, Later) = Calendar.Beside(Month);
        Posts = Calendar.Months.FirstOrDefault(one => one.Month == Month)?.Posts ?? 0;
        Pager = new Pager(
            number, Pager.PagesOf(Posts, PostsPerPage), PostAddress.Month(heading.Slug, Month), "Earlier posts", "Later posts");
        if (Posts == 0 || number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        Entries = PostEntries.Of(db, heading.IsAll, db.PostsOfMonth(heading.Id, Month, (number - 1) * PostsPerPage, PostsPerPage));
        SiteCache.OfBlog(HttpContext, Blog.Id);
        return Page();
    }
}
