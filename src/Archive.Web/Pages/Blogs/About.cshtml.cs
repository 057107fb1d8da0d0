using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Blogs;

/// <summary>What the archive's keeper wrote about a blog.</summary>
internal sealed class AboutModel(ArchiveDb db) : PageModel
{
    public string Slug { get; private set; } = "";

    public string Title { get; private set; } = "";

    public SafeHtml About { get; private set; }

    public async Task<IActionResult> OnGetAsync(string blog, CancellationToken cancel)
    {
        var found = await db.Blogs
            .Where(b => b.Slug == blog && b.About != null)
            .Select(b => new { b.Title, b.About })
            .SingleOrDefaultAsync(cancel);
        if (found is null)
        {
            return NotFound();
        }

        Slug = blog;
        Title = found.Title;
        About = ContentRenderer.FromMarkdown(found.About!);
        return Page();
    }
}
