using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Blogs;

/// <summary>The posts of a blog, or of all, that were talked about most: ever, or in one year.</summary>
internal sealed class DiscussedModel(ArchiveDb db) : PageModel
{
    /// <summary>A long screen; further down nobody talked much.</summary>
    public const int MaxPosts = 50;

    public BlogHeading Blog { get; private set; } = null!;

    /// <summary>The year that is shown; null for all of them.</summary>
    public string? Year { get; private set; }

    public Calendar Calendar { get; private set; } = null!;

    public PostEntries Entries { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string blog, [FromQuery(Name = "in")] string? year, CancellationToken cancel)
    {
        this.HoldState(db);
        if (BlogHeading.Find(db, blog) is not { } heading)
        {
            return NotFound();
        }

        (Blog, Year) = (heading, year);
        Calendar = heading.CalendarOf(db, year);
        if (year == PostAddress.Undated || (year is not null && Calendar.Months.All(month => month.Year != year)))
        {
            return NotFound();
        }

        var posts = year is null ? heading.PostsIn(db) : heading.PostsOfYear(db, year);
        Entries = PostEntries.Of(db, heading.IsAll, await posts.Where(post => post.CommentCount > 0)
            .OrderByDescending(post => post.CommentCount).ThenByDescending(post => post.Id).Select(post => post.Id).Take(MaxPosts).ToListAsync(cancel));
        SiteCache.OfBlog(HttpContext, Blog.Id);
        return Page();
    }
}
