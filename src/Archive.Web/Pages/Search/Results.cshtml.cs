using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Archive.Web.Pages.Search;

/// <summary>Finds what was said, and says how it understood the question.</summary>
[ReadsQuery(SearchAsked.Keys)]
[RequestTimeout(SearchLimits.Searches)]
[EnableRateLimiting(SearchLimits.Searches)]
internal sealed class ResultsModel(ArchiveSearch search, ArchiveDb db, SiteAddress site) : PageModel
{
    public Findings Found { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await AddressedPage.OfSearchAsync(db, site, Request, cancel) is { } page)
        {
            return LocalRedirect(page);
        }

        Found = await Findings.OfAsync(search, db, SearchAsked.Read(Request.Query), cancel);
        if (Found.IsCutShort)
        {
            SiteCache.Forget(HttpContext);
        }

        return Page();
    }
}
