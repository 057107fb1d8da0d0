using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Blogs;

/// <summary>The front page of a blog: its newest posts.</summary>
internal sealed class FrontModel(ArchiveDb db, SiteChoices choices) : PageModel
{
    /// <summary>About a month of a lively blog; fifteen screens on a phone.</summary>
    public const int PostsPerPage = 20;

    public BlogHeading Blog { get; private set; } = null!;

    public PostEntries Entries { get; private set; } = null!;

    public Calendar Calendar { get; private set; } = null!;

    /// <summary>The blog is read from its first post onward.</summary>
    public bool OldestFirst { get; private set; }

    public Pager Pager { get; private set; } = null!;

    /// <summary>Texts link to pages of the blog, so that some may be wanted; how many are is counted where they are listed, because that reads all of the links.</summary>
    public bool IsLinkedTo { get; private set; }

    /// <summary>Posts of it have labels.</summary>
    public bool HasLabels { get; private set; }

    /// <summary>Names of its authors or beneath its comments have an index.</summary>
    public bool HasPeople { get; private set; }

    public IActionResult OnGet(string blog, [FromQuery] string? order, [FromQuery(Name = "page")] int number = 1)
    {
        this.HoldState(db);
        if (BlogHeading.Find(db, blog) is not { } heading || order is not (null or PostAddress.OldestFirst))
        {
            return NotFound();
        }

        Blog = heading;
        if (heading.IsAll && db.BlogSlugs() is [var only])
        {
            return Redirect(PostAddress.Blog(only));
        }

        OldestFirst = order is not null;
        Calendar = heading.CalendarOf(db, null);
        Pager = OldestFirst
            ? new Pager(number, Pager.PagesOf(Calendar.Posts, PostsPerPage), PostAddress.Oldest(heading.Slug), "Older", "Newer")
            : new Pager(number, Pager.PagesOf(Calendar.Posts, PostsPerPage), PostAddress.Blog(heading.Slug));
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        IsLinkedTo = SiteName.OfBlog(heading.Address) is { } site && db.IsSiteLinkedTo(site);
        HasLabels = db.HasLabels(heading.Id);
        HasPeople = PeopleIndexModel.HasAny(db, heading, choices);

        var page = PostsByDate.Page(new PostList(db, heading.Id), Calendar.Posts, OldestFirst, (number - 1) * PostsPerPage, PostsPerPage);
        Entries = PostEntries.Of(db, heading.IsAll, page);
        SiteCache.OfBlog(HttpContext, Blog.Id);
        return Page();
    }
}
