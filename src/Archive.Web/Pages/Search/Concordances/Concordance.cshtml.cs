using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Archive.Web.Pages.Search.Concordances;

/// <summary>Every place where a query is met, with its words in the middle of a line.</summary>
[ReadsQuery(SearchAsked.Keys)]
[RequestTimeout(SearchLimits.Searches)]
[EnableRateLimiting(SearchLimits.Searches)]
internal sealed class ConcordanceModel(ArchiveSearch search, ArchiveDb db, SiteAddress site) : PageModel
{
    /// <summary>Lines of a page.</summary>
    public const int LinesOfPage = 100;

    /// <summary>Words that are listed of those beside what was found; the table has all of them.</summary>
    public const int MaxNextWords = 15;

    /// <summary>The orders, each with what it is called in an address and on the page.</summary>
    public static readonly IReadOnlyList<(ConcordanceOrder Order, string Name, string Words)> Orders =
    [
        (ConcordanceOrder.After, "after", "by the word after"),
        (ConcordanceOrder.Before, "before", "by the word before"),
        (ConcordanceOrder.Time, "time", "by time"),
    ];

    public SearchAsked Asked { get; private set; } = null!;

    public QueryReading Reading { get; private set; } = null!;

    public ConcordanceOrder Order { get; private set; }

    /// <summary>Null where nothing was asked, or no word that could stand in the middle.</summary>
    public ConcordanceAnswer? Answer { get; private set; }

    /// <summary>A sentence where not all of each text was read; else empty.</summary>
    public string Beginnings => Answer is { Beginnings: > 0 and var texts }
        ? $" Of {InWords.Count(texts, "text", "texts")} only the first {InWords.Count(ConcordanceAnswer.MaxText)} characters are read."
        : "";

    /// <summary>The lines of the page.</summary>
    public IReadOnlyList<ConcordanceLine> Lines { get; private set; } = [];

    public IReadOnlyList<NextWord> NextWords { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    /// <summary>The order that an address names; null where it names none that is known.</summary>
    public static ConcordanceOrder? OrderOf(string? name) =>
        name is null ? ConcordanceOrder.After : Orders.Where(order => order.Name == name).Select(order => (ConcordanceOrder?)order.Order).FirstOrDefault();

    public async Task<IActionResult> OnGetAsync([FromQuery] string? sort, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        if (await AddressedPage.OfSearchAsync(db, site, Request, cancel) is { } page)
        {
            return LocalRedirect(page);
        }

        if (OrderOf(sort) is not { } order || number < 1)
        {
            return NotFound();
        }

        (Asked, Order) = (SearchAsked.Read(Request.Query), order);
        Reading = new QueryReading(Asked.Query, Expansion.None, byThread: false);
        Pager = new Pager(number, 1, SearchAddress.Concordance);
        if (Asked.Query.IsEmpty)
        {
            return Page();
        }

        using var session = search.Open(Asked.Query, cancel);
        var expansion = session.Expand();
        Reading = new QueryReading(Asked.Query, expansion, byThread: false);
        if (!QueryMarks.Of(Asked.Query, expansion).IsEmpty)
        {
            Show(session.Concordance(), number);
        }

        return number <= Pager.Pages ? Page() : NotFound();
    }

    public string AddressBy(ConcordanceOrder order) => SearchAddress.ConcordanceOf(SearchAddress.Concordance, Asked.Text, NameOf(order));

    public string Csv(bool ofWords) => SearchAddress.ConcordanceOf(SearchAddress.ConcordanceCsv, Asked.Text, NameOf(Order)) + (ofWords ? "&of=words" : "");

    private void Show(ConcordanceAnswer answer, int number)
    {
        Answer = answer;
        Pager = new Pager(number, Pager.PagesOf(answer.Lines.Count, LinesOfPage), AddressBy(Order), "Earlier lines", "Later lines");
        Lines = [.. ConcordanceLines.Ordered(answer.Lines, line => line.Words, Order).Skip((number - 1) * LinesOfPage).Take(LinesOfPage)];
        NextWords = ConcordanceLines.NextWords(answer.Lines.Select(line => line.Words));
        if (answer.CutShort)
        {
            SiteCache.Forget(HttpContext);
        }
    }

    private static string? NameOf(ConcordanceOrder order) => order == ConcordanceOrder.After ? null : Orders.First(known => known.Order == order).Name;
}
