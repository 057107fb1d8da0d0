using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

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

    public async Task<IActionResult> OnGetAsync(
        string blog, [FromQuery] string? order, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        if (await BlogHeading.FindAsync(db, blog, cancel) is not { } heading || order is not (null or PostAddress.OldestFirst))
        {
            return NotFound();
        }

        var posts = heading.PostsIn(db);
        Blog = heading;
        if (heading.IsAll && await db.Blogs.Select(one => one.Slug).Take(2).ToListAsync(cancel) is [var only])
        {
            return Redirect(PostAddress.Blog(only));
        }

        OldestFirst = order is not null;
        Calendar = await heading.CalendarAsync(db, null, cancel);
        Pager = OldestFirst
            ? new Pager(number, Pager.PagesOf(Calendar.Posts, PostsPerPage), PostAddress.Oldest(heading.Slug), "Older", "Newer")
            : new Pager(number, Pager.PagesOf(Calendar.Posts, PostsPerPage), PostAddress.Blog(heading.Slug));
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        IsLinkedTo = SiteName.OfBlog(heading.Address) is { } site && await db.Links.AnyAsync(link => link.Site == site && link.Page != null, cancel);
        HasLabels = await db.BlogLabels.AnyAsync(label => heading.IsAll || label.BlogId == heading.Id, cancel);
        HasPeople = await PeopleIndexModel.HasAnyAsync(db, heading, choices, cancel);

        // Ids lie in order of date, those of unknown days first.
        var skipped = (number - 1) * PostsPerPage;
        var page = OldestFirst
            ? await OldestAsync(posts, skipped, cancel)
            : Newest(posts, skipped);
        Entries = await PostEntries.OfAsync(db, heading.IsAll, page, cancel);
        return Page();
    }

    // Counted from the nearer end, because a page costs what is passed over before it.
    private IQueryable<Post> Newest(IQueryable<Post> posts, int skipped)
    {
        var behind = Calendar.Posts - skipped - PostsPerPage;
        return skipped <= behind
            ? posts.OrderByDescending(post => post.Id).Skip(skipped).Take(PostsPerPage)
            : posts.OrderBy(post => post.Id).Skip(Math.Max(0, behind)).Take(Math.Min(PostsPerPage, Calendar.Posts - skipped)).OrderByDescending(post => post.Id);
    }

    // From the first day on, and then what has none: no order says that it came before.
    private async Task<IQueryable<Post>> OldestAsync(IQueryable<Post> posts, int skipped, CancellationToken cancel)
    {
        var undated = posts.Where(post => post.Id < PostId.FirstDated);
        var dated = Calendar.Posts - await undated.CountAsync(cancel);
        var behind = dated - skipped - PostsPerPage;
        var known = posts.Where(post => post.Id >= PostId.FirstDated);
        var first = skipped >= dated ? [] : await (skipped <= behind
            ? known.OrderBy(post => post.Id).Skip(skipped).Take(PostsPerPage)
            : known.OrderByDescending(post => post.Id).Skip(Math.Max(0, behind)).Take(Math.Min(PostsPerPage, dated - skipped))).Select(post => post.Id).ToListAsync(cancel);
        var last = first.Count == PostsPerPage ? [] : await undated.OrderBy(post => post.Id).Select(post => post.Id)
            .Skip(Math.Max(0, skipped - dated)).Take(PostsPerPage - first.Count).ToListAsync(cancel);
        return posts.Where(post => first.Contains(post.Id) || last.Contains(post.Id)).OrderBy(post => post.Id < PostId.FirstDated).ThenBy(post => post.Id);
    }
}
