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

    /// <summary>The texts that links stand in, by the links; without those that are gone by now.</summary>
    public static Dictionary<long, LinkingText> Of(ArchiveDb db, IEnumerable<long> links) => db.TextsOfLinks(links.Distinct().Order())
        .ConvertAll(text => new LinkingText(
            text.Id, text.Post, text.LinksTo, text.Blog, text.Month, text.Slug, text.Title, text.Published, text.Number, text.Key, text.NumberOf))
        .ToDictionary(text => text.LinkId);

    /// <summary>The first of the texts that links stand in, earlier posts first.</summary>
    public static async Task<List<LinkingText>> FirstOfAsync(ArchiveDb db, IQueryable<Link> links, int skip, int most, CancellationToken cancel)
    {
        // By the post first, though the ids alone say the same: by these all links would be gone through for the sake of a few.
        var first = await links.OrderBy(link => link.PostId).ThenBy(link => link.Id).Skip(skip).Take(most).Select(link => link.Id).ToListAsync(cancel);
        return [.. Of(db, first).Values.OrderBy(text => text.LinkId)];
    }
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
        var first = await LinkingText.FirstOfAsync(db, links, skip: 0, max, cancel);
        return new LinkingTexts(first, first.Count < max ? first.Count : await links.CountAsync(cancel));
    }

    // Each asks for its own: together all links to what is cited most would be put in order for the sake of a few.
    private static ILookup<string, LinkingText> Of(ArchiveDb db, IEnumerable<(string To, List<long> Links)> links)
    {
        var first = links.ToList();
        var texts = LinkingText.Of(db, first.SelectMany(one => one.Links));
        return first.SelectMany(one => one.Links.Select(id => (one.To, Text: texts[id]))).ToLookup(one => one.To, one => one.Text, StringComparer.Ordinal);
    }
}
