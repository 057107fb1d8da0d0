using System.Globalization;

namespace Archive.Storage.Making;

/// <summary>Everything that is made of the text of a post or comment: what is printed, what is searched, what it links to.</summary>
internal sealed class DerivedText
{
    private static readonly System.Buffers.SearchValues<char> NotForSearch =
        System.Buffers.SearchValues.Create('\0', QueryMarks.MarkStart, QueryMarks.MarkEnd);

    private readonly SearchFacts facts;

    private DerivedText(string? title, WrittenText written, CommentStatus status, bool maySign)
    {
        // What is printed of plain text is made when it is shown, all but where marks had to be taken out of it.
        var isPlain = written.Kind == TextKind.Plain;
        var html = isPlain ? default : written.ToHtml();
        // A notice of removal is the platform's word, not a find for anybody.
        Text = status == CommentStatus.Visible ? WithoutMarks(written.TextOf(html)) : "";
        Markup = written.IsPrintedAs(Text) ? null : (isPlain ? written.ToHtml() : html).ToString();
        if (written.Around(Text) is var (before, after))
        {
            (Before, After) = (before, after);
        }
        else
        {
            Written = written.Original;
        }

        Folded = IndexText.Fold(Text);
        FoldedTitle = title is null ? null : IndexText.Fold(title);
        var quoted = PlainText.QuotedText(Text);
        Quotes = quoted.Length == 0 ? null : IndexText.Fold(quoted) ?? quoted;
        Signer = maySign ? SignOff.Of(Text) : null;
        var (addresses, hosts) = Text.Length == 0 ? ([], []) : written.LinksOf(html, Text);
        Links = LinksOf(addresses);
        facts = new SearchFacts
        {
            Blog = "",
            Post = 0,
            Hosts = hosts,
            Words = WordsOf(Text),
            HasQuotes = Quotes is not null,
            Signer = Signer,
            Text = title is null ? Text : $"{title}\n{Text}",
        };
    }

    /// <summary>HTML, safe to print; null where it is made of the text alone, by <see cref="ContentRenderer.Stored"/>.</summary>
    public string? Markup { get; }

    /// <summary>What the original has before its text.</summary>
    public string Before { get; } = "";

    /// <summary>What the original has after its text.</summary>
    public string After { get; } = "";

    /// <summary>The original where it is other than its text with that around it; null where it is just that.</summary>
    public string? Written { get; }

    /// <summary>The plain text that search sees, without the marks that it puts around matches, so that nobody can forge them.</summary>
    public string Text { get; }

    /// <summary>The text in the form of the index; null where that is the text itself.</summary>
    public string? Folded { get; }

    /// <summary>The title in the form of the index; null where that is the title itself.</summary>
    public string? FoldedTitle { get; }

    /// <summary>The words that it quotes from somebody, in the form of the index; null where there are none.</summary>
    public string? Quotes { get; }

    /// <summary>The name alone on its last line.</summary>
    public string? Signer { get; }

    /// <summary>The addresses that it links to.</summary>
    public IReadOnlyList<TextLink> Links { get; }

    public static DerivedText OfPost(DumpPost post) => new(post.Title, post.Written, CommentStatus.Visible, maySign: false);

    public static DerivedText OfComment(DumpComment comment) => new(null, comment.Written, comment.Status, maySign: true);

    /// <summary>The facts that filters ask about a post, as words of the index.</summary>
    public string Facts(PostPlace post, string? author) =>
        (facts with { IsPost = true, Blog = post.Blog, Post = post.Id, Date = post.Date, Author = author, Labels = post.Labels }).ToTokens();

    /// <summary>The facts that filters ask about a comment, as words of the index; none where all that is known is that there was one.</summary>
    public string Facts(PostPlace post, int depth, CommentStatus status, string? author, string? published) =>
        status == CommentStatus.Placeholder ? "" : (facts with
        {
            Blog = post.Blog,
            Post = post.Id,
            Date = published ?? post.Date,
            IsReply = depth > 0,
            IsRemoved = status == CommentStatus.Removed,
            Author = author,
            Labels = post.Labels,
        }).ToTokens();

    /// <summary>The page of a live blog that an address of a dump names, in one spelling.</summary>
    public static string? LivePageOf(string? url) => url is null ? null : LivePage.Read(url)?.Page;

    // An address is one word to whoever asks how long a text is; the index has each of its parts.
    private static int WordsOf(string text)
    {
        var words = IndexText.CountWords(text);
        for (var (start, length) = TextLinks.Next(text, 0); length > 0; (start, length) = TextLinks.Next(text, start + length))
        {
            words -= Math.Max(0, IndexText.CountWords(text.AsSpan(start, length)) - 1);
        }

        return words;
    }

    private static string WithoutMarks(string body) =>
        body.AsSpan().ContainsAny(NotForSearch) ? string.Concat(body.Where(c => !NotForSearch.Contains(c))) : body;

    // Addresses that no server of the web could have are left out.
    private static IReadOnlyList<TextLink> LinksOf(IReadOnlyList<string> addresses) => addresses.Count == 0 ? [] :
        [.. addresses.Select(address => (address, Page: LivePage.Read(address))).Where(link => link.Page is not null)
            .Select(link => new TextLink(link.address, link.Page!.Site, link.Page.Page, link.Page.Comment, Stored(link.Page.SaidAt)))];

    private static string? Stored(DateTime? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A link of a text as it is stored.</summary>
internal sealed record TextLink(string Address, string Site, string? Page, string? CommentKey, string? SaidAt);

/// <summary>Where a post stands, as filters name it.</summary>
/// <param name="Id">The post's row.</param>
/// <param name="Blog">The blog's slug.</param>
/// <param name="Slug">The post's.</param>
/// <param name="Date">As a dump says it, or inferred.</param>
/// <param name="Labels">Under which it is filed; comments are found by those of their post.</param>
internal readonly record struct PostPlace(long Id, string Blog, string Slug, string? Date, IReadOnlyList<string> Labels)
{
    /// <summary>The part of an address that says when.</summary>
    public static string MonthOf(string? date) => date is null ? "undated" : date[..Math.Min(7, date.Length)];
}
