using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Links;

/// <summary>Leads an address of a live blog to its page here, and says what is known of a page that is not here.</summary>
internal sealed class GoModel(ArchiveDb db, SiteAddress site) : PageModel
{
    /// <summary>Blogs in folders of one site that are named; whoever keeps more of it finds them by their titles.</summary>
    private const int MaxInFolders = 10;

    /// <summary>As it was given.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>Null where nothing was given, or no address.</summary>
    public AddressedPage? Asked { get; private set; }

    /// <summary>Null where the address is of no blog of this archive.</summary>
    public BlogHeading? Blog { get; private set; }

    /// <summary>Blogs that stood in folders of the site, where the address is of no blog that had the whole of one.</summary>
    public IReadOnlyList<LinksModel.BlogName> InFolders { get; private set; } = [];

    /// <summary>The texts that link to the page.</summary>
    public LinkingTexts Texts { get; private set; } = new([], 0);

    public LinkedAddress Link { get; private set; } = null!;

    /// <summary>The month nearest to it of those that are here; null where none is, or the address names no time.</summary>
    public string? NearestMonth { get; private set; }

    /// <summary>A post that it may be.</summary>
    public ArchivedPost? Perhaps => Asked?.End.Perhaps;

    /// <summary>The words of the address, to search for.</summary>
    public string Words => Asked is { End.Page: { Page.Length: > 0 } page } ? AddressWords.Of(page.Slug ?? page.Page) : "";

    public async Task<IActionResult> OnGetAsync([FromQuery] string? u, CancellationToken cancel = default)
    {
        Typed = u ?? "";
        Asked = await AddressedPage.FindAsync(db, site, HttpContext, u, cancel);
        if (Asked?.Here is { } here)
        {
            return LocalRedirect(here);
        }

        if (Asked is not null)
        {
            await ReadAsync(Asked.Address, Asked.End, cancel);
        }

        Response.StatusCode = Asked is not null ? StatusCodes.Status404NotFound : Typed.Length > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        return Page();
    }

    private async Task ReadAsync(string address, LinkEnd end, CancellationToken cancel)
    {
        var (where, name) = (end.Page.Site, end.Page.Page);
        Blog = end.Blog is { } slug ? BlogHeading.Find(db, slug) : null;
        InFolders = Blog is not null ? [] : await InFoldersAsync(where, cancel);
        var links = Blog is null || name is null
            ? db.Links.Where(link => link.Site == where && link.Address == address)
            : db.Links.Where(link => link.Site == where && link.Page == name);
        var texts = await LinkingText.FirstOfAsync(db, links, skip: 0, LinkingTexts.MaxFirst, cancel);
        Texts = new LinkingTexts(texts, texts.Count < LinkingTexts.MaxFirst ? texts.Count : await links.CountAsync(cancel));
        var asked = Blog is null ? address : LivePage.WithoutComment(address);
        Link = new LinkedAddress(asked, null, ArchivedCopy.Of(asked, texts.Count > 0 ? texts[0].Published : null));
        NearestMonth = Blog is not null && (end.Page.Month ?? (name is { Length: 4 } year ? $"{year}-06" : null)) is { } month ? await NearestAsync(Blog.Id, month, cancel) : null;
    }

    private async Task<IReadOnlyList<LinksModel.BlogName>> InFoldersAsync(string site, CancellationToken cancel)
    {
        string[] slugs = [.. db.Addresses().Where(blog => SiteName.Of(blog.Address) == site).Select(blog => blog.Slug).Take(MaxInFolders)];
        return await db.Blogs.Where(blog => slugs.Contains(blog.Slug)).OrderBy(blog => blog.Title).Select(blog => new LinksModel.BlogName(blog.Slug, blog.Title)).ToListAsync(cancel);
    }

    private async Task<string?> NearestAsync(long blog, string month, CancellationToken cancel)
    {
        var months = db.BlogMonths.Where(one => one.BlogId == blog && one.Month != PostAddress.Undated).Select(one => one.Month);
        string?[] beside =
        [
            await months.Where(one => one.CompareTo(month) <= 0).OrderByDescending(one => one).FirstOrDefaultAsync(cancel),
            await months.Where(one => one.CompareTo(month) > 0).Order().FirstOrDefaultAsync(cancel),
        ];
        return beside.OfType<string>().Where(one => Number(one) is not null).MinBy(one => Math.Abs(Number(one)!.Value - (Number(month) ?? 0)));
    }

    // Months since the beginning; null for what is no month, as where a dump knows the year alone.
    private static int? Number(string month) =>
        month.Length == "2014-02".Length && int.TryParse(month.AsSpan(0, 4), out var year) && int.TryParse(month.AsSpan(5), out var n) ? (year * 12) + n : null;
}
