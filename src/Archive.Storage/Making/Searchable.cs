using Archive.Content;
using Archive.Dumps;
using Archive.Searching;

namespace Archive.Storage.Making;

/// <summary>What is taken of a text beside the text itself, for the index and for its links.</summary>
internal sealed class Searchable
{
    private readonly SearchFacts facts;

    private Searchable(string? title, string text, bool maySign)
    {
        Folded = IndexText.Fold(text);
        var quoted = CitedLinks.QuotedText(text);
        Quotes = quoted.Length == 0 ? null : IndexText.Fold(quoted) ?? quoted;
        Signer = maySign ? SignOff.Of(text) : null;
        var (addresses, hosts) = CitedLinks.In(text);
        Links = TextLink.Of(addresses);
        facts = new SearchFacts
        {
            Blog = "",
            Post = "",
            Hosts = hosts,
            Words = IndexText.CountWords(text),
            HasQuotes = Quotes is not null,
            Signer = Signer,
            Text = title is null ? text : $"{title}\n{text}",
        };
    }

    /// <summary>The text in the form of the index; null where that is the text itself.</summary>
    public string? Folded { get; }

    /// <summary>What it quotes from somebody, in the form of the index; null where nothing.</summary>
    public string? Quotes { get; }

    /// <summary>The name alone on its last line.</summary>
    public string? Signer { get; }

    /// <summary>What it links to.</summary>
    public IReadOnlyList<TextLink> Links { get; }

    /// <summary>A title in the form of the index; null where that is the title itself.</summary>
    public static string? FoldedTitle(string? title) => title is null ? null : IndexText.Fold(title);

    public static Searchable OfPost(string? title, string text) => new(title, text, maySign: false);

    public static Searchable OfComment(string text) => new(null, text, maySign: true);

    /// <summary>The facts of a post.</summary>
    public string Facts(PostPlace post, string? author) =>
        (facts with { IsPost = true, Blog = post.Blog, Post = post.Slug, Date = post.Published, Author = author }).ToTokens();

    /// <summary>The facts of a comment; none where all that is known is that there was one.</summary>
    public string Facts(PostPlace post, int depth, CommentStatus status, string? author, string? published)
    {
        if (status == CommentStatus.Placeholder)
        {
            return "";
        }

        var all = facts with
        {
            Blog = post.Blog,
            Post = post.Slug,
            Date = published ?? post.Published,
            IsReply = depth > 0,
            IsRemoved = status == CommentStatus.Removed,
            Author = author,
        };
        return all.ToTokens();
    }
}

/// <summary>Where a post stands, as filters name it.</summary>
/// <param name="Blog">The blog's slug.</param>
/// <param name="Slug">The post's.</param>
internal readonly record struct PostPlace(string Blog, string Slug, string? Published);
