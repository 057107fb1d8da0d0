using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Links;

/// <summary>Pages of a blog that texts link to and the archive lacks.</summary>
internal sealed class WantedModel(ArchiveFolder archive, ArchiveDb db, WantedPages pages) : PageModel
{
    /// <summary>Each takes three lines.</summary>
    public const int PagesPerPage = 50;

    public BlogHeading Blog { get; private set; } = null!;

    public int Count { get; private set; }

    public IReadOnlyList<Entry> Wanted { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(
        string blog, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        // First: what is counted of the state is kept under this number.
        var generation = archive.Generation();
        this.HoldState(db);
        if (BlogHeading.Find(db, blog) is not { IsAll: false } heading)
        {
            return NotFound();
        }

        Blog = heading;
        var wanted = await pages.OfAsync(db, generation, heading, cancel);
        Count = wanted.Count;
        Pager = new Pager(number, Pager.PagesOf(Count, PagesPerPage), LinkAddress.Wanted(heading.Slug), "Cited more", "Cited less");
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        var listed = wanted.Skip((number - 1) * PagesPerPage).Take(PagesPerPage).ToList();
        if (listed.Count > 0)
        {
            var texts = LinkingTexts.OfPages(db, SiteName.OfBlog(heading.Address)!, listed.Select(page => page.Page));
            Wanted = [.. listed.Select(page => EntryOf(page, [.. texts[page.Page]]))];
        }

        return Page();
    }

    private static Entry EntryOf(WantedPage page, IReadOnlyList<LinkingText> texts) => new(
        page, new LinkedAddress(page.Address, null, ArchivedCopy.Of(page.Address, texts.Count > 0 ? texts[0].Published : null)),
        new LinkingTexts(texts, page.Times));

    /// <summary>A wanted page with the texts that link to it.</summary>
    public sealed record Entry(WantedPage Page, LinkedAddress Link, LinkingTexts Texts);
}
