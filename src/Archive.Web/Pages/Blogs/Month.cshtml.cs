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

    public MonthColumn Months { get; private set; } = null!;

    public Pager Pager { get; private set; } = null!;

    public string? Earlier { get; private set; }

    public string? Later { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        string blog, string? year, string? month, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        if (await BlogHeading.FindAsync(db, blog, cancel) is not { } heading)
        {
            return NotFound();
        }

        Blog = heading;
        Month = PostAddress.MonthOf(year, month);
        Months = await MonthColumn.OfAsync(db, heading, Month, cancel);
        FindNeighbours();
        Pager = new Pager(
            number, Pager.PagesOf(Posts, PostsPerPage), PostAddress.Month(heading.Slug, Month), "Earlier posts", "Later posts");
        if (Posts == 0 || number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        var page = db.Posts
            .Where(post => post.BlogId == heading.Id && post.Month == Month)
            .OrderBy(post => post.Id)
            .Skip((number - 1) * PostsPerPage)
            .Take(PostsPerPage);
        Entries = await PostEntries.OfAsync(db, heading, page, cancel);
        return Page();
    }

    private void FindNeighbours()
    {
        var months = Months.Months;
        for (var i = 0; i < months.Count; i++)
        {
            if (months[i].Month == Month)
            {
                Posts = months[i].Posts;
                Later = i > 0 ? months[i - 1].Month : null;
                Earlier = i + 1 < months.Count ? months[i + 1].Month : null;
            }
        }
    }
}
