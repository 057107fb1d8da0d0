using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Sources;

/// <summary>Finds the posts and comments that begin on the lines of a source.</summary>
internal static class LineStarts
{
    /// <summary>The posts and comments whose first line lies in a range, by that line.</summary>
    public static async Task<ILookup<int, Start>> LoadAsync(ArchiveDb db, long source, LineRange range, CancellationToken cancel)
    {
        var captures = CapturesNear(db, source, range);
        var posts = await (
            from capture in captures
            join post in db.Posts on capture.PostId equals post.Id
            join blog in db.Blogs on post.BlogId equals blog.Id
            where capture.FirstLine >= range.First && capture.FirstLine <= range.Last
            select new Start(capture.FirstLine!.Value, capture.LastLine, blog.Slug, post.Month, post.Slug, null, null)).ToListAsync(cancel);
        var comments = await (
            from capture in captures
            join post in db.Posts on capture.PostId equals post.Id
            join blog in db.Blogs on post.BlogId equals blog.Id
            join comment in db.Comments on post.Id equals comment.PostId
            where comment.LastCaptureId == capture.Id && comment.FirstLine >= range.First && comment.FirstLine <= range.Last
            select new Start(comment.FirstLine, comment.LastLine, blog.Slug, post.Month, post.Slug, comment.Key, comment.Number)).ToListAsync(cancel);
        var earlier = await (
            from capture in captures
            join post in db.Posts on capture.PostId equals post.Id
            join blog in db.Blogs on post.BlogId equals blog.Id
            join sighting in db.Sightings on capture.Id equals sighting.CaptureId
            join comment in db.Comments on sighting.CommentId equals comment.Id
            where sighting.FirstLine >= range.First && sighting.FirstLine <= range.Last
            select new Start(sighting.FirstLine, sighting.LastLine, blog.Slug, post.Month, post.Slug, comment.Key, sighting.Number)).ToListAsync(cancel);
        return posts.Concat(comments).Concat(earlier).ToLookup(start => start.Line);
    }

    // The posts of a source stand in it in the order of their captures, so that only those near the range are asked for
    // their comments: from the last body that begins before it to the last that begins in it.
    private static IQueryable<Capture> CapturesNear(ArchiveDb db, long source, LineRange range)
    {
        var captures = db.Captures.Where(capture => capture.SourceId == source);
        var first = captures.Where(capture => capture.FirstLine < range.First).Max(capture => (long?)capture.Id) ?? 0;
        return captures.Where(capture => capture.Id >= first && (capture.FirstLine == null || capture.FirstLine <= range.Last));
    }

    /// <summary>A post or comment that begins on a line.</summary>
    /// <param name="Last">The line on which it ends.</param>
    /// <param name="Key">Of the comment; null for the post's body.</param>
    /// <param name="Number">As that capture printed it.</param>
    public sealed record Start(int Line, int? Last, string Blog, string Month, string Slug, string? Key, string? Number)
    {
        public LineMark Mark => new(PostAddress.Of(Blog, Month, Slug, Key), Number is null ? "post" : $"comment {Number}", Last);
    }
}
