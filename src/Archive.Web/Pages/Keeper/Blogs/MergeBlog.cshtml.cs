using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Keeper.Blogs;

/// <summary>Puts a blog into another: first which, then a question that says what both hold.</summary>
internal sealed class MergeBlogModel(ArchiveDb db, ArchiveFolder archive, TimeProvider clock, ILogger<MergeBlogModel> log) : KeepingForm(archive, clock, log)
{
    public BlogContents Blog { get; private set; } = null!;

    /// <summary>The blog that it would be part of; null where none is chosen yet.</summary>
    public BlogContents? Into { get; private set; }

    /// <summary>Slugs and titles of all others.</summary>
    public IReadOnlyList<(string Slug, string Title)> Others { get; private set; } = [];

    public static string Chosen(string blog, string into) => $"{KeptBlogsModel.Merge(blog)}?into={Uri.EscapeDataString(into)}";

    public async Task<IActionResult> OnGetAsync(string blog, [FromQuery] string? into, CancellationToken cancel) => await FindAsync(blog, into, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string blog, [FromForm] string? into, CancellationToken cancel)
    {
        if (await FindAsync(blog, into, cancel) is { } refused)
        {
            return refused;
        }

        Object("into", Into is null ? "Choose the blog that it goes into." : null);
        return IsRefused ? Refuse() : await KeepAsync(keeper => keeper.Merge(Blog.Slug, Into!.Slug), KeptBlogsModel.Of(Into!.Slug));
    }

    private async Task<IActionResult?> FindAsync(string slug, string? into, CancellationToken cancel)
    {
        if (BlogContents.Find(Archive, slug) is not { } blog)
        {
            return NotFound();
        }

        Blog = blog;
        Into = into is { Length: > 0 } && BlogContents.Find(Archive, into) is { } target && target.Slug != blog.Slug ? target : null;
        Others = (await db.Blogs.Where(other => other.Slug != blog.Slug).OrderBy(other => other.Title).Select(other => new { other.Slug, other.Title }).ToListAsync(cancel))
            .ConvertAll(other => (other.Slug, other.Title));
        return blog.Slug == slug ? null : LocalRedirect(KeptBlogsModel.Merge(blog.Slug));
    }
}
