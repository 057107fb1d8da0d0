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
    /// <param name="count">How many posts the list has.</param>
    public static List<long> Page(PostList list, int count, bool oldestFirst, int skipped, int take)
    {
        if (!oldestFirst)
        {
            var newest = Part(list, 0, long.MaxValue, count, ascending: false, skipped, take);
            return [.. newest.OrderDescending()];
        }

        // From the first day on, and then what has none: no order says that it came before.
        var unknown = list.Count(0, PostId.FirstDated);
        var known = count - unknown;
        var part = Part(list, PostId.FirstDated, long.MaxValue, known, ascending: true, skipped, take);
        part.AddRange(Part(list, 0, PostId.FirstDated, unknown, ascending: true, Math.Max(0, skipped - known), take - part.Count));
        return [.. part.OrderBy(post => post < PostId.FirstDated).ThenBy(post => post)];
    }

    private static List<long> Part(PostList list, long first, long end, int count, bool ascending, int skipped, int take) =>
        PageOfIds.Of(count, ascending, skipped, take) is { Take: > 0 } page ? list.Between(first, end, page.Ascending, page.Skipped, page.Take) : [];
}
