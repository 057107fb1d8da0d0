using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Archive.Web.Pages.Search;

/// <summary>Lists the operators that can be typed, made from the operators that exist, with examples that run on the archive at hand.</summary>
[RequestTimeout(SearchLimits.Searches)]
[EnableRateLimiting(SearchLimits.Searches)]
internal sealed class HelpModel(ArchiveDb db, ArchiveSearch search) : PageModel
{
    public IReadOnlyList<Entry> Entries { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var examples = await ExampleQueries.OfAsync(db, search, cancel);
        Entries = [.. SearchOperators.All.Select(known => new Entry(
            known, [.. known.Examples.Select(example => examples.Fill(example, cancel)).OfType<string>().Distinct(StringComparer.Ordinal)]))];
    }

    /// <summary>An operator and queries that show it; none where this archive has nothing to show it with.</summary>
    public sealed record Entry(SearchOperator Operator, IReadOnlyList<string> Examples);
}
