using Archive.Searching;
using Archive.Storage;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages;

/// <summary>Finds what was said.</summary>
[RequestTimeout(TimeoutMilliseconds)]
public sealed class SearchModel(ArchiveSearch search) : PageModel
{
    /// <summary>What the search box takes; of a longer address the rest is not looked at.</summary>
    public const int MaxTyped = SearchQuery.MaxLength;

    /// <summary>The index answers in milliseconds; a question that takes longer is not worth its place in the queue.</summary>
    private const int TimeoutMilliseconds = 5_000;

    public string Typed { get; private set; } = "";

    public SearchAnswer? Answer { get; private set; }

    public IActionResult OnGet([FromQuery] string? q, CancellationToken cancel)
    {
        Typed = q is { Length: > MaxTyped } ? q[..MaxTyped] : q ?? "";
        Answer = search.Find(SearchQuery.Parse(Typed), cancel: cancel);
        return Page();
    }
}
