namespace Archive.Links;

/// <summary>Where a link leads, seen from the archive.</summary>
public enum LinkKind
{
    /// <summary>To a site that is none of the archive's blogs, or to what is no page.</summary>
    Elsewhere,

    /// <summary>To the front page of a blog.</summary>
    Front,

    /// <summary>To a year that the archive has posts of.</summary>
    Year,

    /// <summary>To a month that the archive has posts of.</summary>
    Month,

    /// <summary>To a post that the archive has.</summary>
    Post,

    /// <summary>To a comment that the archive has.</summary>
    Comment,

    /// <summary>To a page of a blog that the archive lacks.</summary>
    Wanted,
}

/// <summary>A post that a link may lead to.</summary>
/// <param name="Blog">Its blog's slug.</param>
/// <param name="Month"><c>2014-02</c> or <c>undated</c>.</param>
/// <param name="LivePage">The page of its live address, where a dump gives that; see <see cref="Links.LivePage.Page"/>.</param>
/// <param name="Comments">The keys of those of its comments that links may lead to.</param>
public sealed record ArchivedPost(string Blog, string Month, string Slug, string? LivePage, IReadOnlyCollection<string> Comments);

/// <summary>Where a link leads.</summary>
/// <param name="Post">Of a post or comment.</param>
/// <param name="Perhaps">Of a wanted page: the post that it may be; nothing says that it is.</param>
public sealed record LinkEnd(LinkKind Kind, LivePage Page, string? Blog = null, ArchivedPost? Post = null, ArchivedPost? Perhaps = null);

/// <summary>Finds the pages of the archive that addresses of its live blogs lead to.</summary>
public sealed class ArchivedPages
{
    private readonly Dictionary<string, string> blogOf = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Blog, string Page), ArchivedPost> byLivePage = [];
    private readonly Dictionary<(string Blog, string Month), Dictionary<string, ArchivedPost>> months = [];
    private readonly HashSet<(string Blog, string Year)> years = [];

    /// <param name="sites">Each site with the slug of the blog that it is.</param>
    /// <param name="posts">All that may be meant: those of the months that addresses name.</param>
    public ArchivedPages(IEnumerable<(string Site, string Blog)> sites, IEnumerable<ArchivedPost> posts)
    {
        foreach (var (site, blog) in sites)
        {
            blogOf.TryAdd(site, blog);
        }

        foreach (var post in posts)
        {
            Add(post);
        }
    }

    /// <summary>Null for what is no address of the web.</summary>
    public LinkEnd? EndOf(string address) => LivePage.Read(address) is { } page ? EndOf(page) : null;

    public LinkEnd EndOf(LivePage page)
    {
        if (page.Page is not { } name || !blogOf.TryGetValue(page.Site, out var blog))
        {
            return new LinkEnd(LinkKind.Elsewhere, page);
        }

        return page switch
        {
            { Page: "" } => new LinkEnd(LinkKind.Front, page, blog),
            { Slug: not null } => PostOf(blog, page),
            { Month: { } month } when months.ContainsKey((blog, month)) => new LinkEnd(LinkKind.Month, page, blog),
            { Page.Length: 4 } when years.Contains((blog, name)) => new LinkEnd(LinkKind.Year, page, blog),
            _ => new LinkEnd(LinkKind.Wanted, page, blog),
        };
    }

    private void Add(ArchivedPost post)
    {
        if (!months.TryGetValue((post.Blog, post.Month), out var ofMonth))
        {
            months.Add((post.Blog, post.Month), ofMonth = new Dictionary<string, ArchivedPost>(StringComparer.Ordinal));
        }

        ofMonth.TryAdd(post.Slug, post);
        if (post.LivePage is { } page)
        {
            byLivePage.TryAdd((post.Blog, page), post);
        }

        if (post.Month.Length == "2014-02".Length)
        {
            years.Add((post.Blog, post.Month[..4]));
        }
    }

    private LinkEnd PostOf(string blog, LivePage page)
    {
        if (byLivePage.TryGetValue((blog, page.Page!), out var named))
        {
            return Found(page, blog, named);
        }

        if (!months.TryGetValue((blog, page.Month!), out var posts) || LiveSlug.Find(page.Slug!, posts.Keys) is not var (slug, isCertain))
        {
            return new LinkEnd(LinkKind.Wanted, page, blog);
        }

        var post = posts[slug];
        var isAnother = post.LivePage is { } own && own != page.Page;
        return isAnother ? new LinkEnd(LinkKind.Wanted, page, blog)
            : isCertain ? Found(page, blog, post)
            : new LinkEnd(LinkKind.Wanted, page, blog, Perhaps: post);
    }

    private static LinkEnd Found(LivePage page, string blog, ArchivedPost post) =>
        new(page.Comment is { } comment && post.Comments.Contains(comment) ? LinkKind.Comment : LinkKind.Post, page, blog, post);
}
