namespace Archive.Web.Pages.Threads;

/// <summary>A page of a thread as its markup shows it: each comment with its neighbours and all that the page says of it.</summary>
internal sealed class ThreadView
{
    private readonly Dictionary<long, CommentView> byId;
    private readonly Dictionary<string, string?> people = [];
    private readonly bool hasAuthors;
    private string? address;
    private (string Sha256, int Page, string Address)? source;

    public ThreadView(PostArticle post, ThreadPage page)
    {
        (Post, Page) = (post, page);
        hasAuthors = page.Comments.Any(comment => comment.Author is not null);
        byId = new Dictionary<long, CommentView>(page.Comments.Count + page.Around.Count);
        Arrange();
        Comments = [.. page.Comments.Select(comment => byId[comment.Id])];
    }

    public PostArticle Post { get; }

    public ThreadPage Page { get; }

    /// <summary>In the order in which the page shows them.</summary>
    public IReadOnlyList<CommentView> Comments { get; }

    public PostHistory History { get; private init; } = PostHistory.OneCapture;

    /// <summary>Where the links of its texts lead.</summary>
    public PostLinks Links { get; private init; } = PostLinks.None;

    /// <summary>The search that led here, to mark its words; null where nothing is marked.</summary>
    public PageMarks? Marks { get; private init; }

    /// <summary>Names beneath comments, and which of them are shown as sign-offs.</summary>
    public SignedNames Names { get; private init; } = SignedNames.None;

    /// <summary>The page comes with its branches folded.</summary>
    public bool IsFolded { get; init; }

    /// <summary>The dump gives comments of the page their authors, or others of the thread where that is asked.</summary>
    public bool HasAuthors => hasAuthors || HasAuthorsElsewhere;

    /// <summary>The dump gives comments of other pages of the thread their authors.</summary>
    public bool HasAuthorsElsewhere { private get; init; }

    /// <summary>The comments of the page that begin a branch; where all stand below one, those that answer it.</summary>
    public IEnumerable<CommentView> Branches
    {
        get
        {
            var level = Comments.Count(comment => comment.Nesting == 0) == 1 ? 1 : 0;
            return Page.IsNested ? Comments.Where(comment => comment.Nesting == level) : [];
        }
    }

    /// <summary>Where the post is read; of a page that is not the first, on the first.</summary>
    public string Up { get; init; } = "#main";

    /// <summary>Names lead to their pages.</summary>
    public bool LinksPeople { get; private init; }

    /// <summary>Finds all that the page says of its comments.</summary>
    public static async Task<ThreadView> OfAsync(
        ArchiveDb db, SignerNames signers, bool linksPeople, PostArticle post, ThreadPage page, PageMarks? marks, CancellationToken cancel,
        string up = "#main", bool isFolded = false, bool hasAuthorsElsewhere = false) => new(post, page)
        {
            Up = up,
            IsFolded = isFolded,
            HasAuthorsElsewhere = hasAuthorsElsewhere,
            Marks = marks,
            LinksPeople = linksPeople,
            Names = SignedNames.Among(
                signers, [.. page.Comments.Where(comment => comment.Author is null).Select(comment => comment.InferredSigner).OfType<string>().Distinct()]),
            History = await PostHistory.OfAsync(db, post, page.Comments, cancel),
            Links = await PostLinks.OfAsync(db, post, page.Comments, cancel),
        };

    /// <summary>Where a comment of this thread is linked to: its anchor on this page, or the page that holds it.</summary>
    public string LinkTo(PageComment comment) =>
        byId.TryGetValue(comment.Id, out var view) && view.IsOnPage ? view.Here : PostAddress.Comment(address ??= AddressIn(Page.Order), comment.Key);

    /// <summary>The page of a source that has a line: for nearly all comments of a page the same.</summary>
    public string SourcePageOf(string sha256, int line)
    {
        var page = SourceAddress.PageOf(line);
        if (source is not { } known || known.Page != page || known.Sha256 != sha256)
        {
            source = known = (sha256, page, SourceAddress.Page(sha256, page));
        }

        return known.Address;
    }

    /// <summary>The page of a name; null where names have none.</summary>
    public string? PageOf(string name)
    {
        if (!people.TryGetValue(name, out var page) && LinksPeople)
        {
            page = PersonAddress.Of(name);
            people.Add(name, page);
        }

        return page;
    }

    /// <summary>Where the thread is read in an order, with the same marks.</summary>
    public string AddressIn(CommentOrder order) => PostAddress.Ordered(PostAddress.Marked(Post.Address, Marks?.Marking ?? ""), order);

    /// <summary>A text with the marks and with its links led to the archive.</summary>
    /// <param name="written">When the text was written, where that is known better than of the post.</param>
    public SafeHtml TextOf(SafeHtml html, string? written = null) => Links.In(Marks?.In(html) ?? html, written);

    private void Arrange()
    {
        var last = new Dictionary<long, CommentView>(byId.Capacity);
        foreach (var (comment, isOnPage) in InReadingOrder())
        {
            var above = comment.ParentId is { } id ? byId.GetValueOrDefault(id) : null;
            var view = new CommentView(this, comment, above, isOnPage);
            byId[comment.Id] = view;
            if (Page.HasAllSiblings && last.TryGetValue(comment.ParentId ?? 0, out var before))
            {
                view.Previous = before.Row;
                before.Next = comment;
            }

            last[comment.ParentId ?? 0] = view;
        }
    }

    // What a comment answers and its siblings before it come first.
    private IEnumerable<(PageComment Comment, bool IsOnPage)> InReadingOrder()
    {
        if (Page.Around.Count == 0 && Page.IsNested)
        {
            return Page.Comments.Select(comment => (comment, true));
        }

        var onPage = Page.Comments.Select(comment => comment.Id).ToHashSet();
        var others = Page.Around.Where(comment => !onPage.Contains(comment.Id)).DistinctBy(comment => comment.Id);
        return Page.Comments.Concat(others).OrderBy(comment => comment.Position).Select(comment => (comment, onPage.Contains(comment.Id)));
    }
}
