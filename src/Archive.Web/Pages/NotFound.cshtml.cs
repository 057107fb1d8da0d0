using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
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

    /// <summary>More was asked for at once than one reader has.</summary>
    public bool IsTooMuch => Response.StatusCode == StatusCodes.Status429TooManyRequests;

    /// <summary>The time for an answer ran out, as it may on a machine that has just started.</summary>
    public bool IsLate => Response.StatusCode == StatusCodes.Status504GatewayTimeout;

    /// <summary>A form of a keeper was not taken, before it was read.</summary>
    public bool IsOfKeeper => AccessList.IsOfKeeper(Asked) && !IsMissing && !IsBusy && !IsTooMuch && !IsLate;

    /// <summary>The bytes that a form may have, where this one had more; null where it had not.</summary>
    public long? TooLong => HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { MaxRequestBodySize: { } most } && Request.ContentLength > most && Response.StatusCode is StatusCodes.Status400BadRequest or StatusCodes.Status413PayloadTooLarge ? most : null;

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

        var path = Cut(original.OriginalPath);
        (Asked, Words) = (Cut(path + original.OriginalQueryString), AddressWords.Of(path));
        if (IsMissing && Words.Length > 0 && (!choices.IsPrivate || User.Identity is { IsAuthenticated: true }))
        {
            Posts = await FindNearAsync(path, cancel);
        }
    }

    private static string Cut(string address) => address.Length > MaxShownAddress ? address[..MaxShownAddress] : address;

    // Of the blog that the address begins with, where there is one: the post that it names besides, else what its words may mean, else its month.
    private async Task<IReadOnlyList<Near>> FindNearAsync(string path, CancellationToken cancel)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var named = db.FindBlog(parts[0])?.Slug;
        var (month, ofPost) = parts is [_, PostAddress.Undated, ..] ? (PostAddress.Undated, 2) : (AddressWords.MonthOf(path), 3);
        if (named is not null && month is not null && parts.Length > ofPost && db.FindPost(named, month, parts[ofPost], start: 0) is { } post)
        {
            return [new Near(post.Blog, post.Month, post.Slug, post.Title, post.Published)];
        }

        // Not worth a place in the queue of those who search: where one such search runs already, the month must do.
        using var turn = turns.Take();
        if (turn.IsAcquired && FindByWords(named, cancel) is { Count: > 0 } hits)
        {
            return [.. hits.Take(MaxNear).Select(hit => new Near(hit.Blog, hit.Month, hit.Slug, hit.Title, hit.PostPublished))];
        }

        return await (
            from near in db.Posts
            join blog in db.Blogs on near.BlogId equals blog.Id
            where near.Month == month && (named == null || blog.Slug == named)
            orderby near.Id
            select new Near(blog.Slug, near.Month, near.Slug, near.Title, near.Published)).Take(MaxNear).ToListAsync(cancel);
    }

    private IReadOnlyList<SearchHit> FindByWords(string? blog, CancellationToken cancel)
    {
        // Of one word alone a text says nothing; a title may be meant by it.
        var scope = Words.Contains(' ') ? SearchScope.Posts : SearchScope.Title;
        var query = SearchQuery.Parse(Words) with { Scope = scope };
        using var session = search.Open(blog is null ? query : query.With(new SearchFilter(AddressOperators.Blog, blog)), cancel);
        return session.Find().Hits;
    }

    /// <summary>A post that may have been meant.</summary>
    public sealed record Near(string Blog, string Month, string Slug, string? Title, string? Published);
}
