using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Threads;

/// <summary>When a comment was written, as a link to it says that somebody put into another text.</summary>
/// <param name="Key">The comment's.</param>
/// <param name="Address">Of the link.</param>
/// <param name="CitedBy">Where the link stands in the archive.</param>
internal sealed record ReadTime(string Key, DateTime At, string Address, string CitedBy)
{
    /// <summary>Links that are looked at for one page; of a comment that is linked to more often a few say enough.</summary>
    public const int MaxLinks = 1_000;

    /// <summary>What links anywhere say of those comments that have no time of their own, in the order in which the links came to the archive.</summary>
    public static async Task<IReadOnlyList<ReadTime>> OfAsync(
        ArchiveDb db, IEnumerable<PageComment> comments, CancellationToken cancel)
    {
        // Only a key that is a platform's own id can be named by a link.
        string[] keys = [.. comments.Where(comment => comment.Published is null && comment.Key.All(char.IsAsciiDigit)).Select(comment => comment.Key)];
        if (keys.Length == 0)
        {
            return [];
        }

        var links = await (
            from link in db.Links
            join post in db.Posts on link.PostId equals post.Id
            join blog in db.Blogs on post.BlogId equals blog.Id
            join comment in db.Comments on link.CommentId equals comment.Id into citing
            from comment in citing.DefaultIfEmpty()
            where link.CommentKey != null && keys.Contains(link.CommentKey) && link.SaidAt != null
            orderby link.Id
            select new { link.CommentKey, link.SaidAt, link.Address, Blog = blog.Slug, post.Month, post.Slug, Citing = comment == null ? null : comment.Key })
            .Take(MaxLinks).ToListAsync(cancel);
        return [.. links.Select(link => new ReadTime(
            link.CommentKey!, link.SaidAt!.Value, link.Address, PostAddress.Of(link.Blog, link.Month, link.Slug, link.Citing)))];
    }
}
