namespace Archive.Web.Pages.Keeper.Blogs;

/// <summary>How much a blog holds, for whoever is asked whether it may be moved or removed.</summary>
internal sealed record BlogContents(string Slug, string Title, int Sources, int Posts, int Comments)
{
    public string InWords => $"{Wording.InWords.Count(Posts, "post", "posts")}, {Wording.InWords.Count(Comments, "comment", "comments")}, {Wording.InWords.Count(Sources, "dump", "dumps")}";

    /// <summary>The blog to which a slug leads; null where there is none.</summary>
    public static BlogContents? Find(ArchiveFolder archive, string slug)
    {
        try
        {
            var (now, title, sources, posts, comments) = new Storage.Keeping.Keeper(archive, TimeProvider.System).Holds(slug);
            return new BlogContents(now, title, sources, posts, comments);
        }
        catch (KeepingException)
        {
            return null;
        }
    }
}
