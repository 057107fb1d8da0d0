using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Archive.Web.Pages.Search;

/// <summary>Who had a word first, and how its use went on.</summary>
[ReadsQuery(SearchAsked.Keys)]
[RequestTimeout(SearchLimits.Searches)]
[EnableRateLimiting(SearchLimits.Searches)]
internal sealed class FirstModel(ArchiveSearch search, ArchiveDb db, SiteAddress site) : PageModel
{
    private bool hasSeveralBlogs;
    private bool hasWords;

    public SearchAsked Asked { get; private set; } = null!;

    public QueryReading Reading { get; private set; } = null!;

    /// <summary>Null where nothing was asked.</summary>
    public FirstSaid? Answer { get; private set; }

    public string Mark { get; private set; } = "";

    public HitCard? Post => Answer?.Post is { } hit ? new HitCard(hit, Mark) { NamesBlog = hasSeveralBlogs, HasWords = hasWords } : null;

    public HitCard? Comment => Answer?.Comment is { } hit ? new HitCard(hit, Mark) { NamesBlog = hasSeveralBlogs, HasWords = hasWords } : null;

    /// <summary>Only some of all texts were asked: nothing is said of the others.</summary>
    public bool IsNarrowed => Reading.Lines.Any(line => line.Kind is "filter" or "not" or "scope");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await AddressedPage.OfSearchAsync(db, site, Request, cancel) is { } page)
        {
            return LocalRedirect(page);
        }

        Asked = SearchAsked.Read(Request.Query);
        Reading = new QueryReading(Asked.Query, Expansion.None, byThread: false);
        if (Asked.Query.IsEmpty)
        {
            return Page();
        }

        using var session = search.Open(Asked.Query, cancel);
        var expansion = session.Expand();
        Reading = new QueryReading(Asked.Query, expansion, byThread: false);
        (Mark, hasWords) = (Asked.Text, !QueryMarks.Of(Asked.Query, expansion).IsEmpty);
        Answer = session.FindFirst();
        hasSeveralBlogs = (await db.BlogTitlesAsync(cancel)).Count > 1;
        if (Answer.CutShort || Answer.Curve is null)
        {
            SiteCache.Forget(HttpContext);
        }

        return Page();
    }

    /// <summary>Whether what comes first has a date, so that what has none is not among it.</summary>
    public bool IsOfDates => new[] { Post, Comment }.Any(card => (card?.Hit.Published ?? card?.Hit.PostInferred) is not null);

    /// <summary>Who had it first, in a sentence; null where nobody did, and where that is not known.</summary>
    public string? Verdict() => Answer is not { CutShort: false } answer ? null : (Post, Comment) switch
    {
        (null, null) => null,
        (not null, null) when !answer.AsksComments => "Comments were not asked for; of posts this is the first within the filters of this search.",
        (null, not null) when !answer.AsksPosts => "Posts were not asked for; of comments this is the first within the filters of this search.",
        (not null, null) => Within("Only posts have it: no comment does."),
        (null, not null) => Within("Only commenters have it: no post does."),
        ({ Hit.Published: not null } post, { Hit.Published: not null } comment) => Within(Verdict(post, comment)),
        ({ } post, { } comment) => Within($"Which of the two came first is not known: {LackOf(new[] { post, comment }.Where(card => card.Hit.Published is null))}."),
    };

    private string Within(string sentence) => IsNarrowed ? $"Within the filters of this search: {sentence}" : sentence;

    // What is inferred orders hits, and decides nothing.
    private static string LackOf(IEnumerable<HitCard> unprinted) => unprinted.Select(card => card.Hit.PostInferred is not null).ToArray() switch
    {
        [true, true] => "the dates of both are inferred",
        [true] => "the date of one of them is inferred",
        [false, false] => "neither has a date",
        _ => "one of them has no date",
    };

    // Compared as finely as both are known: of the same day and the same thread, the post stood there first. A comment without a date of its own is of that of its post or later.
    private string Verdict(HitCard post, HitCard comment)
    {
        var (a, b) = (post.Hit.Published!, comment.Hit.Published!);
        var length = Math.Min(a.Length, b.Length);
        var order = string.CompareOrdinal(a, 0, b, 0, length);
        return order switch
        {
            < 0 => $"{InWords.Capital(FirstBlogger)} had it first.",
            > 0 when comment.Hit.Comment!.Published is not null => "A commenter had it first.",
            > 0 => "Which of the two came first is not known: the comment has no date of its own, and is of that of its post or later.",
            _ when post.Hit.Name.PostId == comment.Hit.Name.PostId => $"{InWords.Capital(FirstBlogger)} had it first: the comment answers that post.",
            _ => "Post and comment are of the same date; which came first is not known.",
        };
    }

    // Whoever the dump names, else whom the keeper says to write that blog.
    private string FirstBlogger => Answer?.Post is { } first ? first.Author ?? first.BlogAuthor ?? "the blogger" : "the blogger";
}
