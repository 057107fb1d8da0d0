using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Blogs;

/// <summary>A post in a list.</summary>
/// <param name="Start">Enough of its text for <see cref="Opening.Of"/>.</param>
internal sealed record PostEntry(long Id, string Slug, string Month, string? Title, string? Published, string? InferredPublished, string Start, int Comments)
{
    /// <summary>The columns that a list needs.</summary>
    public static readonly Expression<Func<Post, PostEntry>> FromPost = post => new PostEntry(
        post.Id, post.Slug, post.Month, post.Title, post.Published, post.InferredPublished, post.Text.Substring(0, Opening.FetchLength), post.CommentCount);
}

/// <summary>Posts of one blog in a list, with the shapes of their threads.</summary>
/// <param name="Shapes">The depths of the first comments of each post that has any, by its id.</param>
internal sealed record PostEntries(
    string Blog, string? Language, IReadOnlyList<PostEntry> Posts, IReadOnlyDictionary<long, IReadOnlyList<int>> Shapes)
{
    public static async Task<PostEntries> OfAsync(ArchiveDb db, BlogHeading blog, IQueryable<Post> posts, CancellationToken cancel)
    {
        var entries = await posts.Select(PostEntry.FromPost).ToListAsync(cancel);
        var ids = entries.Where(entry => entry.Comments > 0).Select(entry => entry.Id).ToList();
        var depths = await db.Comments
            .Where(comment => ids.Contains(comment.PostId) && comment.Position < ThreadMap.MaxStrokes)
            .OrderBy(comment => comment.PostId)
            .ThenBy(comment => comment.Position)
            .Select(comment => new { comment.PostId, comment.Depth })
            .ToListAsync(cancel);
        var shapes = depths.GroupBy(comment => comment.PostId).ToDictionary(
            post => post.Key, IReadOnlyList<int> (post) => [.. post.Select(comment => comment.Depth)]);
        return new PostEntries(blog.Slug, blog.Language, entries, shapes);
    }
}
