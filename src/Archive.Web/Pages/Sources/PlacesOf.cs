using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Sources;

/// <summary>Which posts and comments begin on the lines of a source.</summary>
internal static class PlacesOf
{
    /// <summary>The places whose first line lies in a range, by that line.</summary>
    public static async Task<ILookup<int, Place>> LoadAsync(ArchiveDb db, long source, LineRange range, CancellationToken cancel)
    {
        var looks = LooksAt(db, source, range);
        var posts = await (
            from look in looks
            join post in db.Posts on look.PostId equals post.Id
            join blog in db.Blogs on post.BlogId equals blog.Id
            where look.FirstLine >= range.First && look.FirstLine <= range.Last
            select new Place(look.FirstLine!.Value, blog.Slug, post.Month, post.Slug, null, null)).ToListAsync(cancel);
        var comments = await (
            from look in looks
            join post in db.Posts on look.PostId equals post.Id
            join blog in db.Blogs on post.BlogId equals blog.Id
            join comment in db.Comments on post.Id equals comment.PostId
            where comment.LastCaptureId == look.Id && comment.FirstLine >= range.First && comment.FirstLine <= range.Last
            select new Place(comment.FirstLine, blog.Slug, post.Month, post.Slug, comment.Key, comment.Number)).ToListAsync(cancel);
        var earlier = await (
            from look in looks
            join post in db.Posts on look.PostId equals post.Id
            join blog in db.Blogs on post.BlogId equals blog.Id
            join sighting in db.Sightings on look.Id equals sighting.CaptureId
            join comment in db.Comments on sighting.CommentId equals comment.Id
            where sighting.FirstLine >= range.First && sighting.FirstLine <= range.Last
            select new Place(sighting.FirstLine, blog.Slug, post.Month, post.Slug, comment.Key, sighting.Number)).ToListAsync(cancel);
        return posts.Concat(comments).Concat(earlier).ToLookup(place => place.Line);
    }

    // The posts of a source stand in it in the order of their captures, so that only those near the range are asked for
    // their comments: from the last body that begins before it to the last that begins in it.
    private static IQueryable<Capture> LooksAt(ArchiveDb db, long source, LineRange range)
    {
        var looks = db.Captures.Where(look => look.SourceId == source);
        var first = looks.Where(look => look.FirstLine < range.First).Max(look => (long?)look.Id) ?? 0;
        return looks.Where(look => look.Id >= first && (look.FirstLine == null || look.FirstLine <= range.Last));
    }

    /// <summary>A post or comment that begins on a line.</summary>
    /// <param name="Key">Of the comment; null for the post's body.</param>
    /// <param name="Number">As that capture printed it.</param>
    public sealed record Place(int Line, string Blog, string Month, string Slug, string? Key, string? Number)
    {
        public string Address =>
            Key is null ? PostAddress.Post(Blog, Month, Slug) : PostAddress.Comment(PostAddress.Post(Blog, Month, Slug), Key);
    }
}
