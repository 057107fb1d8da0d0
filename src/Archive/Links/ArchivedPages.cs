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
    /// <param name="posts">All that may be meant: of the months that addresses name, those of which a slug may be meant, and one where the month alone is.</param>
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

    /// <summary>Null for what is no address of the web. Of a page elsewhere no more is read than its site.</summary>
    public LinkEnd? EndOf(string address) => SiteName.Of(address) is not { } site ? null
        : blogOf.ContainsKey(site) ? EndOf(LivePage.Read(address)!)
        : new LinkEnd(LinkKind.Elsewhere, new LivePage(site, null, null, null, null));

    /// <summary>How the slugs begin of all posts of a month that the page of a post may mean, but for the one that is the same.</summary>
    public static string BeginningOf(string slug) => LiveSlug.BeginningOf(slug);

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

/// <summary>Finds the post of a month that a slug of the live blog names.</summary>
/// <remarks>
/// The archive makes slugs from titles as Blogger does, but Blogger kept a leading article at times and then had less room for the rest
/// (decision 0016).
/// </remarks>
internal static class LiveSlug
{
    /// <param name="live">As the address has it.</param>
    /// <param name="slugs">Those of the archive's posts of that month.</param>
    /// <returns>The slug, and whether it is certain; null where none is meant.</returns>
    public static (string Slug, bool IsCertain)? Find(string live, IReadOnlyCollection<string> slugs)
    {
        var named = Slug.WithoutArticles(live);
        if (slugs.Contains(live) || slugs.Contains(named))
        {
            return (slugs.Contains(live) ? live : named, true);
        }

        if (OnlyOne(slugs, slug => HasRoomFor(live, named, slug)) is { } longer)
        {
            return (longer, true);
        }

        // Blogger tells posts of one title apart by digits that cannot be guessed. Where the archive has one post of that title, it may be this one or the other.
        var stem = Slug.WithoutArticles(WithoutDigits(live));
        return stem != named && OnlyOne(slugs, slug => WithoutDigits(slug) == stem) is { } perhaps ? (perhaps, false) : null;
    }

    /// <summary>How all that is found for a slug begins, but for that slug itself.</summary>
    public static string BeginningOf(string live)
    {
        var (named, stem) = (Slug.WithoutArticles(live), Slug.WithoutArticles(WithoutDigits(live)));
        return named[..named.AsSpan().CommonPrefixLength(stem)];
    }

    // The article took the room of the archive's last words.
    private static bool HasRoomFor(string live, string named, string slug)
    {
        if (live.Length == named.Length || slug.Length <= named.Length || !slug.StartsWith(named, StringComparison.Ordinal) || slug[named.Length] != '-')
        {
            return false;
        }

        var nextWord = slug.AsSpan(named.Length + 1);
        var end = nextWord.IndexOf('-');
        return live.Length + 1 + (end < 0 ? nextWord.Length : end) > Slug.MaxLength;
    }

    private static string WithoutDigits(string slug)
    {
        var at = slug.LastIndexOf('_');
        return at > 0 && at + 1 < slug.Length && slug.AsSpan(at + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? slug[..at] : slug;
    }

    private static string? OnlyOne(IReadOnlyCollection<string> slugs, Func<string, bool> isMeant)
    {
        string? one = null;
        foreach (var slug in slugs.Where(isMeant))
        {
            if (one is not null)
            {
                return null;
            }

            one = slug;
        }

        return one;
    }
}
