using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Sources;

/// <summary>Shows a kept original with its lines numbered, and the posts and comments that begin on them.</summary>
internal sealed class SourceModel(ArchiveDb db, Originals originals, ReadingTurns turns) : PageModel
{
    /// <summary>Problems that are listed; the first hundred show that a file is broken throughout.</summary>
    public const int MaxShownProblems = 100;

    /// <summary>Posts that are listed above the lines.</summary>
    public const int MaxShownPosts = 200;

    /// <summary>The largest source, in bytes, whose lines say what they were taken for: it is read anew for the page.</summary>
    public const int MaxAccounted = 4 * 1024 * 1024;

    public About Source { get; private set; } = null!;

    public string FirstHex => Source.Sha256[..12];

    public Pager Pager { get; private set; } = null!;

    public int LineCount { get; private set; }

    /// <summary>The lines, those of one post or comment together.</summary>
    public IReadOnlyList<Stretch> Stretches { get; private set; } = [];

    public IReadOnlyList<PostOfSource> Posts { get; private set; } = [];

    public int PostCount { get; private set; }

    public IReadOnlyList<SourceProblem> Problems { get; private set; } = [];

    public int ProblemCount { get; private set; }

    public Task<IActionResult> OnGetAsync(
        string sha256, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default) =>
        turns.InTurnAsync(HttpContext, () => ReadAsync(sha256, number, cancel));

    private async Task<IActionResult> ReadAsync(string sha256, int number, CancellationToken cancel)
    {
        // By way of the blogs, because the index of sources leads with the blog.
        var source = await (
            from blog in db.Blogs
            from kept in db.Sources
            where kept.BlogId == blog.Id && kept.Sha256 == sha256
            select new About(
                kept.Id, kept.Sha256, kept.FileName, kept.Format, kept.Bytes, kept.ImportedAt, kept.ReaderVersion,
                kept.ImportId, blog.Slug, blog.Title, blog.Language)).FirstOrDefaultAsync(cancel);
        if (source is null)
        {
            return NotFound();
        }

        Source = source;
        if (await originals.FindAsync(sha256, cancel) is not { } original)
        {
            return NotFound();
        }

        var text = SourceText.Decode(original);
        LineCount = text.LineCount;
        Pager = new Pager(
            number, Pager.PagesOf(LineCount, SourceAddress.LinesPerPage), SourceAddress.Of(sha256), "Earlier lines", "Later lines");
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        var first = ((number - 1) * SourceAddress.LinesPerPage) + 1;
        var range = new LineRange(first, Math.Min(LineCount, first + SourceAddress.LinesPerPage - 1));
        var starts = await LineStarts.LoadAsync(db, source.Id, range, cancel);
        Stretches = Stretch.Of(SourceLines.Of(text, range, line => [.. starts[line].Select(start => start.Mark)], LedgerOf(original, source.Format)));
        await LoadPostsAndProblemsAsync(cancel);
        return Page();
    }

    // As the readers of today take the lines; null where that is not asked.
    private static Ledger? LedgerOf(byte[] original, string format)
    {
        try
        {
            return original.Length <= MaxAccounted ? DumpFormats.ReadKept(original, format).Ledger : null;
        }
        catch (Exception refusal) when (refusal is NotADumpException || DumpFormats.IsFault(refusal))
        {
            return null;
        }
    }

    private async Task LoadPostsAndProblemsAsync(CancellationToken cancel)
    {
        Posts = await (
            from capture in db.Captures
            join post in db.Posts on capture.PostId equals post.Id
            where capture.SourceId == Source.Id
            orderby capture.Id
            select new PostOfSource(post.Slug, post.Month, post.Title, capture.FirstLine, capture.FoundComments))
            .Take(MaxShownPosts).ToListAsync(cancel);
        PostCount = Posts.Count < MaxShownPosts ? Posts.Count : await db.Captures.CountAsync(capture => capture.SourceId == Source.Id, cancel);
        var problems = db.Problems.AsNoTracking().Where(problem => problem.SourceId == Source.Id);
        ProblemCount = await problems.CountAsync(cancel);
        Problems = await problems.OrderBy(problem => problem.Id).Take(MaxShownProblems).ToListAsync(cancel);
    }

    /// <summary>The source and its blog.</summary>
    public sealed record About(
        long Id, string Sha256, string FileName, string Format, long Bytes, DateTime ImportedAt, int ReaderVersion,
        long ImportId, string Blog, string BlogTitle, string? Language);

    /// <summary>A post that the source holds.</summary>
    public sealed record PostOfSource(string Slug, string Month, string? Title, int? FirstLine, int Comments);
}
