namespace Archive.Web.Pages.Threads;

/// <summary>The comments that a page of a thread shows, and those elsewhere that its links lead to.</summary>
/// <param name="Comments">In the order in which the page shows them.</param>
/// <param name="Around">Comments elsewhere that these answer or stand beside, as far as they are known.</param>
internal sealed record ThreadPage(IReadOnlyList<PageComment> Comments, IReadOnlyList<PageComment> Around)
{
    /// <summary>The layout of the thread on pages, from this position on; null where comments stand in one list.</summary>
    private (ThreadPages Pages, int First)? Layout { get; init; }

    /// <summary>How many comments of one list stand on the pages before.</summary>
    private int From { get; init; }

    public CommentOrder Order { get; init; }

    /// <summary>How many comments the thread has, in the order of the page.</summary>
    public int Total { get; init; }

    /// <summary>The place of a comment of the page in the thread, from 1.</summary>
    /// <param name="index">In <see cref="Comments"/>.</param>
    public int PlaceOf(int index) => 1 + (Layout is null ? From + index : Comments[index].Position);

    /// <summary>Names a page by the places of its comments, and of those that stand behind them.</summary>
    public string NameOf(int page)
    {
        var (first, last) = Layout is { } layout
            ? (layout.Pages.Start(page) + 1 + layout.First, layout.Pages.Start(page + 1) + layout.First)
            : (((page - 1) * ThreadPages.MaxPerPage) + 1, Math.Min(page * ThreadPages.MaxPerPage, Total));
        return $"{InWords.Count(first)}–{InWords.Count(last)}";
    }

    /// <summary>How many such pages there are.</summary>
    public int Pages { get; init; } = 1;

    /// <summary>Each comment answers the one before it, so that no lists of replies are needed to show it.</summary>
    public bool IsChain { get; init; }

    /// <summary>Replies stand in lists below what they answer.</summary>
    public bool IsNested => Order == CommentOrder.Nested && !IsChain;

    /// <summary>Between two of these comments that answer the same there is no other.</summary>
    public bool HasAllSiblings => !IsChain && (Order != CommentOrder.Time || Pages == 1);

    /// <summary>Whether these are all comments that there are.</summary>
    public bool IsWhole => Order != CommentOrder.Top && Pages == 1 && Comments.All(comment => Behind(comment) == 0);

    /// <summary>How many comments below this one are left to a page of its own.</summary>
    public int Behind(PageComment comment) =>
        Layout is { } layout && comment.Position >= layout.First ? layout.Pages.Behind(comment.Position - layout.First) : 0;

    /// <summary>A page of a post's thread; null where there is no such page.</summary>
    public static ThreadPage? OfPost(ThreadRows rows, PostArticle post, CommentOrder order, int number) => order switch
    {
        _ when number is < 1 or > PostId.MaxComments => null,
        CommentOrder.Nested => Nested(rows, post, number),
        _ => InOneList(rows, order, number),
    };

    /// <summary>A page of what stands below a comment, laid out like a thread of its own, with the comment itself first; null where there is no such page.</summary>
    /// <param name="above">The comments that it answers, as far as it is known.</param>
    public static ThreadPage? Below(ThreadRows rows, PageComment comment, IReadOnlyList<PageComment> above, int number)
    {
        var first = comment.Position + 1;
        var pages = ThreadPages.Of(comment.Descendants == 0 ? [] : rows.Outline.Stretch(first, comment.Descendants), comment.Depth + 1);
        if (number < 1 || number > pages.Count)
        {
            return null;
        }

        var replies = rows.Runs(pages.Runs(number).Select(run => (run.First + first, run.Last + first)));
        return new ThreadPage(
            [comment, .. replies],
            [.. above, .. rows.Beside(comment), .. Beside(rows, pages, number, first)])
        {
            Pages = pages.Count,
            Total = rows.Count(),
            Layout = (pages, first),
        };
    }

    /// <summary>The page that shows a comment of a post's thread; null where no page of that order has it but its own or that of one above it.</summary>
    public static int? NumberOf(ThreadRows rows, PageComment comment, CommentOrder order) => order switch
    {
        CommentOrder.Nested => ThreadPages.Of(rows.Outline.Depths).PageOf(comment.Position),
        CommentOrder.Flat => PageOf(comment.Position),
        CommentOrder.Time => PageOf(rows.TurnByTime(comment)),
        _ => comment.Depth == 0 ? PageOf(rows.TurnAtTop(comment)) : null,
    };

    private static int PageOf(int turn) => (turn / ThreadPages.MaxPerPage) + 1;

    // Most threads are fetched whole at once; of a longer one first the outline, which says what a page shows.
    private static ThreadPage? Nested(ThreadRows rows, PostArticle post, int number)
    {
        var comments = post.Comments <= ThreadPages.MaxPerBranch
            ? rows.Run(0, ThreadPages.MaxPerBranch)
            : null;
        var isWhole = comments?.Count <= ThreadPages.MaxPerBranch;
        var pages = ThreadPages.Of(isWhole ? [.. comments!.Select(comment => comment.Depth)] : rows.Outline.Depths);
        if (number > pages.Count)
        {
            return null;
        }

        if (isWhole)
        {
            comments = comments!.FindAll(comment => pages.PageOf(comment.Position) is not null);
        }
        else
        {
            rows.LeaveRoom();
            comments = rows.Runs(pages.Runs(number));
        }

        return new ThreadPage(comments, Beside(rows, pages, number, 0))
        {
            Pages = pages.Count,
            Total = pages.Start(pages.Count + 1),
            Layout = (pages, 0),
        };
    }

    private static ThreadPage? InOneList(ThreadRows rows, CommentOrder order, int number)
    {
        const int PerPage = ThreadPages.MaxPerPage;
        var from = (number - 1) * PerPage;
        var total = order == CommentOrder.Top ? rows.Outline.Branches : rows.Count();
        var pages = Pager.PagesOf(total, PerPage);
        if (number > pages)
        {
            return null;
        }

        var comments = order switch
        {
            CommentOrder.Time => rows.ByTime(from, PerPage),
            CommentOrder.Top => rows.AtTop(from, PerPage),
            _ => rows.Run(from, from + PerPage - 1),
        };
        // What they answer on earlier pages is all above the first of them; in a deep thread not all of that is fetched.
        List<PageComment> above = order == CommentOrder.Flat && comments is [{ Depth: > 0 } first, ..] ? rows.Above(first) : [];
        return new ThreadPage(comments, [.. above, .. MissingParents(rows, [.. above, .. comments])])
        {
            Order = order,
            Pages = pages,
            Total = total,
            From = from,
        };
    }

    // The top comments right before and after a page, which its own are siblings of.
    private static List<PageComment> Beside(ThreadRows rows, ThreadPages pages, int number, int first)
    {
        var (before, after) = pages.Beside(number);
        int[] beside = [.. new[] { before, after }.OfType<int>().Select(position => position + first)];
        return beside.Length == 0 ? [] : rows.At(beside);
    }

    private static List<PageComment> MissingParents(ThreadRows rows, IReadOnlyList<PageComment> comments)
    {
        var known = comments.Select(comment => comment.Id).ToHashSet();
        long[] missing = [.. comments.Select(comment => comment.ParentId).OfType<long>().Where(id => !known.Contains(id)).Distinct()];
        return missing.Length == 0 ? [] : rows.ById(missing);
    }
}

/// <summary>The orders in which a post's comments can be read.</summary>
internal enum CommentOrder
{
    /// <summary>Replies below what they answer.</summary>
    Nested,

    /// <summary>One list, in the order of the dump.</summary>
    Flat,

    /// <summary>One list by time; what has none comes last.</summary>
    Time,

    /// <summary>The comments that answer no other, in the order of the dump.</summary>
    Top,
}
