using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Archive.Web.Pages.Search;

/// <summary>Lists the operators that can be typed, made from the operators that exist, with examples that run on the archive at hand.</summary>
[RequestTimeout(SearchLimits.Searches)]
[EnableRateLimiting(SearchLimits.Searches)]
internal sealed class HelpModel(ArchiveDb db, OperatorExamples operators) : PageModel
{
    public IReadOnlyList<OperatorExamples.Entry> Entries { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        (Entries, var areAll) = await operators.OfAsync(db, cancel);
        if (!areAll)
        {
            SiteCache.Forget(HttpContext);
        }
    }
}

/// <summary>Has the operators with their examples at hand, of one state of the archive: each example is a search, or several.</summary>
internal sealed class OperatorExamples(ArchiveFolder archive, ArchiveSearch search)
{
    private volatile Known? last;

    /// <summary>The operators, and whether all examples were looked for; those that need counts are not where the archive is being counted anew.</summary>
    public async Task<(IReadOnlyList<Entry> Entries, bool AreAll)> OfAsync(ArchiveDb db, CancellationToken cancel)
    {
        // Asked for first: what changes meanwhile is read again.
        var generation = archive.Generation();
        if (last is { } known && known.Generation == generation)
        {
            return (known.Entries, true);
        }

        var examples = await ExampleQueries.OfAsync(db, search, cancel);
        Entry[] entries = [.. SearchOperators.All.Select(shown => new Entry(
            shown, [.. shown.Examples.Select(example => examples.Fill(example, cancel)).OfType<string>().Distinct(StringComparer.Ordinal)]))];
        last = examples.AreCounted ? new Known(generation, entries) : last;
        return (entries, examples.AreCounted);
    }

    /// <summary>An operator and queries that show it; none where this archive has nothing to show it with.</summary>
    public sealed record Entry(SearchOperator Operator, IReadOnlyList<string> Examples);

    private sealed record Known(long Generation, IReadOnlyList<Entry> Entries);
}
