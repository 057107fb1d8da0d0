using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Threads;

/// <summary>A post and its thread.</summary>
internal sealed class PostModel(ArchiveDb db, PageMarker marker, SignerNames signers, SiteAddress site, SiteChoices choices) : PageModel
{
    /// <summary>Characters of a number that somebody goes to; numbers of very deep comments are longer, and have a place beside.</summary>
    public const int MaxAsked = 100;

    private ThreadRows rows = null!;

    public PostArticle Post { get; private set; } = null!;

    public ThreadView Thread { get; private set; } = null!;

    public CommentOrder Order { get; private set; }

    /// <summary>Comments at the top.</summary>
    public int Branches { get; private set; }

    /// <summary>Comments that are known only from their replies: they have a place in the thread, and no text.</summary>
    public int Placeholders { get; private set; }

    /// <summary>The highest arrival of a comment of the whole thread.</summary>
    public int Newest { get; private set; }

    /// <summary>Posts that are perhaps this one.</summary>
    public IReadOnlyList<DoubtfulPost> Doubts { get; private set; } = [];

    /// <summary>The ways on from here.</summary>
    public PostNeighbours Neighbours { get; private set; } = null!;

    /// <summary>Whether there is an order by time.</summary>
    public bool HasTimes => Post.TimedComments > 0;

    /// <summary>The page of the author's name; null where names have none.</summary>
    public string? AuthorPage => Thread.LinksPeople && Post.Author is { } author ? PersonAddress.Of(author) : null;

    public Pager Pager { get; private set; } = null!;

    /// <summary>No comment of the thread has a name, so one sentence says it for all.</summary>
    public bool AllUnsigned => !Thread.HasAuthors;

    public PageMarks? Marks { get; private set; }

    /// <summary>The page comes with its branches folded.</summary>
    public bool IsFolded { get; private set; }

    /// <summary>The number of a comment that was asked for and is not there.</summary>
    public string? Missing { get; private set; }

    /// <summary>Whether there is something to fold: branches of more than one comment.</summary>
    public bool CanFold => Thread.Comments.Any(comment => comment.Below > 0);

    /// <summary>The same page with its branches folded, or open again.</summary>
    public string OtherFold
    {
        get
        {
            var page = PostAddress.Page(Thread.AddressIn(Order), Pager.Page);
            return IsFolded ? page : PostAddress.Folded(page);
        }
    }

    /// <summary>For machines; other orders and marks of a page have the address of the nested one.</summary>
    public PageMetadata Metadata => new(PostAddress.Page(Post.Address, Order == CommentOrder.Nested ? Pager.Page : 1), Post.Title ?? "Untitled")
    {
        Description = Opening.Of(Post.Start),
        Blog = Post.BlogTitle,
        Language = Post.Language,
        Published = Post.Published,
        IsArticle = true,
        JsonLd = Order == CommentOrder.Nested ? new ThreadJsonLd(site, Post).OfPost(Thread.Page.Comments) : null,
    };

    /// <summary>The filter that keeps a search within this thread.</summary>
    public string Scope => SearchAddress.Text(AddressOperators.InPost(Post.Blog, Post.Month, Post.Slug));

    public async Task<IActionResult> OnGetAsync(
        string blog, string? year, string? month, string slug, [FromQuery] string? comment, [FromQuery] string? mark, [FromQuery] string? hit,
        [FromQuery] string? order, [FromQuery] string? to, [FromQuery] string? fold, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        var monthOfPost = PostAddress.MonthOf(year, month);
        if (Slug.WithoutExtension(slug) is var bare && bare.Length < slug.Length)
        {
            // As addresses of the live blog end.
            return RedirectPermanent(PostAddress.Post(blog, monthOfPost, bare));
        }

        this.HoldState(db);
        if (PostArticle.Find(db, blog, monthOfPost, slug) is not { } post || OrderOf(order) is not { } asked)
        {
            return NotFound();
        }

        (Post, Order, rows) = (post, asked, new ThreadRows(db, post.Id));
        Marks = await marker.OfAsync(mark, hit, post.Id, isShown: comment is null && string.IsNullOrWhiteSpace(to), cancel);
        if (Marks is { IsUnfinished: true })
        {
            SiteCache.Forget(HttpContext);
        }

        IsFolded = fold == PostAddress.Everything && asked == CommentOrder.Nested;
        if (!string.IsNullOrWhiteSpace(to))
        {
            var typed = to.Length > MaxAsked ? to[..MaxAsked] : to;
            return rows.FindNumber(typed) is { } named ? GoTo(named) : await ShowMissingAsync(typed, cancel);
        }

        return comment is null ? await ShowAsync(number, cancel) : rows.Find(comment) is { } found ? GoTo(found) : NotFound();
    }

    /// <summary>Whether an order is one of its own for this thread.</summary>
    public bool Has(CommentOrder order) => order switch
    {
        CommentOrder.Time => HasTimes,
        CommentOrder.Top => order == Order || Branches < Post.Comments,
        _ => true,
    };

    private static CommentOrder? OrderOf(string? word) => word switch
    {
        null => CommentOrder.Nested,
        PostAddress.FlatOrder => CommentOrder.Flat,
        PostAddress.TimeOrder => CommentOrder.Time,
        PostAddress.TopOrder => CommentOrder.Top,
        _ => null,
    };

    private async Task<IActionResult> ShowAsync(int number, CancellationToken cancel)
    {
        if (ThreadPage.OfPost(rows, Post, Order, number) is not { } page)
        {
            return NotFound();
        }

        Thread = await ThreadView.OfAsync(
            db, signers, choices.ShowsPeople, Post, page, Marks, cancel, number > 1 ? PostAddress.Marked(Post.Address, Marks?.Marking ?? "") : "#main", IsFolded,
            hasAuthorsElsewhere: !page.IsWhole && rows.HasAuthors());
        Pager = new Pager(number, page.Pages, Thread.AddressIn(Order), "Earlier comments", "Later comments") { NameOf = page.NameOf };
        Count(page);
        Neighbours = await PostNeighbours.OfAsync(db, Post, cancel);
        Doubts = await DoubtfulPost.OfAsync(db, Post.Id, cancel);
        // What was searched for may be anywhere in the archive, and be found tomorrow.
        if (Marks is null && !Request.Query.ContainsKey(PostAddress.Mark))
        {
            SiteCache.OfBlog(HttpContext, Post.BlogId, Thread.Names);
        }

        return Page();
    }

    // No query where the page has the whole thread.
    private void Count(ThreadPage page)
    {
        var (comments, isWhole) = (page.Comments, page.IsWhole);
        Placeholders = isWhole ? comments.Count(comment => comment.Status == CommentStatus.Placeholder) : rows.Count() - Post.Comments;
        Branches = isWhole ? comments.Count(comment => comment.Depth == 0) : rows.Outline.Branches;
        Newest = isWhole ? comments.Select(comment => comment.Arrival).DefaultIfEmpty(-1).Max() : rows.Newest();
    }

    // What is asked for by a number is typed by people: they get the thread, and what is wrong with the number.
    private Task<IActionResult> ShowMissingAsync(string typed, CancellationToken cancel)
    {
        (Missing, Response.StatusCode) = (typed, StatusCodes.Status404NotFound);
        return ShowAsync(1, cancel);
    }

    private RedirectResult GoTo(PageComment comment)
    {
        var key = comment.Key;
        var address = ThreadPage.NumberOf(rows, comment, Order) is { } number
            ? PostAddress.Page(PostAddress.Ordered(PostAddress.Marked(Post.Address, Marks?.Query ?? "", Marks?.Hit), Order), number)
            : PostAddress.Marked(PostAddress.Own(Post.Address, key), Marks?.Query ?? "", Marks?.Hit);
        return Redirect($"{address}#{PostAddress.Anchor(key)}");
    }
}
