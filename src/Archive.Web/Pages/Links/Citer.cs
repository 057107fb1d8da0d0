namespace Archive.Web.Pages.Links;

/// <summary>A post or comment that cites something.</summary>
/// <param name="Number">Of a comment; null where the post itself cites.</param>
internal sealed record Citer(
    long LinkId, long PostId, string Cited, string Blog, string Month, string Slug, string? Title, string? Published, string? Number, string? Key)
{
    public string Address => PostAddress.Of(Blog, Month, Slug, Key);

    /// <summary>The citers that links stand in, in the order of the links.</summary>
    public static IQueryable<Citer> Of(ArchiveDb db, IQueryable<Link> links) =>
        from link in links
        join post in db.Posts on link.PostId equals post.Id
        join blog in db.Blogs on post.BlogId equals blog.Id
        join comment in db.Comments on link.CommentId equals comment.Id into citing
        from comment in citing.DefaultIfEmpty()
        select new Citer(
            link.Id, post.Id, link.Address, blog.Slug, post.Month, post.Slug, post.Title, post.Published, comment == null ? null : comment.Number,
            comment == null ? null : comment.Key);
}
