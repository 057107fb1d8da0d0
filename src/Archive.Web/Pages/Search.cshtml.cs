using Archive.Searching;
using Archive.Storage;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages;

/// <summary>Finds what was said.</summary>
[RequestTimeout(TimeoutMilliseconds)]
public sealed class SearchModel(ArchiveDb db) : PageModel
{
    /// <summary>What the search box takes; of a longer address the rest is not looked at.</summary>
    public const int MaxTyped = SearchQuery.MaxLength;

    /// <summary>The index answers in milliseconds; a question that takes longer is not worth its place in the queue.</summary>
    private const int TimeoutMilliseconds = 5_000;

    public string Typed { get; private set; } = "";

    public SearchQuery Query { get; private set; } = SearchQuery.Parse(null);

    public BlogHeading? Within { get; private set; }

    public bool InPosts { get; private set; }

    public SearchPage Shown { get; private set; } = null!;

    public SearchPage Comments { get; private set; } = null!;

    public SearchPage Posts { get; private set; } = null!;

    public IReadOnlyList<SearchTerm> Wanted => [.. Query.Terms.Where(term => !term.IsExcluded)];

    public IReadOnlyList<SearchTerm> Excluded => [.. Query.Terms.Where(term => term.IsExcluded)];

    public bool WasTyped => Query.Terms.Any(term => !term.IsExcluded);

    public async Task<IActionResult> OnGetAsync(
        [FromQuery] string? q, [FromQuery(Name = "in")] string? kind, [FromQuery] string? blog, [FromQuery] long? before,
        CancellationToken cancel)
    {
        Typed = q is { Length: > MaxTyped } ? q[..MaxTyped] : q ?? "";
        Query = SearchQuery.Parse(Typed);
        InPosts = kind == "posts";
        if (!WasTyped)
        {
            return Page();
        }

        Within = blog is null ? null : await BlogHeading.FindAsync(db, blog, cancel);
        Comments = await ArchiveSearch.CommentsAsync(db, Query, Within?.Slug, InPosts ? null : before, cancel);
        Posts = await ArchiveSearch.PostsAsync(db, Query, Within?.Slug, InPosts ? before : null, cancel);
        Shown = InPosts ? Posts : Comments;
        return Page();
    }

    /// <summary>This search with another kind or page.</summary>
    public string Address(bool inPosts, long? before = null) =>
        $"/search?q={Uri.EscapeDataString(Typed)}"
        + (inPosts ? "&in=posts" : "")
        + (Within is null ? "" : $"&blog={Uri.EscapeDataString(Within.Slug)}")
        + (before is null ? "" : $"&before={before}");

    public static string CountOf(SearchPage page) =>
        page.CountIsExact ? InWords.Count(page.Count) : $"{InWords.Count(page.Count)}+";
}
