using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Blogs;

/// <summary>A post in a list.</summary>
/// <param name="Start">Enough of its text for <see cref="Opening.Of"/>.</param>
internal sealed record PostEntry(
    long Id, string Blog, string BlogTitle, string? Language, string Slug, string Month, string? Title, string? Published, string? InferredPublished, string Start, int Comments)
{
    public string Address => PostAddress.Post(Blog, Month, Slug);
}

/// <summary>Posts in a list, with the shapes of their threads.</summary>
/// <param name="NamesBlogs">They are of several blogs, so that each says of which it is.</param>
/// <param name="Shapes">The depths of the first comments of each post that has any, by its id.</param>
internal sealed record PostEntries(bool NamesBlogs, IReadOnlyList<PostEntry> Posts, IReadOnlyDictionary<long, IReadOnlyList<int>> Shapes)
{
    /// <param name="posts">In their order.</param>
    public static async Task<PostEntries> OfAsync(ArchiveDb db, bool namesBlogs, IQueryable<Post> posts, CancellationToken cancel)
    {
        var entries = await ListAsync(db, posts, cancel);
        var ids = entries.Where(entry => entry.Comments > 0).Select(entry => entry.Id).ToList();
        return new PostEntries(namesBlogs, entries, await db.FirstDepthsAsync(ids, ThreadMap.MaxStrokes, cancel));
    }

    /// <summary>Posts without the shapes of their threads.</summary>
    public static async Task<IReadOnlyList<PostEntry>> ListAsync(ArchiveDb db, IQueryable<Post> posts, CancellationToken cancel) =>
        await posts.Join(db.Blogs, post => post.BlogId, blog => blog.Id, (post, blog) => new PostEntry(
            post.Id, blog.Slug, blog.Title, blog.Language, post.Slug, post.Month, post.Title, post.Published, post.InferredPublished,
            post.Text.Substring(0, Opening.FetchLength), post.CommentCount)).ToListAsync(cancel);
}
