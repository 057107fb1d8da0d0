using Microsoft.EntityFrameworkCore;

namespace Archive.Storage.ReadingCopy;

/// <summary>Finds the slug that a blog has now by one that it had before.</summary>
public static class BlogNameLookup
{
    /// <summary>The slug that a blog has since it was renamed or merged; null where the slug is not one that leads on.</summary>
    public static Task<string?> NameNowAsync(this ArchiveDb db, string slug, CancellationToken cancel) => (
        from earlier in db.BlogNames
        join now in db.Blogs on earlier.BlogId equals now.Id
        where earlier.Slug == slug
        select now.Slug).SingleOrDefaultAsync(cancel);
}
