using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Links;

/// <summary>The links of the archive: the sites that it links to, the links of each post, the addresses of one site, or the texts that link to one address.</summary>
internal sealed class LinksModel(ArchiveFolder archive, ArchiveDb db, LinkingPosts linking, ReadingTurns turns) : PageModel
{
    /// <summary>Lines of a site or of a text each.</summary>
    public const int LinesPerPage = 100;

    /// <summary>Each address takes three lines.</summary>
    public const int AddressesPerPage = 50;

    /// <summary>Posts with their links.</summary>
    public const int PostsPerPage = 20;

    /// <summary>Addresses that are listed beneath one post; the rest is counted.</summary>
    public const int MaxOfPost = 50;

    /// <summary>Blogs whose wanted pages are linked to.</summary>
    public const int MaxBlogs = 20;

    /// <summary>The site whose addresses are shown; null for other views.</summary>
    public string? Site { get; private set; }

    /// <summary>The address whose linking texts are shown; null for other views.</summary>
    public LinkedAddress? Address { get; private set; }

    public bool ByPost { get; private set; }

    /// <summary>How many lines there are on all pages.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<SiteCount> Sites { get; private set; } = [];

    public IReadOnlyList<AddressEntry> Addresses { get; private set; } = [];

    public IReadOnlyList<LinkingPost> Posts { get; private set; } = [];

    public IReadOnlyList<LinkingText> Texts { get; private set; } = [];

    public IReadOnlyList<BlogName> Blogs { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(
        [FromQuery] string? host, [FromQuery] string? address, [FromQuery] string? by, [FromQuery(Name = "page")] int number = 1,
        CancellationToken cancel = default) =>
        turns.InTurnAsync(HttpContext, () => ReadAsync(host, address, by, number, cancel));

    private async Task<IActionResult> ReadAsync(string? host, string? address, string? by, int number, CancellationToken cancel)
    {
        // First: what is counted of the state is kept under this number.
        var generation = archive.Generation();
        this.HoldState(db);
        ByPost = by == LinkAddress.Post;
        var isThere = (address, host) switch
        {
            ({ } asked, _) => await ShowTextsAsync(asked, number, cancel),
            (_, { } asked) => await ShowAddressesAsync(asked, number, cancel),
            _ => ByPost ? await ShowPostsAsync(number, generation, cancel) : await ShowSitesAsync(number, cancel),
        };
        return isThere ? Page() : NotFound();
    }

    private async Task<bool> ShowSitesAsync(int number, CancellationToken cancel)
    {
        if (!SetPager(number, await db.LinkedSites.CountAsync(cancel), LinesPerPage, LinkAddress.Hosts, "Cited more", "Cited less"))
        {
            return false;
        }

        Sites = await db.LinkedSites
            .OrderByDescending(site => site.Times).ThenBy(site => site.Site)
            .Skip((number - 1) * LinesPerPage).Take(LinesPerPage)
            .Select(site => new SiteCount(site.Site, site.Times, site.Addresses))
            .ToListAsync(cancel);
        Blogs = await db.Blogs.Where(blog => blog.Address != null).OrderBy(blog => blog.Title).Take(MaxBlogs)
            .Select(blog => new BlogName(blog.Slug, blog.Title)).ToListAsync(cancel);
        return true;
    }

    private async Task<bool> ShowAddressesAsync(string site, int number, CancellationToken cancel)
    {
        var addresses = db.Links.Where(link => link.Site == site).GroupBy(link => link.Address);
        var count = await addresses.CountAsync(cancel);
        if (count == 0 || !SetPager(number, count, AddressesPerPage, LinkAddress.Host(site), "Cited more", "Cited less"))
        {
            return false;
        }

        Site = site;
        var page = await addresses
            .Select(address => new { Address = address.Key, Times = address.Count() })
            .OrderByDescending(address => address.Times).ThenBy(address => address.Address)
            .Skip((number - 1) * AddressesPerPage).Take(AddressesPerPage)
            .ToListAsync(cancel);
        string[] names = [.. page.Select(address => address.Address)];
        var texts = LinkingTexts.OfAddresses(db, site, names);
        var pages = PostLinks.Pages(db, names);
        Addresses = [.. page.Select(address => new AddressEntry(
            LinkedAddress.Of(address.Address, pages, texts[address.Address].FirstOrDefault()?.Published),
            new LinkingTexts([.. texts[address.Address]], address.Times, LinkAddress.Of(address.Address))))];
        return true;
    }

    private async Task<bool> ShowTextsAsync(string address, int number, CancellationToken cancel)
    {
        var site = Archive.Links.SiteName.Of(address) ?? "";
        var links = db.Links.Where(link => link.Site == site && link.Address == address);
        var count = await links.CountAsync(cancel);
        if (count == 0 || LinkAddress.Of(address) is not { } here || !SetPager(number, count, LinesPerPage, here, "Earlier posts", "Later posts"))
        {
            return false;
        }

        Texts = await LinkingText.FirstOfAsync(db, links, (number - 1) * LinesPerPage, LinesPerPage, cancel);
        Site = site;
        Address = LinkedAddress.Of(address, PostLinks.Pages(db, [address]), Texts[0].Published);
        return true;
    }

    private async Task<bool> ShowPostsAsync(int number, long generation, CancellationToken cancel)
    {
        if (!SetPager(number, linking.Count(db, generation), PostsPerPage, LinkAddress.ByPost, "Newer posts", "Older posts"))
        {
            return false;
        }

        var posts = db.PostsWithLinks((number - 1) * PostsPerPage, PostsPerPage).ConvertAll(post => db.LinksOfPost(post, MaxOfPost));
        var texts = LinkingText.Of(db, posts.SelectMany(post => post.First));
        var pages = PostLinks.Pages(db, texts.Values.Select(text => text.LinksTo));
        Posts = [.. posts.Select(post => new LinkingPost(
            [.. post.First.Select(link => texts[link]).Select(text => (text, LinkedAddress.Of(text.LinksTo, pages, text.Published)))], post.All))];
        return true;
    }

    private bool SetPager(int number, int count, int perPage, string address, string newer, string older)
    {
        Count = count;
        Pager = new Pager(number, Pager.PagesOf(count, perPage), address, newer, older);
        return number >= 1 && number <= Pager.Pages;
    }

    /// <summary>A site and how often texts link to it.</summary>
    public sealed record SiteCount(string Site, int Times, int Addresses);

    /// <summary>An address with the texts that link to it.</summary>
    public sealed record AddressEntry(LinkedAddress Link, LinkingTexts Texts);

    /// <summary>A post with the links of it and its comments, each with the text that it stands in.</summary>
    public sealed record LinkingPost(IReadOnlyList<(LinkingText Text, LinkedAddress Link)> Links, int All);

    /// <summary>A blog to link to.</summary>
    public sealed record BlogName(string Slug, string Title);
}
