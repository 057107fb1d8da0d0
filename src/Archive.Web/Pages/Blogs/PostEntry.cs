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

/// <summary>Finds the posts of one page of a list by date, of which there may be a hundred thousand.</summary>
internal static class PostsByDate
{
    /// <param name="ids">Of all posts of the list; they lie in order of date, those of unknown days first.</param>
    /// <param name="count">How many those are.</param>
    public static async Task<IQueryable<Post>> PageAsync(ArchiveDb db, IQueryable<long> ids, int count, bool oldestFirst, int skipped, int take, CancellationToken cancel)
    {
        if (!oldestFirst)
        {
            var newest = await PageOfIds.OfAsync(ids, count, ascending: false, skipped, take, cancel);
            return db.Posts.Where(post => newest.Contains(post.Id)).OrderByDescending(post => post.Id);
        }

        // From the first day on, and then what has none: no order says that it came before.
        var undated = ids.Where(id => id < PostId.FirstDated);
        var unknown = await undated.CountAsync(cancel);
        var known = count - unknown;
        var part = await PageOfIds.OfAsync(ids.Where(id => id >= PostId.FirstDated), known, ascending: true, skipped, take, cancel);
        part.AddRange(await PageOfIds.OfAsync(undated, unknown, ascending: true, Math.Max(0, skipped - known), take - part.Count, cancel));
        return db.Posts.Where(post => part.Contains(post.Id)).OrderBy(post => post.Id < PostId.FirstDated).ThenBy(post => post.Id);
    }
}
