using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Links;

/// <summary>Leads the links of a page's texts to what the archive has, and says what it lacks.</summary>
internal sealed class PostLinks
{
    /// <summary>Pages of its own blogs that are asked for at once; a page may have as many links as its texts hold.</summary>
    private const int PagesAtOnce = 2_000;

    /// <summary>The links of texts that have none.</summary>
    public static readonly PostLinks None = new(new ArchivedPages([], []), null, []);

    private readonly ArchivedPages pages;
    private readonly string? published;
    private readonly Dictionary<string, ReadTime> times;

    private PostLinks(ArchivedPages pages, string? published, Dictionary<string, ReadTime> times) =>
        (this.pages, this.published, this.times) = (pages, published, times);

    /// <summary>
    /// Finds the pages that the links of a post and of comments on its page lead to, and the times that links elsewhere say of those comments. No query where
    /// nothing has a link and no comment a platform's id; one for the times, two for so many pages as are asked for at once.
    /// </summary>
    public static async Task<PostLinks> OfAsync(
        ArchiveDb db, PostArticle post, IReadOnlyCollection<PageComment> comments, CancellationToken cancel)
    {
        var said = await ReadTime.OfAsync(db, comments, cancel);
        var addresses = comments.Select(comment => comment.Html).Prepend(post.Html).SelectMany(HealedHtml.Addresses)
            .Concat(said.Select(time => time.Address)).ToHashSet(StringComparer.Ordinal);
        var pages = addresses.Count == 0 ? new ArchivedPages([], []) : Pages(db, addresses);

        // A link tells a time only of the comment that it really leads to; where links disagree, the time that most of them say.
        var times = said.Where(time => pages.EndOf(time.Address) is { Kind: LinkKind.Comment, Post: { } named } && AddressOf(named) == post.Address)
            .GroupBy(time => time.Key)
            .ToDictionary(key => key.Key, key => key.GroupBy(time => time.At).MaxBy(same => same.Count())!.First(), StringComparer.Ordinal);
        return new PostLinks(pages, post.Published, times);
    }

    /// <summary>When a comment was written as a link to it says; null where the dump says it, or nobody does.</summary>
    public ReadTime? TimeOf(PageComment comment) => comment.Published is null ? times.GetValueOrDefault(comment.Key) : null;

    /// <summary>The pages of the archive that addresses may name.</summary>
    public static ArchivedPages Pages(ArchiveDb db, IEnumerable<string> addresses)
    {
        var sites = db.Addresses()
            .Select(blog => (Site: SiteName.OfBlog(blog.Address), blog.Slug, blog.Id))
            .Where(blog => blog.Site is not null)
            .ToDictionary(blog => blog.Id, blog => (blog.Site!, blog.Slug));
        var own = sites.Values.Select(site => site.Item1).ToHashSet(StringComparer.Ordinal);
        // Most links lead elsewhere, and of those nothing more is asked.
        var named = addresses.Where(address => SiteName.Of(address) is { } site && own.Contains(site)).Select(LivePage.Read).OfType<LivePage>().Where(page => page.Page is not null).ToList();
        return new ArchivedPages(sites.Values, named.Count == 0 ? [] : Posts(db, named, sites));
    }

    /// <summary>The same text with its links led to the archive.</summary>
    /// <param name="html">Marked or not; marks come first, so that what is added here is not searched.</param>
    /// <param name="own">When this text was written, where that is known better than of its post.</param>
    public SafeHtml In(SafeHtml html, string? own = null) => HealedHtml.HasLinks(html) ? Healed(html, own ?? published) : html;

    // Apart, so that a text without links, as most are, costs no object to ask by.
    private SafeHtml Healed(SafeHtml html, string? written) => HealedHtml.Heal(html, address => NoteOf(address, written));

    private LinkNote? NoteOf(string address, string? written)
    {
        if (pages.EndOf(address) is not { } end)
        {
            return null;
        }

        var here = HereOf(end);
        return new LinkNote
        {
            Here = here,
            Perhaps = end.Perhaps is { } perhaps ? AddressOf(perhaps) : null,
            IsWanted = end.Kind == LinkKind.Wanted,
            Copy = here is null ? ArchivedCopy.Of(end.Kind == LinkKind.Wanted ? LivePage.WithoutComment(address) : address, written) : null,
            Site = end.Page.Site,
            Said = end is { Page.SaidAt: { } said, Kind: LinkKind.Post or LinkKind.Wanted } ? (InWords.Iso(said), InWords.Moment(said)) : ("", ""),
        };
    }

    /// <summary>The page of the archive that a link leads to; null where there is none.</summary>
    public static string? HereOf(LinkEnd end) => end switch
    {
        { Kind: LinkKind.Front } => PostAddress.Blog(end.Blog!),
        { Kind: LinkKind.Year } => PostAddress.Year(end.Blog!, end.Page.Page!),
        { Kind: LinkKind.Month } => PostAddress.Month(end.Blog!, end.Page.Page!),
        { Kind: LinkKind.Post, Post: { } post } => AddressOf(post),
        { Kind: LinkKind.Comment, Post: { } post } => PostAddress.Comment(AddressOf(post), end.Page.Comment!),
        _ => null,
    };

    private static string AddressOf(ArchivedPost post) => PostAddress.Post(post.Blog, post.Month, post.Slug);

    private static List<ArchivedPost> Posts(ArchiveDb db, List<LivePage> named, Dictionary<long, (string Site, string Slug)> sites)
    {
        var (blogs, slugOf) = (sites.ToLookup(site => site.Value.Site, site => site.Key, StringComparer.Ordinal), sites.ToDictionary(site => site.Key, site => site.Value.Slug));
        string[] keys = [.. named.Select(page => page.Comment).OfType<string>().Distinct()];
        return [.. named.Chunk(PagesAtOnce).SelectMany(Asked)];

        List<ArchivedPost> Asked(LivePage[] pages)
        {
            var slugs = pages.Where(page => page is { Slug: not null, Month: not null })
                .SelectMany(page => blogs[page.Site].Select(blog => (Blog: blog, Month: page.Month!, Slug: page.Slug!))).Distinct().ToList();
            return db.NamedPosts(
                slugOf, slugs, slugs.Select(slug => (slug.Blog, slug.Month, ArchivedPages.BeginningOf(slug.Slug))).Distinct(),
                pages.Where(page => page.Slug is null).SelectMany(page => MonthsOf(page).SelectMany(month => blogs[page.Site].Select(blog => (blog, month)))).Distinct(),
                pages.Where(page => page.Slug is not null).Select(page => page.Page!).Distinct(), keys);
        }
    }

    private static IEnumerable<string> MonthsOf(LivePage page) => page switch
    {
        { Month: { } month } => [month],
        { Page: { Length: 4 } year } => Enumerable.Range(1, 12).Select(month => string.Create(CultureInfo.InvariantCulture, $"{year}-{month:00}")),
        _ => [],
    };
}

/// <summary>When a comment was written, as a link to it in another text says.</summary>
/// <param name="Key">The comment's.</param>
/// <param name="Address">Of the link.</param>
/// <param name="StandsIn">Where the text with the link stands in the archive.</param>
internal sealed record ReadTime(string Key, DateTime At, string Address, string StandsIn)
{
    /// <summary>Links that are read for one page; of a comment that is linked to more often a few say enough.</summary>
    public const int MaxLinks = 1_000;

    /// <summary>The times that links anywhere say of those comments that have none of their own, in the order in which the links came to the archive.</summary>
    public static async Task<IReadOnlyList<ReadTime>> OfAsync(
        ArchiveDb db, IEnumerable<PageComment> comments, CancellationToken cancel)
    {
        // Only a key that is a platform's own id can be named by a link.
        string[] keys = [.. comments.Where(comment => comment.Published is null && comment.Key.All(char.IsAsciiDigit)).Select(comment => comment.Key)];
        if (keys.Length == 0 || !db.AnyLinkTells(keys))
        {
            return [];
        }

        var links = await (
            from link in db.Links
            join post in db.Posts on link.PostId equals post.Id
            join blog in db.Blogs on post.BlogId equals blog.Id
            join comment in db.Comments on link.CommentId equals comment.Id into linking
            from comment in linking.DefaultIfEmpty()
            where link.CommentKey != null && keys.Contains(link.CommentKey) && link.SaidAt != null
            orderby link.Id
            select new { link.CommentKey, link.SaidAt, link.Address, Blog = blog.Slug, post.Month, post.Slug, Comment = comment == null ? null : comment.Key })
            .Take(MaxLinks).ToListAsync(cancel);
        return [.. links.Select(link => new ReadTime(
            link.CommentKey!, link.SaidAt!.Value, link.Address, PostAddress.Of(link.Blog, link.Month, link.Slug, link.Comment)))];
    }
}
