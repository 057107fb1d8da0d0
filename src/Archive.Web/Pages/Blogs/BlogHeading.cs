namespace Archive.Web.Pages.Blogs;

/// <summary>A blog as the head of its pages names it, or all blogs read as one.</summary>
internal sealed record BlogHeading : PageBlog
{
    // No blog may have this slug, and no row this id.
    public static readonly BlogHeading All = new(new PageBlog(0, PostAddress.AllBlogs, "All posts", null, null, null, false));

    private BlogHeading(PageBlog row)
        : base(row)
    {
    }

    public bool IsAll => Id == All.Id;

    /// <summary>The filter that keeps a search within the blog; null where it is all of them.</summary>
    public string? Scope => IsAll ? null : SearchAddress.Text(new SearchFilter(AddressOperators.Blog, Slug));

    /// <summary>The search for its comments that were written in a year.</summary>
    public string CommentsWritten(string year) => $"{Scope} on:{year} in:comments".TrimStart();

    /// <summary>Its newest posts.</summary>
    public FeedLink PostFeed => IsAll ? new FeedLink("Newest posts", Feeds.All) : new FeedLink($"Posts of {Title}", Feeds.OfBlog(Slug));

    /// <summary>The comments that came to the archive last.</summary>
    public FeedLink CommentFeed => IsAll ? new FeedLink("New comments", Feeds.AllComments) : new FeedLink($"New comments on {Title}", Feeds.OfComments(Slug));

    /// <summary>The feeds by which a reader follows it.</summary>
    public IReadOnlyList<FeedLink> Following => [PostFeed, CommentFeed];

    public static BlogHeading? Find(ArchiveDb db, string slug) => slug == PostAddress.AllBlogs ? All : db.FindBlog(slug) is { } row ? new BlogHeading(row) : null;

    public Calendar CalendarOf(ArchiveDb db, string? current) => IsAll ? Calendar.OfAll(db, current) : Calendar.Of(db, Id, Slug, current);

    public IQueryable<Comment> CommentsAsTheyCame(ArchiveDb db) => db.CommentsAsTheyCame(IsAll ? null : Id);

    /// <summary>Its posts; their ids lie in order of date.</summary>
    public IQueryable<Post> PostsIn(ArchiveDb db) => IsAll ? db.Posts : db.Posts.Where(post => post.BlogId == Id);

    /// <summary>Its posts of a month, <c>2014-02</c> or <c>undated</c>, in the order of their ids.</summary>
    /// <remarks>Ordered by a sum: in the order of the column SQLite would read all posts of the blog, so as not to sort those of a month.</remarks>
    public IQueryable<Post> PostsOf(ArchiveDb db, string month) => PostsIn(db).Where(post => post.Month == month).OrderBy(post => post.Id + 0);

    /// <summary>Its dated posts of a year.</summary>
    public IQueryable<Post> PostsOfYear(ArchiveDb db, string year) =>
        PostsIn(db).Where(post => post.Month.CompareTo(year) > 0 && post.Month.CompareTo(year + "-99") < 0);
}
