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

    public Calendar Calendar { get; private set; } = null!;

    public string? Earlier { get; private set; }

    public string? Later { get; private set; }

    public Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(
        string blog, string year, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        db.HoldState();
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

        Titles = await heading.PostsOfYear(db, year)
            .OrderBy(post => post.Id)
            .Skip((number - 1) * TitlesPerPage)
            .Take(TitlesPerPage)
            .Join(db.Blogs, post => post.BlogId, blog => blog.Id, (post, blog) => new Line(
                blog.Slug, blog.Title, blog.Language, post.Slug, post.Month, post.Title, post.Published ?? post.InferredPublished, post.Published == null, post.CommentCount))
            .ToListAsync(cancel);
        SiteCache.OfBlog(HttpContext, Blog.Id);
        return Page();
    }

    /// <summary>A post as one line.</summary>
    /// <param name="IsInferred">No dump says its date by itself.</param>
    public sealed record Line(string Blog, string BlogTitle, string? Language, string Slug, string Month, string? Title, string? Date, bool IsInferred, int Comments);
}
