using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Links;

/// <summary>Pages of a blog that are cited and not in the archive.</summary>
internal sealed class WantedModel(ArchiveDb db) : PageModel
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
        if (await BlogHeading.FindAsync(db, blog, cancel) is not { } heading)
        {
            return NotFound();
        }

        Blog = heading;
        var wanted = await WantedPage.OfAsync(db, heading, cancel);
        Count = wanted.Count;
        Pager = new Pager(number, Pager.PagesOf(Count, PagesPerPage), LinkAddress.Wanted(heading.Slug), "Cited more", "Cited less");
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        var shown = wanted.Skip((number - 1) * PagesPerPage).Take(PagesPerPage).ToList();
        if (shown.Count > 0)
        {
            var citers = await Citers.OfPagesAsync(db, SiteName.OfBlog(heading.Address)!, [.. shown.Select(page => page.Page)], cancel);
            Wanted = [.. shown.Select(page => EntryOf(page, [.. citers[page.Page]]))];
        }

        return Page();
    }

    private static Entry EntryOf(WantedPage page, IReadOnlyList<Citer> citers) => new(
        page, new CitedLink(page.Address, null, ArchivedCopy.Of(page.Address, citers.Count > 0 ? citers[0].Published : null)),
        new Citers(citers, page.Times));

    /// <summary>A wanted page with those who cite it.</summary>
    public sealed record Entry(WantedPage Page, CitedLink Link, Citers Citers);
}
