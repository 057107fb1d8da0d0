namespace Archive.Web.Pages.Links;

/// <summary>Counts the posts that have links, once for each state of the archive: the count goes through all links.</summary>
internal sealed class LinkingPosts
{
    private volatile Counted? counted;

    /// <param name="generation">Of the archive, asked for before <paramref name="db"/> held its state: what changed in between is counted again.</param>
    public int Count(ArchiveDb db, long generation)
    {
        if (counted is { } known && known.Generation == generation)
        {
            return known.Posts;
        }

        var posts = db.CountPostsWithLinks();
        counted = new Counted(generation, posts);
        return posts;
    }

    private sealed record Counted(long Generation, int Posts);
}
