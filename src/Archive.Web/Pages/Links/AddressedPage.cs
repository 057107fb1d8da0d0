using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Links;

/// <summary>Where an address that somebody has leads in this archive.</summary>
/// <param name="Address">Of the page itself, where a copy of it was named.</param>
/// <param name="End">The blog is there for every page of one, also where the archive lacks it.</param>
/// <param name="Here">A path of this site; null where the archive has no such page.</param>
internal sealed record AddressedPage(string Address, LinkEnd End, string? Here)
{
    // More were not told apart anyway.
    private const int MaxOfMinute = 100;

    // Of one page several blogs may have a post; a site with more tells its pages apart by what no index knows.
    private const int MaxOfPage = 20;

    /// <summary>Finds the page of an address as somebody typed it; null where that is no address, or has other words as well.</summary>
    public static async Task<AddressedPage?> FindAsync(ArchiveDb db, SiteAddress site, HttpContext context, string? typed, CancellationToken cancel)
    {
        if (typed is null || TypedAddress.Read(typed) is not { } address)
        {
            return null;
        }

        var pages = PostLinks.Pages(db, [address]);
        var end = await EndAsync(db, pages, address, cancel);
        if (end.Kind == LinkKind.Elsewhere)
        {
            // What is no page to read, as a feed, is of the blog all the same.
            var front = pages.EndOf(end.Page with { Page = "", Slug = null });
            return new AddressedPage(address, end with { Blog = front.Blog }, front.Blog is null ? Own(site, context, address) : null);
        }

        var here = end switch
        {
            { Kind: LinkKind.Post, Post: { } post, Page.Comment: null } when await CommentAsync(db, post, end.Page, cancel) is { } key =>
                PostAddress.Comment(PostAddress.Post(post.Blog, post.Month, post.Slug), key),
            { Page.Words: { } words } => SearchAddress.Of(Within(end.Blog!, words)),
            { Page.Label: { } label } when await LabelHeading.WrittenAsync(db, end.Blog!, label, cancel) is { } written => LabelAddress.Of(end.Blog!, written),
            { Page.Label: { } label } => SearchAddress.Of(Within(end.Blog!, $"\"{label.Replace('"', ' ')}\"")),
            // Further back in the list of all posts.
            { Page.Page: LivePage.Search } => PostAddress.Blog(end.Blog!),
            _ => PostLinks.HereOf(end),
        };
        return new AddressedPage(address, end, here);
    }

    /// <summary>The post of the live page that an address names, with the key of a comment: empty where the address names none, null where no time of a comment is the one that it says.</summary>
    public static async Task<(ArchivedPost Post, string? Key)?> PostAsync(ArchiveDb db, string typed, CancellationToken cancel)
    {
        if (TypedAddress.Read(typed) is not { } address || await EndAsync(db, PostLinks.Pages(db, [address]), address, cancel) is not { Post: { } post } end)
        {
            return null;
        }

        return (post, end.Page.Comment ?? (end.Page.SaidAt is null ? "" : await CommentAsync(db, post, end.Page, cancel)));
    }

    /// <summary>Where a search for an address leads on to; null where it is a search for words.</summary>
    public static async Task<string?> OfSearchAsync(ArchiveDb db, SiteAddress site, HttpRequest request, CancellationToken cancel) =>
        request.Query["q"] is [{ } typed, ..] && await FindAsync(db, site, request.HttpContext, typed, cancel) is { } page
            ? page.Here ?? (page.End.Blog is null ? null : LinkAddress.Go(page.Address))
            : null;

    // A post may have stood where nobody would look for its blog, and at an address that names no month: a dump of it says so.
    private static async Task<LinkEnd> EndAsync(ArchiveDb db, ArchivedPages pages, string address, CancellationToken cancel)
    {
        var end = pages.EndOf(address)!;
        if (end.Kind is not (LinkKind.Elsewhere or LinkKind.Wanted) || LivePage.Read(address) is not { } page || !IsOfOnePost(page, address))
        {
            return end;
        }

        var posts = await (
            from post in db.Posts
            join home in db.Blogs on post.BlogId equals home.Id
            where post.LivePage == page.Page
            orderby post.BlogId, post.Id
            select new { post.Id, post.Url, post.Month, post.Slug, Blog = home.Slug }).Take(MaxOfPage).ToListAsync(cancel);
        if (posts.Find(post => SiteName.Of(post.Url!) == page.Site && IsOfOnePost(page, post.Url!)) is not { } named)
        {
            return end;
        }

        var hasComment = page.Comment is { } key && await db.Comments.AnyAsync(comment => comment.PostId == named.Id && comment.Key == key, cancel);
        return new LinkEnd(
            hasComment ? LinkKind.Comment : LinkKind.Post, page, named.Blog, new ArchivedPost(named.Blog, named.Month, named.Slug, page.Page, hasComment ? [page.Comment!] : []));
    }

    // What stands behind a question mark only says how a post of a month is shown; elsewhere it may say which page is meant.
    private static bool IsOfOnePost(LivePage page, string address) =>
        page.Slug is not null || (page.Page is ['/', ..] && !address.Contains('?', StringComparison.Ordinal));

    private static string? Own(SiteAddress site, HttpContext context, string address)
    {
        if (site.PathOf(address, default) is { } here)
        {
            return here;
        }

        // By which host somebody asks, no cache knows: what hangs on it, found or not, is for this reader alone.
        SiteCache.Forget(context);
        return site.PathOf(address, context.Request.Host);
    }

    private static string Within(string blog, string words) =>
        SearchQuery.Parse(SearchAsked.Cut(words)).With(new SearchFilter(AddressOperators.Blog, blog)).ToString();

    // An address that went through another one lost its fragment, which browsers keep to themselves; when the comment was written it still says.
    private static async Task<string?> CommentAsync(ArchiveDb db, ArchivedPost post, LivePage page, CancellationToken cancel)
    {
        if (page.SaidAt is not { } said)
        {
            return null;
        }

        var home = await db.Blogs.Where(blog => blog.Slug == post.Blog).Select(blog => new { blog.Id, blog.TimeZone }).SingleAsync(cancel);
        var id = await db.Posts.Where(one => one.BlogId == home.Id && one.Month == post.Month && one.Slug == post.Slug).Select(one => one.Id).SingleAsync(cancel);
        var keys = await db.Links
            .Where(link => link.Page == page.Page && link.Site == page.Site && link.SaidAt == said && link.CommentKey != null)
            .Select(link => link.CommentKey!).Distinct().Take(2).ToListAsync(cancel);
        if (keys.Count == 1 && db.LeadsTo(id, keys[0]) is { } linked)
        {
            return linked;
        }

        var (utc, local) = (Minute(said), Minute(InZone(said, home.TimeZone)));
        var written = await db.Comments
            .Where(comment => comment.PostId == id && comment.Published != null && (comment.Published.StartsWith(utc) || comment.Published.StartsWith(local)))
            .Select(comment => new { comment.Key, comment.Published }).Take(MaxOfMinute).ToListAsync(cancel);
        return written.FindAll(comment => comment.Published!.StartsWith(comment.Published.EndsWith('Z') ? utc : local, StringComparison.Ordinal)) is [var only] ? only.Key : null;
    }

    private static string Minute(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static DateTime InZone(DateTime utc, string? zone) =>
        zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var clock) ? TimeZoneInfo.ConvertTimeFromUtc(utc, clock) : utc;
}
