namespace Archive.Web.Pages.Threads;

/// <summary>A part of a thread, and what else has to be known to show it.</summary>
internal sealed class ThreadView
{
    public required PostArticle Post { get; init; }

    public required ThreadPart Part { get; init; }

    /// <summary>Where the thread is read, in the order in which this part of it stands.</summary>
    public required string Address { get; init; }

    public CommentOrder Order { get; init; }

    public PostHistory History { get; init; } = PostHistory.OneCapture;

    /// <summary>Names beneath comments that are shown as sign-offs.</summary>
    public IReadOnlySet<string> SignOffs { get; init; } = new HashSet<string>();

    /// <summary>What the search that led here looked for; null where nothing is marked.</summary>
    public PageMarks? Marks { get; init; }

    /// <summary>Where the links of its texts lead.</summary>
    public required PostLinks Links { get; init; }

    /// <summary>Of the names beneath comments, those that are sign-offs.</summary>
    public static IReadOnlySet<string> SignOffsOf(IEnumerable<PageComment> comments, SignerNames signers) =>
        signers.Among([.. comments.Where(comment => comment.Author is null).Select(comment => comment.InferredSigner).OfType<string>().Distinct()]);

    /// <summary>Where a comment of this thread is linked to: the place on this page, or the page that holds it.</summary>
    public string LinkTo(PageComment comment) =>
        Part.Shows(comment) ? $"#{PostAddress.Anchor(comment.Key)}" : PostAddress.Comment(Address, comment.Key);

    /// <summary>A comment's own page.</summary>
    public string Own(PageComment comment) => PostAddress.Own(Post.Address, comment.Key);

    /// <param name="written">When the text was written, where that is known better than of the post.</param>
    public SafeHtml Shown(SafeHtml html, string? written = null) => Links.In(Marks?.In(html) ?? html, written);

    /// <summary>The name beneath a comment whose author the dump does not give; null where there is none to show.</summary>
    public string? SignerOf(PageComment comment) =>
        comment is { Author: null, InferredSigner: { } name } && SignOffs.Contains(name) ? name : null;

    /// <summary>Whether a name is that of the blog's author, as far as names can tell.</summary>
    public bool IsBlogAuthor(string name) => Post.BlogAuthor is { } author && SignOff.IsCalled(author, name);

    /// <summary>The source whose lines a comment's numbers count: that of the last capture that holds it.</summary>
    public string SourceOf(PageComment comment) => History.Find(comment.LastCaptureId)?.Sha256 ?? Post.Sha256;
}
