using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages;

/// <summary>The first page: the blogs of the archive, or the one that there is.</summary>
internal sealed class IndexModel(ArchiveDb db) : PageModel
{
    public IReadOnlyList<Entry> Blogs { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Blogs = await db.Blogs
            .OrderBy(blog => blog.Turn == null).ThenBy(blog => blog.Turn).ThenBy(blog => blog.Title)
            .Select(blog => new Entry(
                blog.Slug, blog.Title, blog.Language, blog.Author, db.Posts.Count(post => post.BlogId == blog.Id)))
            .ToListAsync(cancel);
        return Blogs is [var only] ? Redirect(PostAddress.Blog(only.Slug)) : Page();
    }

    /// <summary>A blog in the list.</summary>
    public sealed record Entry(string Slug, string Title, string? Language, string? Author, int Posts);
}
