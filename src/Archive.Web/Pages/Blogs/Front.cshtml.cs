using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Blogs;

/// <summary>The front page of a blog: its newest posts.</summary>
internal sealed class FrontModel(ArchiveDb db) : PageModel
{
    /// <summary>About a month of a lively blog; fifteen screens on a phone.</summary>
    public const int PostsPerPage = 20;

    public BlogHeading Blog { get; private set; } = null!;

    public PostEntries Entries { get; private set; } = null!;

    public MonthColumn Months { get; private set; } = null!;

    public Pager Pager { get; private set; } = null!;

    public int Posts { get; private set; }

    public int Comments { get; private set; }

    /// <summary>Pages of the blog that texts link to and the archive lacks; said on the first page only.</summary>
    public int Wanted { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        string blog, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        if (await BlogHeading.FindAsync(db, blog, cancel) is not { } heading)
        {
            return NotFound();
        }

        var posts = db.Posts.Where(post => post.BlogId == heading.Id);
        Blog = heading;
        Months = await MonthColumn.OfAsync(db, heading, null, cancel);
        Posts = Months.Months.Sum(month => month.Posts);
        Comments = await posts.SumAsync(post => post.CommentCount, cancel);
        Pager = new Pager(number, Pager.PagesOf(Posts, PostsPerPage), PostAddress.Blog(heading.Slug));
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        Wanted = number == 1 ? (await WantedPage.OfAsync(db, heading, cancel)).Count : 0;

        // Ids lie in order of date.
        var page = posts
            .OrderByDescending(post => post.Id)
            .Skip((number - 1) * PostsPerPage)
            .Take(PostsPerPage);
        Entries = await PostEntries.OfAsync(db, heading, page, cancel);
        return Page();
    }
}
