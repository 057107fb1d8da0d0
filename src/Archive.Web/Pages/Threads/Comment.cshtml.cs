using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Threads;

/// <summary>A comment's own page: the comment, what it answers, and what answers it.</summary>
internal sealed class CommentModel(ArchiveDb db, PageMarker marker, SignerNames signers, SiteAddress site, SiteChoices choices) : PageModel
{
    private ThreadRows rows = null!;

    public PostArticle Post { get; private set; } = null!;

    /// <summary>The comment that the page is of.</summary>
    public PageComment Subject { get; private set; } = null!;

    /// <summary>The comments that it answers, from the top of the thread down.</summary>
    public ThreadView Above { get; private set; } = null!;

    /// <summary>The comment and what stands below it.</summary>
    public ThreadView Thread { get; private set; } = null!;

    /// <summary>How many of those above are left out, between the first and the nearest.</summary>
    public int Skipped { get; private set; }

    /// <summary>All that it answers is shown, as far as a page goes.</summary>
    public bool IsFromTop { get; private set; }

    /// <summary>The way to those that are left out: this page with them, or that of the first that is shown here.</summary>
    public string FurtherUp => PostAddress.FromTop(IsFromTop ? PostAddress.Own(Post.Address, Above.Page.Comments[1].Key) : Address);

    /// <summary>The highest arrival of a comment of the whole thread.</summary>
    public int Newest { get; private set; }

    public Pager Pager { get; private set; } = null!;

    /// <summary>The comment in the thread; where the thread goes on behind another comment, that one.</summary>
    public string InThread { get; private set; } = "";

    public PageMarks? Marks { get; private set; }

    /// <summary>For machines.</summary>
    public PageMetadata Metadata => new(PostAddress.Page(PostAddress.Own(Post.Address, Subject.Key), Pager.Page), $"Comment {CommentView.NumberOf(Subject)} · {Post.Title ?? "Untitled"}")
    {
        Description = Opening.OfUtf8(Subject.Beginning),
        Blog = Post.BlogTitle,
        Language = Post.Language,
        Published = Subject.Published,
        IsArticle = true,
        JsonLd = new ThreadJsonLd(site, Post).OfComment(
            Subject,
            Above.Page.Comments.FirstOrDefault(above => above.Id == Subject.ParentId),
            [.. Thread.Page.Comments.Skip(1)]),
    };

    public async Task<IActionResult> OnGetAsync(
        string blog, string? year, string? month, string slug, string key, [FromQuery] string? mark, [FromQuery] string? hit, [FromQuery] string? above,
        [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        var monthOfPost = PostAddress.MonthOf(year, month);
        this.HoldState(db);
        if (PostArticle.Find(db, blog, monthOfPost, slug) is not { } post)
        {
            return NotFound();
        }

        (Post, rows) = (post, new ThreadRows(db, post.Id));
        if (rows.Find(key) is not { } subject)
        {
            return NotFound();
        }

        (Subject, Marks, IsFromTop) = (subject, await marker.OfAsync(mark, hit, post.Id, isShown: true, cancel), above == PostAddress.Everything);
        if (Marks is { IsUnfinished: true })
        {
            SiteCache.Forget(HttpContext);
        }

        return await ShowAsync(number, cancel) ? Page() : NotFound();
    }

    /// <summary>The page, with the marks that it has.</summary>
    public string Address => PostAddress.Marked(PostAddress.Own(Post.Address, Subject.Key), Marks?.Marking ?? "");

    private async Task<bool> ShowAsync(int number, CancellationToken cancel)
    {
        var above = rows.Above(Subject, IsFromTop ? ThreadPages.MaxPerPage - 1 : ThreadRows.MaxAbove);
        if (ThreadPage.Below(rows, Subject, above, number) is not { } page)
        {
            return false;
        }

        Thread = await ThreadView.OfAsync(db, signers, choices.ShowsPeople, Post, page, Marks, cancel, PostAddress.Marked(Post.Address, Marks?.Marking ?? ""));
        Above = await ThreadView.OfAsync(db, signers, choices.ShowsPeople, Post, new ThreadPage(above, [Subject]) { IsChain = true }, Marks, cancel);
        Skipped = Subject.Depth - above.Count;
        Newest = rows.Newest();
        Pager = new Pager(number, page.Pages, IsFromTop ? PostAddress.FromTop(Address) : Address, "Earlier replies", "Later replies") { NameOf = page.NameOf };
        InThread = LinkInThread();
        // What was searched for may be anywhere in the archive, and be found tomorrow.
        if (Marks is null && !Request.Query.ContainsKey(PostAddress.Mark))
        {
            SiteCache.OfBlog(HttpContext, Post.BlogId, Above.Names.And(Thread.Names));
        }

        return true;
    }

    private string LinkInThread()
    {
        if (Post.Comments <= ThreadPages.MaxPerBranch && Subject.Depth < ThreadPages.MaxNesting)
        {
            return PostAddress.Comment(Post.Address, Subject.Key);
        }

        // What is shown of a branch does not depend on those before it.
        var branch = rows.Outline.BranchOf(Subject.Position);
        var nearest = branch + ThreadPages.Of(rows.Outline.Stretch(branch, Subject.Position - branch + 1)).ShownFor(Subject.Position - branch);
        var key = nearest == Subject.Position ? Subject.Key : rows.At([nearest])[0].Key;
        return PostAddress.Comment(Post.Address, key);
    }
}
