using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Blogs;

/// <summary>The comments of a blog, or of all, in the order in which they came to the archive, the last first.</summary>
internal sealed class RecentCommentsModel(ArchiveDb db, SignerNames signers) : PageModel
{
    /// <summary>Comments of one page: some six screens.</summary>
    public const int PerPage = 50;

    /// <summary>Further back nothing is recent; older comments are found by when they were written.</summary>
    public const int MaxPages = 20;

    public BlogHeading Blog { get; private set; } = null!;

    public Calendar Calendar { get; private set; } = null!;

    /// <summary>The comments of each day on which any came.</summary>
    public IReadOnlyList<IGrouping<DateOnly, Entry>> Days { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string blog, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        this.HoldState(db);
        if (BlogHeading.Find(db, blog) is not { } heading)
        {
            return NotFound();
        }

        Blog = heading;
        Calendar = heading.CalendarOf(db, null);
        Pager = new Pager(number, Math.Min(MaxPages, Pager.PagesOf(Calendar.Comments, PerPage)), PostAddress.RecentComments(heading.Slug), "Later", "Earlier");
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        var ids = await heading.CommentsAsTheyCame(db).Skip((number - 1) * PerPage).Take(PerPage).Select(comment => comment.Id).ToListAsync(cancel);
        var entries = await EntriesAsync(ids, cancel);
        var signing = signers.Among([.. entries.Values.Select(entry => entry.Signer).OfType<string>().Distinct()]);
        Days = [.. ids.Select(id => entries[id])
            .Select(entry => entry.Signer is { } signer && !signing.Contains(signer) ? entry with { Signer = null } : entry)
            .GroupBy(entry => DateOnly.FromDateTime(entry.Arrived))];
        return Page();
    }

    private Task<Dictionary<long, Entry>> EntriesAsync(List<long> ids, CancellationToken cancel) => (
        from comment in db.Comments
        join post in db.Posts on comment.PostId equals post.Id
        join blog in db.Blogs on post.BlogId equals blog.Id
        join capture in db.Captures on comment.CameCaptureId ?? comment.FirstCaptureId equals capture.Id
        join source in db.Sources on capture.SourceId equals source.Id
        where ids.Contains(comment.Id)
        select new Entry(
            comment.Id, blog.Slug, blog.Title, blog.Language, post.Month, post.Slug, post.Title, post.Published, post.InferredPublished,
            comment.Key, comment.Number, comment.Status, comment.Author, comment.InferredSigner, comment.Published, source.ImportedAt,
            comment.Text.Substring(0, Opening.FetchLength), comment.NumberOf)).ToDictionaryAsync(entry => entry.Id, cancel);

    /// <summary>A comment in the list.</summary>
    /// <param name="Signer">The name on its last line; null where that is no sign-off.</param>
    /// <param name="Start">Enough of its text for <see cref="Opening.Of"/>.</param>
    internal sealed record Entry(
        long Id, string Blog, string BlogTitle, string? Language, string Month, string Slug, string? Title, string? PostPublished, string? PostInferred,
        string Key, string Number, CommentStatus Status, string? Author, string? Signer, string? Published, DateTime Arrived, string Start, string? NumberOf)
    {
        public string Post => PostAddress.Post(Blog, Month, Slug);
    }
}
