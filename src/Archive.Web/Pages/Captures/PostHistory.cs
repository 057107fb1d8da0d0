using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Captures;

/// <summary>The captures of a post, and the texts of it and its comments that differ from those that are shown.</summary>
internal sealed class PostHistory
{
    /// <summary>Other texts of a post that its page shows, and of a comment; the rest stand in the captures.</summary>
    public const int MaxVersions = 20;

    /// <summary>Other texts of all comments of a page.</summary>
    public const int MaxTexts = 500;

    /// <summary>Characters of one other text that a page of a thread holds; a longer one is compared on a page of its own.</summary>
    public const int MaxLength = 20_000;

    /// <summary>The history of a post that was captured once.</summary>
    public static readonly PostHistory OneCapture = new([]);

    private readonly Dictionary<long, int> turns;
    private readonly WordDifference difference = new();

    private ILookup<long, StoredText> comments = Array.Empty<StoredText>().ToLookup(text => text.Comment);
    private ILookup<long, string> otherKeys = Array.Empty<string>().ToLookup(_ => 0L);
    private Dictionary<long, string> shown = [];

    private PostHistory(IReadOnlyList<TakenCapture> captures)
    {
        Captures = captures;
        turns = captures.Index().ToDictionary(capture => capture.Item.Id, capture => capture.Index);
    }

    /// <summary>The captures, oldest first.</summary>
    public IReadOnlyList<TakenCapture> Captures { get; }

    /// <summary>How title and body stood in other captures, the last first.</summary>
    public IReadOnlyList<OtherText> Posts { get; private set; } = [];

    /// <summary>There are more other texts than the page shows.</summary>
    public bool IsCut { get; private set; }

    public TakenCapture? Find(long id) => turns.TryGetValue(id, out var turn) ? Captures[turn] : null;

    /// <summary>Whether a comment stood otherwise in another capture.</summary>
    public bool Has(PageComment comment) => comments.Contains(comment.Id);

    /// <summary>How a comment stood in other captures, the last first.</summary>
    public IEnumerable<OtherText> Of(PageComment comment) => comments[comment.Id].Take(MaxVersions)
        .Select(text => Compared(text, comment.TextCaptureId ?? comment.LastCaptureId, comment.Status, null, shown[comment.Id]));

    /// <summary>How many of them there are more than the page shows.</summary>
    public int MoreOf(PageComment comment) => Math.Max(0, comments[comment.Id].Count() - MaxVersions);

    /// <summary>Keys that lead to a comment beside its own: an old address may end in one.</summary>
    public IEnumerable<string> OtherKeys(PageComment comment) => otherKeys[comment.Id];

    public static async Task<PostHistory> OfAsync(
        ArchiveDb db, PostArticle article, IReadOnlyList<PageComment> comments, CancellationToken cancel)
    {
        if (article.FirstCaptureId == article.LastCaptureId)
        {
            return OneCapture;
        }

        var ids = comments.Select(comment => comment.Id).ToList();
        var history = new PostHistory(await TakenCapture.OfAsync(db, article.Id, article.Address, cancel));
        await history.ReadPostsAsync(db, article, cancel);
        await history.ReadCommentsAsync(db, ids, cancel);
        var keys = await db.CommentKeys.Where(key => key.PostId == article.Id && ids.Contains(key.CommentId))
            .Select(key => new { key.CommentId, key.Key }).ToListAsync(cancel);
        history.otherKeys = keys.ToLookup(key => key.CommentId, key => key.Key);
        return history;
    }

    private async Task ReadPostsAsync(ArchiveDb db, PostArticle article, CancellationToken cancel)
    {
        var texts = await (
            from version in db.PostVersions
            join capture in db.Captures on version.CaptureId equals capture.Id
            where version.PostId == article.Id
            orderby capture.CapturedAt descending, capture.Id descending
            select new StoredText(0, version.CaptureId, CommentStatus.Visible, version.Title, version.Original.Length > MaxLength ? null : version.Original, version.Kind))
            .Take(MaxVersions + 1).ToListAsync(cancel);
        if (texts.Count == 0)
        {
            return;
        }

        var present = await db.Posts.Where(post => post.Id == article.Id).Select(post => new { post.Text, post.TextCaptureId }).SingleAsync(cancel);
        Posts = [.. texts.Take(MaxVersions).Select(text => Compared(text, present.TextCaptureId ?? article.LastCaptureId, CommentStatus.Visible, article.Title, present.Text))];
        IsCut = texts.Count > MaxVersions;
    }

    private async Task ReadCommentsAsync(ArchiveDb db, List<long> ids, CancellationToken cancel)
    {
        var texts = await (
            from version in db.CommentVersions
            join capture in db.Captures on version.CaptureId equals capture.Id
            where ids.Contains(version.CommentId)
            orderby capture.CapturedAt descending, capture.Id descending
            select new StoredText(version.CommentId, version.CaptureId, version.Status, null, version.Original.Length > MaxLength ? null : version.Original, version.Kind))
            .Take(MaxTexts + 1).ToListAsync(cancel);
        if (texts.Count == 0)
        {
            return;
        }

        IsCut |= texts.Count > MaxTexts;
        comments = texts.Take(MaxTexts).ToLookup(text => text.Comment);
        var edited = comments.Select(texts => texts.Key).ToList();
        shown = await db.Comments.Where(comment => edited.Contains(comment.Id))
            .Select(comment => new { comment.Id, Text = comment.Text.Length > MaxLength ? "" : comment.Text }).ToDictionaryAsync(comment => comment.Id, comment => comment.Text, cancel);
    }

    // Only texts that people read are compared: what stands in place of one says nothing about its words.
    private OtherText Compared(StoredText text, long shownIn, CommentStatus status, string? title, string present)
    {
        var isLater = turns.GetValueOrDefault(text.Capture, -1) > turns.GetValueOrDefault(shownIn, -1);
        var other = new OtherText(Find(text.Capture), Find(shownIn), isLater, text.Status, text.Title);
        if (text.Original is not { } original || present.Length > MaxLength)
        {
            return other with { IsLong = true };
        }

        var written = new WrittenText(original, text.Kind);
        other = other with { Html = written.ToHtml() };
        return (text.Status, status) != (CommentStatus.Visible, CommentStatus.Visible) || present.Length == 0 ? other : other with
        {
            Words = Words(written.ToText(), present, isLater),
            TitleWords = text.Title == title ? null : Words(text.Title ?? "", title ?? "", isLater),
        };
    }

    private TextDifference? Words(string other, string present, bool isLater) => isLater ? difference.Of(present, other) : difference.Of(other, present);

    /// <param name="Original">Null where it is too long for the page.</param>
    private sealed record StoredText(long Comment, long Capture, CommentStatus Status, string? Title, string? Original, TextKind Kind);
}

/// <summary>How a post or comment stood in another capture than the one whose text is shown.</summary>
/// <param name="Capture">The one that has it.</param>
/// <param name="Shown">The one whose text is shown.</param>
/// <param name="IsLater">It was taken after that.</param>
internal sealed record OtherText(TakenCapture? Capture, TakenCapture? Shown, bool IsLater, CommentStatus Status, string? Title)
{
    /// <summary>It is too long for the page of a thread.</summary>
    public bool IsLong { get; init; }

    /// <summary>The text by itself; empty where it is too long.</summary>
    public SafeHtml Html { get; init; }

    /// <summary>The words of the earlier and of the later text; null where they are not compared.</summary>
    public TextDifference? Words { get; init; }

    /// <summary>The words of both titles; null where they are the same.</summary>
    public TextDifference? TitleWords { get; init; }

    /// <summary>The page that compares both captures; null where either is not known.</summary>
    public string? Comparison => Capture is null || Shown is null ? null : IsLater ? Shown.To(Capture) : Capture.To(Shown);
}
