using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Archive.Web.Outputs;

/// <summary>A hit as it leaves the site: every format has the same fields with the same values.</summary>
internal sealed class HitFields(SearchHit hit)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public string Kind => hit.Comment is null ? "post" : "comment";

    /// <summary>Where it is read, from the root of the site.</summary>
    public string Path => hit.Comment is { } comment ? PostAddress.Comment(PostPath, comment.Key) : PostPath;

    public string? Key => hit.Comment?.Key;

    /// <summary>The post's title.</summary>
    public string? Post => hit.Title;

    /// <summary>The comment's own date, or else its post's.</summary>
    public string? Published => hit.Published;

    /// <summary>Its own date; null for a comment that has none, whatever its post has.</summary>
    public string? OwnDate => DateOf == Kind ? Published : null;

    /// <summary>When the archive first saw it.</summary>
    public string? Captured => hit.Captured;

    /// <summary>Whose date it is: <c>comment</c> or <c>post</c>; null where none is known.</summary>
    public string? DateOf => Published is null ? null : hit.Comment?.Published is not null ? "comment" : "post";

    public string? Number => hit.Comment?.Number;

    /// <summary>Its number as people read it, which no other comment of the thread has.</summary>
    public string? NumberInWords => hit.Comment is { } comment ? InWords.Number(comment.Number, comment.NumberOf) : null;

    public string? Author => hit.Comment is { } comment ? comment.Author : hit.Author;

    /// <summary>The name that it is signed with, where no author is given.</summary>
    public string? Signer => hit.Comment is { Author: null, Signer: { } signer } ? signer : null;

    public string Blog => hit.Blog;

    public bool IsRemoved => hit.Comment is { IsRemoved: true };

    /// <summary>The snippet as HTML: escaped, what matches in <c>mark</c>.</summary>
    public string SnippetHtml()
    {
        using var html = new StringWriter();
        new MarkedText(hit.Snippet).WriteTo(html, Encoder);
        return html.ToString();
    }

    /// <summary>The snippet as plain text, without marks.</summary>
    public string SnippetText() => string.Concat(hit.Snippet.Where(c => c is not (QueryMarks.MarkStart or QueryMarks.MarkEnd)));

    private string PostPath => PostAddress.Post(hit.Blog, hit.Month, hit.Slug);
}
