using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Blogs;

/// <summary>The keeper's own text about a blog.</summary>
internal sealed class AboutModel(ArchiveDb db) : PageModel
{
    public string Slug { get; private set; } = "";

    public string Title { get; private set; } = "";

    public SafeHtml About { get; private set; }

    public async Task<IActionResult> OnGetAsync(string blog, CancellationToken cancel)
    {
        this.HoldState(db);
        var row = await db.Blogs
            .Where(home => home.Slug == blog && home.About != null)
            .Select(home => new { home.Title, home.About })
            .SingleOrDefaultAsync(cancel);
        if (row is null)
        {
            return NotFound();
        }

        Slug = blog;
        Title = row.Title;
        About = ContentRenderer.FromMarkdown(row.About!);
        return Page();
    }
}
