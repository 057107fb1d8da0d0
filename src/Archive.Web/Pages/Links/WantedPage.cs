using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Links;

/// <summary>A page of a blog that texts link to and the archive lacks.</summary>
/// <param name="Address">One of the addresses by which texts link to it.</param>
/// <param name="Times">How many links lead to it.</param>
internal sealed record WantedPage(string Page, string Address, int Times)
{
    /// <summary>Pages of one blog that are tried, those with most links first; a blog has fewer that anybody links to.</summary>
    public const int MaxPages = 20_000;

    /// <summary>The words of its address, or the time that the address names.</summary>
    public string Words => LivePage.Read(Address) switch
    {
        { Slug: { } slug } => AddressWords.Of(slug),
        { Page: { Length: 4 } year } => $"the posts of {year}",
        { Month: { } month } => $"the posts of {InWords.Month(month)}",
        { Page: { } other } => AddressWords.Of(other),
        _ => "",
    };

    /// <summary>The month of a post, where the address names it.</summary>
    public string? Month => LivePage.Read(Address) is { Slug: not null, Month: { } month } ? month : null;

    /// <summary>All pages of a blog that texts link to and the archive lacks, those with most links first.</summary>
    public static async Task<IReadOnlyList<WantedPage>> OfAsync(ArchiveDb db, BlogHeading blog, CancellationToken cancel)
    {
        if (SiteName.OfBlog(blog.Address) is not { } site)
        {
            return [];
        }

        var linked = await db.LinkedPages
            .Where(page => page.Site == site)
            .OrderByDescending(page => page.Times).ThenBy(page => page.Page)
            .Take(MaxPages)
            .ToListAsync(cancel);
        if (linked.Count == 0)
        {
            return [];
        }

        // One covering index holds all of the blog's months and slugs.
        var posts = await db.Posts.Where(post => post.BlogId == blog.Id).Select(post => new { post.Month, post.Slug }).ToListAsync(cancel);
        var named = await db.Posts.Where(post => post.LivePage != null && post.BlogId == blog.Id)
            .Select(post => new { post.Month, post.Slug, post.LivePage }).ToListAsync(cancel);
        var pages = new ArchivedPages(
            [(site, blog.Slug)],
            named.Select(post => new ArchivedPost(blog.Slug, post.Month, post.Slug, post.LivePage, []))
                .Concat(posts.Select(post => new ArchivedPost(blog.Slug, post.Month, post.Slug, null, []))));
        return [.. linked.Where(page => pages.EndOf(page.Address)?.Kind == LinkKind.Wanted)
            .Select(page => new WantedPage(page.Page, LivePage.WithoutComment(page.Address), page.Times))];
    }
}

/// <summary>Has the wanted pages of blogs at hand, of one state of the archive: whoever looks for them tries all that a blog's links lead to.</summary>
internal sealed class WantedPages
{
    /// <summary>Pages at hand, of all blogs together: some 6 MB. Where there are more, those of the last blog stay.</summary>
    public const int MaxHeld = WantedPage.MaxPages;

    private volatile Held? held;

    /// <summary>As <see cref="WantedPage.OfAsync"/>.</summary>
    /// <param name="generation">Of the archive, asked for before <paramref name="db"/> held its state: what changed in between is read again.</param>
    public async Task<IReadOnlyList<WantedPage>> OfAsync(ArchiveDb db, long generation, BlogHeading blog, CancellationToken cancel)
    {
        var known = held is { } last && last.Generation == generation ? last : new Held(generation, []);
        if (known.OfBlogs.TryGetValue(blog.Id, out var wanted))
        {
            return wanted;
        }

        wanted = await WantedPage.OfAsync(db, blog, cancel);
        var others = known.OfBlogs.Sum(other => other.Value.Count) + wanted.Count > MaxHeld ? [] : known.OfBlogs;
        held = new Held(generation, new Dictionary<long, IReadOnlyList<WantedPage>>(others) { [blog.Id] = wanted });
        return wanted;
    }

    private sealed record Held(long Generation, Dictionary<long, IReadOnlyList<WantedPage>> OfBlogs);
}
