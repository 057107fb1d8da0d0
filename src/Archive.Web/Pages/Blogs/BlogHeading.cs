using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Blogs;

/// <summary>A blog as the head of its pages names it.</summary>
internal sealed record BlogHeading(
    long Id, string Slug, string Title, string? Address, string? Language, string? Author, bool HasAbout)
{
    public static Task<BlogHeading?> FindAsync(ArchiveDb db, string slug, CancellationToken cancel) => db.Blogs
        .Where(blog => blog.Slug == slug)
        .Select(blog => new BlogHeading(
            blog.Id, blog.Slug, blog.Title, blog.Address, blog.Language, blog.Author, blog.About != null))
        .SingleOrDefaultAsync(cancel);
}
