using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Labels;

/// <summary>The labels of a blog, or of all, by name or by how many posts have them.</summary>
internal sealed class LabelIndexModel(ArchiveDb db) : PageModel
{
    /// <summary>More than most blogs ever used; further ones fill more pages.</summary>
    public const int LabelsPerPage = 500;

    public BlogHeading Blog { get; private set; } = null!;

    public bool ByPosts { get; private set; }

    public int Labels { get; private set; }

    public IReadOnlyList<Entry> Entries { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(
        [FromRoute] string? blog, [FromQuery] string? order, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        this.HoldState(db);
        if (order is not (null or LabelAddress.ByPosts) || BlogHeading.Find(db, blog ?? PostAddress.AllBlogs) is not { } heading)
        {
            return NotFound();
        }

        (Blog, ByPosts) = (heading, order is not null);
        var labels = db.BlogLabels.Where(label => heading.IsAll || label.BlogId == heading.Id)
            .GroupBy(label => label.Label).Select(label => new { Label = label.Key, Posts = label.Sum(of => of.Posts) });
        Labels = await labels.CountAsync(cancel);
        Pager = new Pager(
            number, Pager.PagesOf(Labels, LabelsPerPage), ByPosts ? LabelAddress.IndexByPosts(heading.Slug) : LabelAddress.Index(heading.Slug), "Before", "Further");
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        // Labels are few beside posts, so that sorting them costs little.
        var byName = labels.OrderBy(label => EF.Functions.Collate(label.Label, "NOCASE")).ThenBy(label => label.Label);
        var ordered = ByPosts ? labels.OrderByDescending(label => label.Posts).ThenBy(label => EF.Functions.Collate(label.Label, "NOCASE")).ThenBy(label => label.Label) : byName;
        Entries = await ordered.Skip((number - 1) * LabelsPerPage).Take(LabelsPerPage)
            .Select(label => new Entry(label.Label, label.Posts)).ToListAsync(cancel);
        SiteCache.OfBlog(HttpContext, Blog.Id);
        return Page();
    }

    /// <summary>A label and how many posts have it.</summary>
    public sealed record Entry(string Label, int Posts);
}
