using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Threads;

/// <summary>A post that is perhaps the same as another one.</summary>
/// <param name="Date">Null where it is unknown.</param>
/// <param name="IsInferred">No dump says the date by itself.</param>
/// <param name="OneHead">They have one title and day, and share nothing else.</param>
internal sealed record DoubtfulPost(string Address, string? Title, string? Date, bool IsInferred, bool OneHead)
{
    public string DateInWords => Date is null ? "date unknown" : $"{Wording.InWords.Date(Date)}{(IsInferred ? " (inferred)" : "")}";

    /// <summary>Posts that one is shown beside; a day may have very many without a title.</summary>
    private const int MaxShown = 10;

    public static async Task<IReadOnlyList<DoubtfulPost>> OfAsync(ArchiveDb db, long post, CancellationToken cancel)
    {
        if (!db.IsDoubtful(post))
        {
            return [];
        }

        var others = await (
            from doubt in db.PostDoubts
            join other in db.Posts on doubt.OtherPostId equals other.Id
            join blog in db.Blogs on other.BlogId equals blog.Id
            where doubt.PostId == post
            orderby other.Id
            select new { Blog = blog.Slug, other.Month, other.Slug, other.Title, Date = other.Published ?? other.InferredPublished, IsInferred = other.Published == null, doubt.OneHead }).Take(MaxShown).ToListAsync(cancel);
        return others.ConvertAll(other => new DoubtfulPost(PostAddress.Post(other.Blog, other.Month, other.Slug), other.Title, other.Date, other.IsInferred, other.OneHead));
    }
}

/// <summary>Two posts that are perhaps one, about which no keeper has decided.</summary>
internal sealed record DoubtfulPosts(DoubtfulPost One, DoubtfulPost Other)
{
    /// <summary>The words for what they have in common.</summary>
    public string InWords => One.OneHead ? "one title and day, and nothing else in common" : "perhaps one post";

    /// <summary>All pairs, in the order of the first of each.</summary>
    public static IQueryable<DoubtfulPosts> Of(ArchiveDb db) => Of(db, db.PostDoubts);

    /// <summary>The pairs of which an import brought at least one capture that is there now.</summary>
    public static IQueryable<DoubtfulPosts> OfImport(ArchiveDb db, long import) => Of(db, db.PostDoubts.Where(doubt =>
        db.Captures.Any(capture => capture.PostId == doubt.PostId && db.Sources.Any(source => source.Id == capture.SourceId && source.ImportId == import))
        || db.Captures.Any(capture => capture.PostId == doubt.OtherPostId && db.Sources.Any(source => source.Id == capture.SourceId && source.ImportId == import))));

    private static IQueryable<DoubtfulPosts> Of(ArchiveDb db, IQueryable<PostDoubt> doubts) =>
        from doubt in doubts
        join one in db.Posts on doubt.PostId equals one.Id
        join other in db.Posts on doubt.OtherPostId equals other.Id
        join blog in db.Blogs on one.BlogId equals blog.Id
        where doubt.PostId < doubt.OtherPostId
        orderby doubt.PostId, doubt.OtherPostId
        select new DoubtfulPosts(
            new DoubtfulPost(PostAddress.Post(blog.Slug, one.Month, one.Slug), one.Title, one.Published ?? one.InferredPublished, one.Published == null, doubt.OneHead),
            new DoubtfulPost(PostAddress.Post(blog.Slug, other.Month, other.Slug), other.Title, other.Published ?? other.InferredPublished, other.Published == null, doubt.OneHead));
}
