using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages;

/// <summary>The answer to an address that leads nowhere: that address, and the posts that may have been meant.</summary>
[IgnoreAntiforgeryToken]
internal sealed class NotFoundModel(ArchiveDb db, ArchiveSearch search, NearTurns turns, SiteChoices choices) : PageModel
{
    /// <summary>Posts that are offered.</summary>
    public const int MaxNear = 5;

    /// <summary>As much of an address as is worth repeating.</summary>
    public const int MaxShownAddress = 300;

    public string Asked { get; private set; } = "";

    /// <summary>The words of the address, to search for.</summary>
    public string Words { get; private set; } = "";

    public IReadOnlyList<Near> Posts { get; private set; } = [];

    public bool IsMissing => Response.StatusCode == StatusCodes.Status404NotFound;

    public bool IsBusy => Response.StatusCode == StatusCodes.Status503ServiceUnavailable;

    /// <summary>A form of a keeper was not taken, before it was read.</summary>
    public bool IsOfKeeper => AccessList.IsOfKeeper(Asked) && !IsMissing && !IsBusy;

    /// <summary>Only keepers read here, and this is none.</summary>
    public bool IsClosed => Response.StatusCode == StatusCodes.Status401Unauthorized;

    public Task OnPostAsync(CancellationToken cancel) => OnGetAsync(cancel);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not { } original)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Asked = original.OriginalPath is { Length: > MaxShownAddress } path ? path[..MaxShownAddress] : original.OriginalPath;
        Words = AddressWords.Of(Asked);
        if (IsMissing && Words.Length > 0 && (!choices.IsPrivate || User.Identity is { IsAuthenticated: true }))
        {
            Posts = await FindNearAsync(cancel);
        }
    }

    private async Task<IReadOnlyList<Near>> FindNearAsync(CancellationToken cancel)
    {
        // Not worth a place in the queue of those who search: where one such search runs already, the month must do.
        using var turn = turns.Take();
        if (turn.IsAcquired && FindByWords(cancel) is { Count: > 0 } hits)
        {
            return [.. hits.Take(MaxNear).Select(hit => new Near(hit.Blog, hit.Month, hit.Slug, hit.Title, hit.PostPublished))];
        }

        var month = AddressWords.MonthOf(Asked);
        return await (
            from post in db.Posts
            join blog in db.Blogs on post.BlogId equals blog.Id
            where post.Month == month
            orderby post.Id
            select new Near(blog.Slug, post.Month, post.Slug, post.Title, post.Published)).Take(MaxNear).ToListAsync(cancel);
    }

    private IReadOnlyList<SearchHit> FindByWords(CancellationToken cancel)
    {
        // Of one word alone a text says nothing; a title may be meant by it.
        var scope = Words.Contains(' ') ? SearchScope.Posts : SearchScope.Title;
        using var session = search.Open(SearchQuery.Parse(Words) with { Scope = scope }, cancel);
        return session.Find().Hits;
    }

    /// <summary>A post that may have been meant.</summary>
    public sealed record Near(string Blog, string Month, string Slug, string? Title, string? Published);
}
