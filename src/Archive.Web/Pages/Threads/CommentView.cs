namespace Archive.Web.Pages.Threads;

/// <summary>A comment of a page with its neighbours, and all that the page says of it.</summary>
internal sealed class CommentView
{
    /// <summary>Levels that the style sheet can set in; a deeper comment looks like one of this level.</summary>
    public const int MaxLevel = 4;

    // As many of the first characters as say which comment is meant.
    private const int FirstWordsLength = 40;

    private readonly ThreadView thread;
    private readonly CommentView? above;
    private readonly CommentView? top;
    private SafeHtml? text;
    private string? own;
    private string? here;

    /// <param name="above">The comment that it answers; null at the top, and where that is not known here.</param>
    public CommentView(ThreadView thread, PageComment row, CommentView? above, bool isOnPage)
    {
        (this.thread, Row, this.above, IsOnPage, Number) = (thread, row, above, isOnPage, NumberOf(row));
        top = above is { Row.Depth: > 0 } ? above.top : above;
        if (thread.Page.IsNested && isOnPage && above is { IsOnPage: true })
        {
            Nesting = above.Nesting + 1;
            IsStraight = IsOnlyReply(row, above.Row) && above.GoesOn(row);
            Level = IsStraight ? above.Level : above.Level + 1;
        }
    }

    /// <summary>The comment as it is stored.</summary>
    public PageComment Row { get; }

    public bool IsOnPage { get; }

    /// <summary>Its number as pages say it: one of many parts is its place in the thread, <c>#412</c>.</summary>
    public string Number { get; }

    /// <summary>The same without the capture that it is of.</summary>
    public string NumberAlone => Row.NumberOf is null ? Number : NumberOf(Row with { NumberOf = null });

    /// <summary>Its number as the dump has it, where <see cref="Number"/> is another; null where it is not.</summary>
    public string? FullNumber => InWords.IsLong(Row.Number) ? Row.Number : null;

    /// <summary>The comment that it answers; null at the top, and where that is not known here.</summary>
    public PageComment? Parent => above?.Row;

    /// <summary>The top comment that it is below; null at the top, and where that is not known here.</summary>
    public PageComment? Root => top?.Row;

    /// <summary>The top comment after the one that it is below; null at the top, at the end, and where that is not known here.</summary>
    public PageComment? NextBranch => top?.Next;

    /// <summary>The one before it that answers the same.</summary>
    public PageComment? Previous { get; set; }

    /// <summary>The one after it that answers the same.</summary>
    public PageComment? Next { get; set; }

    /// <summary>In how many lists of replies it stands.</summary>
    public int Nesting { get; }

    /// <summary>How far it is set in.</summary>
    public int Level { get; }

    /// <summary>It goes on with a conversation of two and is not set in further.</summary>
    public bool IsStraight { get; }

    /// <summary>How many comments below it the page leaves to a page of its own.</summary>
    public int Behind => thread.Page.Behind(Row);

    /// <summary>The comment that it answers, where the lists of the page do not show that at a glance.</summary>
    public PageComment? Answered => thread.Page.Order != CommentOrder.Nested || IsStraight || Level > 2 ? Parent : null;

    /// <summary>The name of whoever wrote what it answers; null where it has none.</summary>
    public string? AnsweredName => above is null ? null : above.Row.Author ?? above.Signer;

    /// <summary>The first words of what it answers.</summary>
    public string AnsweredWords => above is null ? "" : above.FirstWords.TrimStart('"', '“', '‘', '«', '„', ' ');

    /// <summary>The first words of its text; empty where it has none.</summary>
    public string FirstWords => Row.Status == CommentStatus.Visible ? Opening.OfUtf8(Row.Beginning, FirstWordsLength) : "";

    /// <summary>Nothing is known of it but its number and its text.</summary>
    public bool IsBare => Row is { Author: null, Published: null } && Signer is null && ReadTime is null && Answered is null && !IsUnsigned && Row.NumberOf is null;

    /// <summary>It has no name, and others have one.</summary>
    public bool IsUnsigned => thread.HasAuthors && Row is { Author: null, Status: CommentStatus.Visible } && Signer is null;

    /// <summary>How many comments its fold hides beside itself.</summary>
    public int Below => thread.Page.IsNested ? Row.Descendants - Behind : 0;

    /// <summary>Whether the page comes with its text and what is below it folded.</summary>
    public bool IsFolded => thread.IsFolded && Nesting == 0;

    /// <summary>Something in its text is marked.</summary>
    public bool IsHit => thread.Marks is not null && Text.Utf8.IndexOf("<mark"u8) >= 0;

    /// <summary>How many comments answer it where the page shows none of them.</summary>
    public int Elsewhere => thread.Page.Order == CommentOrder.Top ? Row.Descendants : 0;

    /// <summary>Where these are.</summary>
    public string InNested => PostAddress.Comment(thread.AddressIn(CommentOrder.Nested), Row.Key);

    /// <summary>Its own page.</summary>
    public string Own => own ??= PostAddress.Own(thread.Post.Address, Row.Key);

    /// <summary>Its own page, with the marks of this one.</summary>
    public string OwnWithMarks => PostAddress.Marked(Own, thread.Marks?.Marking ?? "");

    /// <summary>Its place on this page.</summary>
    public string Here => here ??= $"#{PostAddress.Anchor(Row.Key)}";

    /// <summary>Keys that lead to it beside its own: an old address may end in one.</summary>
    public IEnumerable<string> OtherKeys => thread.History.OtherKeys(Row);

    /// <summary>The name beneath it, where the dump gives no author; null where there is none to show.</summary>
    public string? Signer => Row is { Author: null, InferredSigner: { } name } && thread.Names.Shown.Contains(name) ? name : null;

    /// <summary>The page of its author's or signer's name; null where names have none.</summary>
    public string? PersonPage => (Row.Author ?? Signer) is { } name ? thread.PageOf(name) : null;

    /// <summary>Whether its author or signer has the name of the blog's author, as far as names can tell.</summary>
    public bool IsBlogAuthor => thread.Post.BlogAuthor is { } author && (Row.Author ?? Signer) is { } name && SignOff.IsCalled(author, name);

    /// <summary>The time of writing that links to it say; null where the dump says it, or nobody does.</summary>
    public ReadTime? ReadTime => thread.Links.TimeOf(Row);

    /// <summary>A BCP 47 tag.</summary>
    public string? Language => thread.Post.Language;

    /// <summary>The text with the page's marks and links.</summary>
    public SafeHtml Text => text ??= thread.TextOf(Row.Html, Row.Status == CommentStatus.Removed ? null : Row.Published);

    /// <summary>The last capture that holds it, where a later one that reaches its place no longer does.</summary>
    public TakenCapture? LastCapture => Row.LastCaptureId == Row.ReachedCaptureId ? null : thread.History.Find(Row.LastCaptureId);

    /// <summary>It has vanished, or had other texts.</summary>
    public bool HasHistory => LastCapture is not null || thread.History.Has(Row);

    /// <summary>The capture that shows by the comments around its place that it is no longer there; null where it is.</summary>
    public TakenCapture? LackedBy => LastCapture is null ? null : thread.History.Find(Row.ReachedCaptureId);

    /// <summary>Other texts that it had.</summary>
    public IEnumerable<OtherText> Versions => thread.History.Of(Row);

    /// <summary>How many of them there are more than the page shows.</summary>
    public int MoreVersions => thread.History.MoreOf(Row);

    /// <summary>The page of its source that has the lines of its text.</summary>
    public string SourcePage => thread.SourcePageOf(Sha256, Row.FirstLine);

    /// <summary>Where these lines stand on it.</summary>
    public string LinesAnchor => SourceAddress.Anchor(Row.FirstLine, Row.LastLine);

    /// <summary>The source that these lines are of.</summary>
    public string Sha256 => thread.History.Find(Row.TextCaptureId ?? Row.LastCaptureId)?.Sha256 ?? thread.Post.Sha256;

    /// <summary>Where this page links to it, or to another comment of the thread.</summary>
    public string LinkTo(PageComment comment) => thread.LinkTo(comment);

    /// <summary>The number of a comment as pages say it.</summary>
    public static string NumberOf(PageComment comment) => InWords.ShortNumber(comment.Number, comment.Position, comment.NumberOf);

    // A answers B answers A: the third and all that follow. Where names are unknown, one answer to each is taken for two people.
    private bool GoesOn(PageComment reply) =>
        Parent is { } first && IsOnlyReply(Row, first) && IsSameVoice(first, reply);

    private static bool IsOnlyReply(PageComment reply, PageComment parent) => parent.Descendants == reply.Descendants + 1;

    private static bool IsSameVoice(PageComment one, PageComment other) =>
        (one.Author ?? one.InferredSigner) is not { } name || (other.Author ?? other.InferredSigner) is not { } otherName || name == otherName;
}
