using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Keeper;

/// <summary>Lists what a keeper might look at: posts counted otherwise, files refused, posts in doubt, pages that are wanted; and hears of the doubtful whether they are one.</summary>
internal sealed class ProblemsModel(ArchiveDb db, WaitingProblems problems, ArchiveFolder archive, TimeProvider clock, ILogger<ProblemsModel> log)
    : KeepingForm(archive, clock, log)
{
    /// <summary>What may be said of two posts.</summary>
    public const string Same = "same", Different = "different";

    public const string Address = AccessList.Keeper + "/problems";

    /// <summary>Posts on one page.</summary>
    public const int PostsPerPage = 100;

    /// <summary>Files and pairs that are listed; each import lists all of its own.</summary>
    public const int MaxListed = 100;

    public ArchiveCounts? Counts { get; private set; }

    public int PostCount { get; private set; }

    public IReadOnlyList<Entry> Posts { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public IReadOnlyList<SourceProblem> Refused { get; private set; } = [];

    public IReadOnlyList<DoubtfulPosts> Doubts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        Counts = await problems.CountAsync(cancel);
        PostCount = await db.CountedOtherwise().CountAsync(cancel);
        Pager = new Pager(number, Pager.PagesOf(PostCount, PostsPerPage), Address, "Earlier", "Later");
        if (number < 1 || number > Pager.Pages)
        {
            return NotFound();
        }

        Posts = await (
            from post in db.CountedOtherwise()
            join blog in db.Blogs on post.BlogId equals blog.Id
            orderby post.BlogId, post.Id
            select new Entry(blog.Slug, post.Month, post.Slug, post.Title, post.Published, post.DeclaredComments!.Value, post.CommentCount))
            .Skip((number - 1) * PostsPerPage).Take(PostsPerPage).ToListAsync(cancel);
        Refused = await db.Refused().OrderByDescending(problem => problem.Id).Take(MaxListed).ToListAsync(cancel);
        Doubts = await DoubtfulPosts.Of(db).Take(MaxListed).ToListAsync(cancel);
        return Page();
    }

    /// <param name="one">The address of a post, as is <paramref name="other"/>.</param>
    /// <param name="inLog">It was said in the log, where it is seen then.</param>
    public async Task<IActionResult> OnPostAsync([FromForm] string? one, [FromForm] string? other, [FromForm] string? verdict, [FromForm] bool inLog, CancellationToken cancel)
    {
        await OnGetAsync(cancel: cancel);
        if (verdict is not (Same or Different))
        {
            return Refuse("Say whether they are one post or two.");
        }

        try
        {
            var pair = await NamedPair.FindAsync(Archive, one ?? "", other ?? "", cancel);
            return await KeepAsync(keeper => _ = verdict == Same ? keeper.Join(pair.One.Id, pair.Other.Id) : keeper.Part(pair.One.Id, pair.Other.Id), inLog ? LogModel.Address : $"{Address}#doubts");
        }
        catch (KeepingException refused)
        {
            return Refuse(InWords.Sentence(refused.Message));
        }
    }

    /// <summary>A post whose dump counted otherwise.</summary>
    public sealed record Entry(string Blog, string Month, string Slug, string? Title, string? Published, int Declared, int Count);
}
