using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Threads;

/// <summary>A post and its thread.</summary>
internal sealed class PostModel(ArchiveDb db, ArchiveSearch search, SignerNames signers, SiteAddress site) : PageModel
{
    private ThreadRows rows = null!;

    public PostArticle Post { get; private set; } = null!;

    public ThreadView Thread { get; private set; } = null!;

    public CommentOrder Order { get; private set; }

    /// <summary>Comments at the top.</summary>
    public int Branches { get; private set; }

    /// <summary>The highest arrival of a comment of the whole thread.</summary>
    public int Newest { get; private set; }

    /// <summary>Whether there is an order by time.</summary>
    public bool HasTimes { get; private set; }

    public Pager Pager { get; private set; } = null!;

    /// <summary>No comment of the page shows a name, so one sentence says it for all.</summary>
    public bool AllUnsigned { get; private set; }

    public PageMarks? Marks { get; private set; }

    /// <summary>For machines; other orders and marks of a page have the address of the nested one.</summary>
    public PageMetadata Metadata => new(PostAddress.Page(Post.Address, Order == CommentOrder.Nested ? Pager.Page : 1), Post.Title ?? "Untitled")
    {
        Description = Opening.Of(Post.Start),
        Blog = Post.BlogTitle,
        Language = Post.Language,
        Published = Post.Published,
        IsArticle = true,
        JsonLd = Order == CommentOrder.Nested ? new ThreadJsonLd(site, Post).OfPost([.. Thread.Part.Places.Select(place => place.Comment)]) : null,
    };

    /// <summary>What keeps a search within this thread.</summary>
    public string Scope => SearchAddress.Text(new SearchFilter(AddressOperators.Post, Post.Slug));

    public async Task<IActionResult> OnGetAsync(
        string blog, string? year, string? month, string slug, string? comment, [FromQuery] string? mark, [FromQuery] string? order,
        [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        var monthOfPost = year is null ? PostAddress.Undated : $"{year}-{month}";
        if (slug.EndsWith(".html", StringComparison.Ordinal))
        {
            // As addresses of the live blog end.
            return RedirectPermanent(PostAddress.Post(blog, monthOfPost, slug[..^".html".Length]));
        }

        if (await PostArticle.FindAsync(db, blog, monthOfPost, slug, cancel) is not { } post || OrderOf(order) is not { } asked)
        {
            return NotFound();
        }

        (Post, Order, rows) = (post, asked, new ThreadRows(db, post.Id));
        Marks = PageMarks.Of(mark, search);
        return comment is null ? await ShowAsync(number, cancel) : await GoToAsync(comment, cancel);
    }

    public string AddressOf(CommentOrder order) => PostAddress.Ordered(MarkedAddress, order);

    public SafeHtml Shown(SafeHtml html) => Thread.Shown(html);

    private string MarkedAddress => PostAddress.Marked(Post.Address, Marks?.Query ?? "");

    private static CommentOrder? OrderOf(string? word) => word switch
    {
        null => CommentOrder.Nested,
        PostAddress.FlatOrder => CommentOrder.Flat,
        PostAddress.TimeOrder => CommentOrder.Time,
        _ => null,
    };

    private async Task<IActionResult> ShowAsync(int number, CancellationToken cancel)
    {
        if (number is < 1 or > PostId.MaxComments)
        {
            return NotFound();
        }

        var part = Order == CommentOrder.Nested ? await NestedAsync(number, cancel) : await InOneListAsync(number, cancel);
        if (part is null)
        {
            return NotFound();
        }

        var shown = part.Places.Select(place => place.Comment).ToList();
        await CountAsync(shown, isWhole: Pager.Pages == 1 && part.Places.All(place => place.Behind == 0), cancel);
        AllUnsigned = shown.TrueForAll(comment => comment.Author is null);
        Thread = new ThreadView
        {
            Post = Post,
            Part = part,
            Address = AddressOf(Order),
            Order = Order,
            Marks = Marks,
            SignOffs = ThreadView.SignOffsOf(shown, signers),
            History = await PostHistory.OfAsync(db, Post, shown, cancel),
            Links = await PostLinks.OfAsync(db, Post, shown, cancel),
        };
        return Page();
    }

    // Most threads are fetched whole at once; of a longer one first the outline, which says what a page shows.
    private async Task<ThreadPart?> NestedAsync(int number, CancellationToken cancel)
    {
        var comments = Post.Comments <= ThreadPages.MaxPerBranch
            ? await rows.RunsAsync([(0, ThreadPages.MaxPerBranch)], cancel)
            : null;
        var isWhole = comments?.Count <= ThreadPages.MaxPerBranch;
        var pages = ThreadPages.Of(isWhole
            ? [.. comments!.Select(comment => comment.Depth)]
            : await rows.DepthsAsync(0, PostId.MaxComments, cancel));
        if (number > pages.Count)
        {
            return null;
        }

        comments = isWhole
            ? comments!.FindAll(comment => pages.PageOf(comment.Position) is not null)
            : await rows.RunsAsync(pages.Runs(number), cancel);
        var (before, after) = pages.Beside(number);
        int[] beside = [.. new[] { before, after }.OfType<int>()];
        var part = ThreadPart.Of(comments, beside.Length == 0 ? [] : await rows.AtAsync(beside, cancel), isNested: true);
        foreach (var place in part.Places)
        {
            place.Behind = pages.Behind(place.Comment.Position);
        }

        SetPager(number, pages.Count);
        return part;
    }

    private async Task<ThreadPart?> InOneListAsync(int number, CancellationToken cancel)
    {
        const int PerPage = ThreadPages.MaxPerPage;
        var from = (number - 1) * PerPage;
        var count = await rows.CountAsync(cancel);
        if (number > Pager.PagesOf(count, PerPage))
        {
            return null;
        }

        SetPager(number, Pager.PagesOf(count, PerPage));
        if (Order == CommentOrder.Time)
        {
            var byTime = await rows.ByTimeAsync(from, PerPage, cancel);
            return ThreadPart.Of(byTime, await MissingParentsAsync(byTime, cancel), isNested: false, knowsSiblings: Pager.Pages == 1);
        }

        var comments = await rows.RunsAsync([(from, from + PerPage - 1)], cancel);
        // What they answer on earlier pages is all above the first of them; in a deep thread not all of that is fetched.
        List<PageComment> above = comments is [{ Depth: > 0 } first, ..] ? await rows.AboveAsync(first, cancel) : [];
        return ThreadPart.Of(comments, [.. above, .. await MissingParentsAsync([.. above, .. comments], cancel)], isNested: false);
    }

    private async Task<List<PageComment>> MissingParentsAsync(IReadOnlyList<PageComment> comments, CancellationToken cancel)
    {
        var known = comments.Select(comment => comment.Id).ToHashSet();
        long[] missing = [.. comments.Select(comment => comment.ParentId).OfType<long>().Where(id => !known.Contains(id)).Distinct()];
        return missing.Length == 0 ? [] : await rows.ByIdAsync(missing, cancel);
    }

    private void SetPager(int number, int pages) =>
        Pager = new Pager(number, pages, AddressOf(Order), "Earlier comments", "Later comments");

    // What is shown says it where it is the whole thread.
    private async Task CountAsync(List<PageComment> shown, bool isWhole, CancellationToken cancel)
    {
        Branches = isWhole ? shown.Count(comment => comment.Depth == 0) : await rows.CountBranchesAsync(cancel);
        Newest = isWhole ? shown.Select(comment => comment.Arrival).DefaultIfEmpty(-1).Max() : await rows.NewestAsync(cancel);
        HasTimes = shown.Exists(comment => comment.Published is not null) || (!isWhole && await rows.HasTimesAsync(cancel));
    }

    private async Task<IActionResult> GoToAsync(string key, CancellationToken cancel)
    {
        if (await rows.FindAsync(key, cancel) is not { } comment)
        {
            return NotFound();
        }

        var page = Order switch
        {
            CommentOrder.Nested => await PageOfAsync(comment.Position, cancel),
            CommentOrder.Flat => (comment.Position / ThreadPages.MaxPerPage) + 1,
            _ => null,
        };
        var address = page is { } number
            ? PostAddress.Page(AddressOf(Order), number)
            : PostAddress.Marked(PostAddress.Own(Post.Address, key), Marks?.Query ?? "");
        return Redirect($"{address}#{PostAddress.Anchor(key)}");
    }

    // Null where the comment stands on a page of its own or of one above it.
    private async Task<int?> PageOfAsync(int position, CancellationToken cancel) =>
        ThreadPages.Of(await rows.DepthsAsync(0, PostId.MaxComments, cancel)).PageOf(position);
}
