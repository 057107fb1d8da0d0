using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Captures;

/// <summary>A post and its thread as one capture has them.</summary>
internal sealed class CaptureModel(ArchiveDb db, SiteAddress site, ReadingTurns turns) : PageModel
{
    public PostArticle Post { get; private set; } = null!;

    public TakenCapture Taken { get; private set; } = null!;

    /// <summary>Captures of the post right before and after this one.</summary>
    public (TakenCapture? Before, TakenCapture? After) Beside { get; private set; }

    public int Captures { get; private set; }

    public string Title { get; private set; } = "";

    public SafeHtml Html { get; private set; }

    public CapturedThread Thread { get; private set; } = null!;

    public Pager Pager { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(
        string blog, string? year, string? month, string slug, string capture, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default) =>
        turns.InTurnAsync(HttpContext, () => ReadAsync(blog, year, month, slug, capture, number, cancel));

    private async Task<IActionResult> ReadAsync(string blog, string? year, string? month, string slug, string capture, int number, CancellationToken cancel)
    {
        this.HoldState(db);
        if (PostArticle.Find(db, blog, PostAddress.MonthOf(year, month), slug) is not { } post)
        {
            return NotFound();
        }

        var captures = await TakenCapture.OfAsync(db, post.Id, post.Address, cancel);
        var at = TakenCapture.PlaceOf(captures, capture);
        if (at < 0 || number < 1)
        {
            return NotFound();
        }

        (Post, Taken, Captures) = (post, captures[at], captures.Count);
        Beside = (at > 0 ? captures[at - 1] : null, at + 1 < captures.Count ? captures[at + 1] : null);
        Thread = await CapturedThread.OfAsync(db, post.Id, Taken.Id, number, cancel);
        Pager = new Pager(number, Pager.PagesOf(Thread.All, CapturedThread.PerPage), Taken.Address, "Earlier comments", "Later comments");
        if (number > Pager.Pages)
        {
            return NotFound();
        }

        await ReadTextAsync(cancel);
        PostMementos.SayOf(Response, site, post, Taken);
        return Page();
    }

    private async Task ReadTextAsync(CancellationToken cancel)
    {
        var text = await db.PostVersions.SingleOrDefaultAsync(version => version.PostId == Post.Id && version.CaptureId == Taken.Id, cancel);
        Title = (text is null ? Post.Title : text.Title) ?? "Untitled";
        Html = text is null ? Post.Html : new WrittenText(text.Original, text.Kind).ToHtml();
    }
}
