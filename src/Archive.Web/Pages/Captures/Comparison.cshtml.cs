using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Captures;

/// <summary>The changes of a post and its thread from one capture to a later one.</summary>
internal sealed class ComparisonModel(ArchiveDb db, ReadingTurns turns) : PageModel
{
    /// <summary>Other captures that the page offers to compare with.</summary>
    public const int MaxOffered = 50;

    public PostArticle Post { get; private set; } = null!;

    /// <summary>All captures of the post, the oldest first.</summary>
    public IReadOnlyList<TakenCapture> Captures { get; private set; } = [];

    public TakenCapture Earlier { get; private set; } = null!;

    public TakenCapture Later { get; private set; } = null!;

    /// <summary>Title and body as each of the two has them.</summary>
    public (BodyText Earlier, BodyText Later) Bodies { get; private set; }

    /// <summary>The words of both titles; null where they are the same.</summary>
    public TextDifference? Title { get; private set; }

    /// <summary>Title or body say something else.</summary>
    public bool IsTextEdited { get; private set; }

    /// <summary>The words of both bodies; null where they are not compared.</summary>
    public TextDifference? Body { get; private set; }

    public ComparedThreads Threads { get; private set; } = null!;

    public IReadOnlyList<ComparedComment> Changes { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(
        string blog, string? year, string? month, string slug, string earlier, string later, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default) =>
        turns.InTurnAsync(HttpContext, () => ReadAsync(blog, year, month, slug, earlier, later, number, cancel));

    private async Task<IActionResult> ReadAsync(string blog, string? year, string? month, string slug, string earlier, string later, int number, CancellationToken cancel)
    {
        this.HoldState(db);
        if (PostArticle.Find(db, blog, PostAddress.MonthOf(year, month), slug) is not { } post)
        {
            return NotFound();
        }

        (Post, Captures) = (post, await TakenCapture.OfAsync(db, post.Id, post.Address, cancel));
        var (one, other) = (TakenCapture.PlaceOf(Captures, earlier), TakenCapture.PlaceOf(Captures, later));
        if (one < 0 || other < 0 || number < 1)
        {
            return NotFound();
        }

        if (one >= other)
        {
            return RedirectPermanentPreserveMethod(one == other ? Captures[one].Address : Captures[other].To(Captures[one]));
        }

        (Earlier, Later) = (Captures[one], Captures[other]);
        var difference = new WordDifference();
        await CompareTextsAsync(difference, cancel);
        Threads = await ComparedThreads.OfAsync(db, post.Id, Earlier, Later, cancel);
        Pager = new Pager(number, Pager.PagesOf(Threads.Count, ComparedThreads.PerPage), Earlier.To(Later), "Earlier comments", "Later comments");
        if (number > Pager.Pages)
        {
            return NotFound();
        }

        Changes = await Threads.PageAsync(number, difference, cancel);
        return Page();
    }

    private async Task CompareTextsAsync(WordDifference difference, CancellationToken cancel)
    {
        var present = await db.Posts.Where(post => post.Id == Post.Id).Select(post => new { post.Title, post.Original, post.Kind }).SingleAsync(cancel);
        var versions = await db.PostVersions.Where(version => version.PostId == Post.Id && (version.CaptureId == Earlier.Id || version.CaptureId == Later.Id))
            .ToDictionaryAsync(version => version.CaptureId, cancel);
        var (before, after) = (TextIn(Earlier), TextIn(Later));
        Bodies = (BodyText.Of(before), BodyText.Of(after));
        Title = before.Title == after.Title ? null : difference.Of(before.Title ?? "", after.Title ?? "");
        IsTextEdited = before.Title != after.Title || !before.Text.SaysTheSameAs(after.Text);
        Body = IsTextEdited ? difference.Of(Bodies.Earlier.Text, Bodies.Later.Text) : null;

        (string? Title, WrittenText Text) TextIn(TakenCapture capture) => versions.TryGetValue(capture.Id, out var version)
            ? (version.Title, new WrittenText(version.Original, version.Kind))
            : (present.Title, new WrittenText(present.Original, present.Kind));
    }

    /// <summary>A post's text as a capture has it.</summary>
    /// <param name="Text">Without markup.</param>
    internal readonly record struct BodyText(string? Title, string Text, SafeHtml Html)
    {
        public static BodyText Of((string? Title, WrittenText Text) written)
        {
            var html = written.Text.ToHtml();
            return new BodyText(written.Title, written.Text.TextOf(html), html);
        }
    }
}
