namespace Archive.Web.Pages.Links;

/// <summary>Counts the posts that have links, once for each state of the archive: the count goes through all links.</summary>
internal sealed class LinkingPosts(ArchiveFolder archive)
{
    private volatile Counted? counted;

    public int Count(ArchiveDb db)
    {
        // Asked for first: what changes meanwhile is counted again.
        var generation = archive.Generation();
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
