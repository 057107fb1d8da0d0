using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Labels;

/// <summary>The posts that have a label.</summary>
internal sealed class LabelModel(ArchiveDb db) : PageModel
{
    public LabelHeading Heading { get; private set; } = null!;

    /// <summary>See <see cref="LabelHeading.OtherSpellings"/>.</summary>
    public IReadOnlyList<string> OtherSpellings { get; private set; } = [];

    public PostEntries Entries { get; private set; } = null!;

    /// <summary>Null for a label that no search finds.</summary>
    public Calendar? Calendar { get; private set; }

    public bool OldestFirst { get; private set; }

    public Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(
        string blog, string label, [FromQuery] string? order, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        this.HoldState(db);
        if (order is not (null or PostAddress.OldestFirst) || await LabelHeading.FindAsync(db, blog, label, cancel) is not { } heading)
        {
            return NotFound();
        }

        (Heading, OldestFirst) = (heading, order is not null);
        var pages = Pager.PagesOf(heading.Posts, FrontModel.PostsPerPage);
        Pager = OldestFirst
            ? new Pager(number, pages, LabelAddress.Oldest(heading.Blog.Slug, heading.Label), "Older", "Newer")
            : new Pager(number, pages, LabelAddress.Of(heading.Blog.Slug, heading.Label));
        if (number < 1 || number > pages)
        {
            return NotFound();
        }

        OtherSpellings = heading.OtherSpellings(db);
        Calendar = await heading.CalendarAsync(db, cancel);
        var page = PostsByDate.Page(heading.ListOf(db), heading.Posts, OldestFirst, (number - 1) * FrontModel.PostsPerPage, FrontModel.PostsPerPage);
        Entries = PostEntries.Of(db, heading.Blog.IsAll, page);
        SiteCache.OfBlog(HttpContext, Heading.Blog.Id);
        return Page();
    }
}
