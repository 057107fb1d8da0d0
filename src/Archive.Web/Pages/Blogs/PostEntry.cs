using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Blogs;

/// <summary>A post in a list, with where it is read.</summary>
internal sealed record PostEntry : ListedPost
{
    public PostEntry(ListedPost row)
        : base(row)
    {
    }

    public string Address => PostAddress.Post(Blog, Month, Slug);

    /// <param name="posts">In their order.</param>
    public static IReadOnlyList<PostEntry> Of(ArchiveDb db, IReadOnlyCollection<long> posts) =>
        db.ListedPosts(posts, Opening.FetchLength).ConvertAll(row => new PostEntry(row));
}

/// <summary>Posts in a list, with the shapes of their threads.</summary>
/// <param name="NamesBlogs">They are of several blogs, so that each says of which it is.</param>
/// <param name="Shapes">The depths of the first comments of each post that has any, by its id.</param>
internal sealed record PostEntries(bool NamesBlogs, IReadOnlyList<PostEntry> Posts, IReadOnlyDictionary<long, IReadOnlyList<int>> Shapes)
{
    /// <param name="posts">In their order.</param>
    public static PostEntries Of(ArchiveDb db, bool namesBlogs, IReadOnlyCollection<long> posts)
    {
        var entries = PostEntry.Of(db, posts);
        return new PostEntries(namesBlogs, entries, db.FirstDepths([.. entries.Where(entry => entry.Comments > 0).Select(entry => entry.Id)], ThreadMap.MaxStrokes));
    }
}

/// <summary>Finds the posts of one page of a list by date, of which there may be a hundred thousand.</summary>
internal static class PostsByDate
{
    /// <param name="ids">Of all posts of the list; they lie in order of date, those of unknown days first.</param>
    /// <param name="count">How many those are.</param>
    public static async Task<List<long>> PageAsync(IQueryable<long> ids, int count, bool oldestFirst, int skipped, int take, CancellationToken cancel)
    {
        if (!oldestFirst)
        {
            var newest = await PageOfIds.OfAsync(ids, count, ascending: false, skipped, take, cancel);
            return [.. newest.OrderDescending()];
        }

        // From the first day on, and then what has none: no order says that it came before.
        var undated = ids.Where(id => id < PostId.FirstDated);
        var unknown = await undated.CountAsync(cancel);
        var known = count - unknown;
        var part = await PageOfIds.OfAsync(ids.Where(id => id >= PostId.FirstDated), known, ascending: true, skipped, take, cancel);
        part.AddRange(await PageOfIds.OfAsync(undated, unknown, ascending: true, Math.Max(0, skipped - known), take - part.Count, cancel));
        return [.. part.OrderBy(post => post < PostId.FirstDated).ThenBy(post => post)];
    }
}
