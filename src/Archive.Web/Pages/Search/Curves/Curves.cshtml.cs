using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Archive.Web.Pages.Search.Curves;

/// <summary>Up to five searches over time, side by side.</summary>
[ReadsQuery("q")]
[RequestTimeout(SearchLimits.Searches)]
[EnableRateLimiting(SearchLimits.Searches)]
internal sealed class CurvesModel(ArchiveSearch search) : PageModel
{
    /// <summary>Five lines are told apart in one picture; each is a search that may take its half second.</summary>
    public const int MaxSearches = 5;

    /// <summary>The word for <c>as=</c> of shares in place of numbers.</summary>
    public const string Share = "share";

    /// <summary>What was asked, with the curve of each; null where it could not be counted.</summary>
    public IReadOnlyList<(SearchAsked Asked, SearchCurve? Curve)> Searches { get; private set; } = [];

    public bool IsShare { get; private set; }

    /// <summary>Null where there is nothing to draw.</summary>
    public CurveChart? Chart { get; private set; }

    public bool IsUncounted => Searches.Any(search => search.Curve is null);

    /// <summary>Searches that ask for nothing, and those that are too many for one picture.</summary>
    public IReadOnlyList<SearchAsked> LeftOut { get; private set; } = [];

    /// <summary>The searches of an address, the first ones.</summary>
    public static IReadOnlyList<SearchAsked> Read(IQueryCollection address) => [.. All(address).Where(asked => !asked.Query.IsEmpty).Take(MaxSearches)];

    public IActionResult OnGet([FromQuery(Name = "as")] string? unit, CancellationToken cancel)
    {
        if (unit is not (null or Share))
        {
            return NotFound();
        }

        IsShare = unit is Share;
        var asked = Read(Request.Query);
        Searches = [.. asked.Select(one => (one, CurveOf(one, cancel)))];
        LeftOut = [.. All(Request.Query).ExceptBy(asked.Select(one => one.Typed), one => one.Typed)];
        Chart = CurveChart.Of([.. Searches.Select(search => (search.Asked.Text, search.Curve)).Where(search => search.Curve is not null).Select(search => new CurveSeries(search.Text, search.Curve!))], IsShare);
        if (IsUncounted)
        {
            SiteCache.Forget(HttpContext);
        }

        return Page();
    }

    public string AddressAs(bool share) => SearchAddress.CurvesOf(Searches.Select(search => search.Asked.Text), share);

    private static IEnumerable<SearchAsked> All(IQueryCollection address) =>
        address["q"].OfType<string>().Where(typed => !string.IsNullOrWhiteSpace(typed)).Select(typed => SearchAsked.Of(SearchAsked.Cut(typed)));

    private SearchCurve? CurveOf(SearchAsked asked, CancellationToken cancel)
    {
        using var session = search.Open(asked.Query, cancel);
        return session.Curve();
    }
}
