using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Links;

/// <summary>A post or comment that has a link.</summary>
/// <param name="LinksTo">The address in its text.</param>
/// <param name="Number">Of a comment; null where the post itself has the link.</param>
internal sealed record LinkingText(
    long LinkId, long PostId, string LinksTo, string Blog, string Month, string Slug, string? Title, string? Published, string? Number, string? Key, string? NumberOf = null)
{
    /// <summary>The number of a comment as people read it, which no other of its thread has.</summary>
    public string? NumberInWords => Number is { } number ? InWords.Number(number, NumberOf) : null;

    /// <summary>Where it stands in the archive.</summary>
    public string Address => PostAddress.Of(Blog, Month, Slug, Key);

    /// <summary>The texts that links stand in, in the order of the links.</summary>
    public static IQueryable<LinkingText> Of(ArchiveDb db, IQueryable<Link> links) =>
        from link in links
        join post in db.Posts on link.PostId equals post.Id
        join blog in db.Blogs on post.BlogId equals blog.Id
        join comment in db.Comments on link.CommentId equals comment.Id into linking
        from comment in linking.DefaultIfEmpty()
        select new LinkingText(
            link.Id, post.Id, link.Address, blog.Slug, post.Month, post.Slug, post.Title, post.Published, comment == null ? null : comment.Number,
            comment == null ? null : comment.Key, comment == null ? null : comment.NumberOf);
}

/// <summary>The first of the texts that link to something, and how many there are.</summary>
/// <param name="More">Where all of them are listed; null where nowhere.</param>
internal sealed record LinkingTexts(IReadOnlyList<LinkingText> First, int All, string? More = null)
{
    /// <summary>A line or two; who wants to know them all asks for them.</summary>
    public const int MaxFirst = 8;

    /// <summary>The first texts that link to each of some pages of a site, by the page; earlier posts come first.</summary>
    public static ILookup<string, LinkingText> OfPages(ArchiveDb db, string site, IEnumerable<string> pages) =>
        Of(db, pages.Select(page => (page, db.FirstLinksToPage(site, page, MaxFirst))));

    /// <summary>The first texts that link to each of some addresses of a site, by the address.</summary>
    public static ILookup<string, LinkingText> OfAddresses(ArchiveDb db, string site, IEnumerable<string> addresses) =>
        Of(db, addresses.Select(address => (address, db.FirstLinksToAddress(site, address, MaxFirst))));

    /// <summary>The first texts elsewhere that link to a post or to a comment of its thread, and how many there are.</summary>
    public static async Task<LinkingTexts> OfPostAsync(ArchiveDb db, PostArticle post, int max, CancellationToken cancel)
    {
        if (SiteName.OfBlog(post.BlogAddress) is not { } site)
        {
            return new LinkingTexts([], 0);
        }

        var page = $"{post.Month}/{post.Slug}";
        string[] pages = [page, post.LivePage ?? page];
        if (!db.IsLinkedTo(site, pages[0], pages[1], post.Id))
        {
            return new LinkingTexts([], 0);
        }

        var links = db.Links.Where(link => link.Page != null && pages.Contains(link.Page) && link.Site == site && link.PostId != post.Id);
        var first = await LinkingText.Of(db, links.OrderBy(link => link.PostId).ThenBy(link => link.Id).Take(max)).ToListAsync(cancel);
        return new LinkingTexts(first, first.Count < max ? first.Count : await links.CountAsync(cancel));
    }

    // Each asks for its own: together all links to what is cited most would be put in order for the sake of a few.
    private static ILookup<string, LinkingText> Of(ArchiveDb db, IEnumerable<(string To, List<long> Links)> links)
    {
        var first = links.ToList();
        var texts = db.TextsOfLinks(first.SelectMany(one => one.Links).Order())
            .ConvertAll(text => new LinkingText(
                text.Id, text.Post, text.LinksTo, text.Blog, text.Month, text.Slug, text.Title, text.Published, text.Number, text.Key, text.NumberOf))
            .ToDictionary(text => text.LinkId);
        return first.SelectMany(one => one.Links.Select(id => (one.To, Text: texts[id]))).ToLookup(one => one.To, one => one.Text, StringComparer.Ordinal);
    }
}
