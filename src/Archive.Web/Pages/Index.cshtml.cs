using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages;

/// <summary>The first page: what this archive is, and the ways into it.</summary>
internal sealed class IndexModel(ArchiveDb db) : PageModel
{
    /// <summary>Blogs on one page; a library has more.</summary>
    public const int BlogsPerPage = 50;

    /// <summary>Posts and arrivals of each short list.</summary>
    public const int MaxListed = 5;

    public IReadOnlyList<Entry> Blogs { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public IReadOnlyList<PostEntry> Newest { get; private set; } = [];

    public IReadOnlyList<PostEntry> Longest { get; private set; } = [];

    public IReadOnlyList<Import> Arrivals { get; private set; } = [];

    public bool NamesBlogs => Pager.Pages > 1 || Blogs.Count > 1;

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        this.HoldState(db);
        Pager = new Pager(number, Pager.PagesOf(await db.Blogs.CountAsync(cancel), BlogsPerPage), "/", "Blogs before", "More blogs");
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        var blogs = await db.Blogs.OrderBy(blog => blog.Turn == null).ThenBy(blog => blog.Turn).ThenBy(blog => blog.Title).ThenBy(blog => blog.Slug).Skip((number - 1) * BlogsPerPage).Take(BlogsPerPage)
            .Select(blog => new { blog.Id, blog.Slug, blog.Title, blog.Language, blog.Author }).ToListAsync(cancel);
        var ids = blogs.Select(blog => blog.Id).ToList();
        var months = (await db.BlogMonths.Where(month => ids.Contains(month.BlogId)).OrderBy(month => month.Month).ToListAsync(cancel))
            .ToLookup(month => month.BlogId, month => new CalendarMonth(month.Month, month.Posts, month.Comments));
        Blogs = [.. blogs.Select(blog => new Entry(blog.Slug, blog.Title, blog.Language, blog.Author, [.. months[blog.Id]]))];

        // Ids lie in order of date.
        Newest = PostEntry.Of(db, await db.Posts.OrderByDescending(post => post.Id).Select(post => post.Id).Take(MaxListed).ToListAsync(cancel));
        Longest = PostEntry.Of(db, await db.Posts.Where(post => post.CommentCount > 0).OrderByDescending(post => post.CommentCount).ThenByDescending(post => post.Id)
            .Select(post => post.Id).Take(MaxListed).ToListAsync(cancel));
        Arrivals = await db.Imports.AsNoTracking().Where(import => import.UndoneAt == null && import.FinishedAt != null)
            .OrderByDescending(import => import.Id).Take(MaxListed).ToListAsync(cancel);
        return Page();
    }

    /// <summary>Whether others of the list began on the day of an import, so that its number tells it from them.</summary>
    public bool IsOneOfItsDay(Import import) => Arrivals.Any(other => other.Id != import.Id && other.StartedAt.Date == import.StartedAt.Date);

    /// <summary>What came with an import, in words.</summary>
    public static string NewIn(Import import) => import.Counts switch
    {
        null => "not counted",
        { PostsNew: 0, CommentsNew: 0 } => "nothing new",
        { PostsNew: 0 } counts => InWords.Count(counts.CommentsNew, "new comment", "new comments"),
        { CommentsNew: 0 } counts => InWords.Count(counts.PostsNew, "new post", "new posts"),
        var counts => $"{InWords.Count(counts.PostsNew, "new post", "new posts")}, {InWords.Count(counts.CommentsNew, "new comment", "new comments")}",
    };

    /// <summary>A blog in the list.</summary>
    /// <param name="Months">Earliest first.</param>
    public sealed record Entry(string Slug, string Title, string? Language, string? Author, IReadOnlyList<CalendarMonth> Months)
    {
        public int Posts => Months.Sum(month => month.Posts);

        public int Comments => Months.Sum(month => month.Comments);

        /// <summary>2008 – 2018; null where no post has a date.</summary>
        public string? Years => Months.Where(month => month.Month != PostAddress.Undated).Select(month => month.Year).ToList() switch
        {
            [] => null,
            [var first, .., var last] when first != last => $"{first} – {last}",
            [var only, ..] => only,
        };
    }
}
