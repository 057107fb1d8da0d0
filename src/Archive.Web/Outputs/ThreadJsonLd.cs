using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Archive.Web.Outputs;

/// <summary>Writes posts and comments in the words of schema.org: a BlogPosting with its comments nested in it.</summary>
internal sealed class ThreadJsonLd
{
    /// <summary>Characters of a comment that are repeated here: enough to know it by, and the page itself has the rest.</summary>
    public const int MaxText = PageComment.BeginningLength;

    /// <summary>Readers of JSON commonly stop at 64 levels, and a reply takes two; deeper ones stand beside each other and say what they answer.</summary>
    public const int MaxNesting = 24;

    private static readonly JsonEncodedText Comment = JsonLd.Encoded("Comment"), Created = JsonLd.Encoded("dateCreated"), Text = JsonLd.Encoded("text");

    private readonly SiteAddress site;
    private readonly PostArticle post;

    // Each comment's begins with it.
    private readonly string address;

    public ThreadJsonLd(SiteAddress site, PostArticle post) => (this.site, this.post, address) = (site, post, site.Of(post.Address));

    /// <summary>The post, and comments of it in reading order.</summary>
    public JsonLd OfPost(IReadOnlyList<PageComment> comments) => new(json =>
    {
        WritePost(json, isWhole: true);
        json.WriteNumber("commentCount", post.Comments);
        WriteComments(json, comments, id => Address(comments, id));
    });

    /// <summary>A comment, what it answers, and in reading order what answers it.</summary>
    /// <param name="parent">Null where it answers the post.</param>
    public JsonLd OfComment(PageComment comment, PageComment? parent, IReadOnlyList<PageComment> replies) => new(json =>
    {
        WriteComment(json, comment);
        WriteLanguage(json);
        json.WriteNumber("commentCount", comment.Descendants);
        if (parent is not null)
        {
            WriteReference(json, "parentItem", "Comment", Address(parent));
        }

        json.WriteStartObject("about");
        WritePost(json, isWhole: false);
        json.WriteEndObject();
        WriteComments(json, replies, id => id == comment.Id ? Address(comment) : Address(replies, id));
    });

    private void WritePost(Utf8JsonWriter json, bool isWhole)
    {
        json.WriteString("@type", "BlogPosting");
        json.WriteString("@id", address);
        json.WriteString("url", address);
        json.WriteString("headline", post.Title ?? "Untitled");
        JsonLd.WriteText(json, "datePublished", PageMetadata.DateOf(post.Published));
        JsonLd.WritePerson(json, post.Author);
        if (!isWhole)
        {
            return;
        }

        WriteLanguage(json);
        JsonLd.WriteText(json, "description", Opening.Of(post.Start));
        json.WriteStartObject("isPartOf");
        json.WriteString("@type", "Blog");
        json.WriteString("name", post.BlogTitle);
        json.WriteString("url", site.Of(PostAddress.Blog(post.Blog)));
        JsonLd.WritePerson(json, post.BlogAuthor);
        json.WriteEndObject();
    }

    // A flat loop, as everywhere: a comment that goes deeper opens a list within the one before it.
    private void WriteComments(Utf8JsonWriter json, IReadOnlyList<PageComment> comments, Func<long, string?> addressOf)
    {
        var open = -1;
        var top = comments.Count == 0 ? 0 : comments[0].Depth;
        foreach (var comment in comments)
        {
            var depth = Math.Clamp(comment.Depth - top, 0, Math.Min(open + 1, MaxNesting));
            if (depth > open)
            {
                json.WriteStartArray("comment");
            }
            else
            {
                Close(json, open - depth);
                json.WriteEndObject();
            }

            open = depth;
            json.WriteStartObject();
            WriteComment(json, comment);
            if (comment.Depth - top > depth && comment.ParentId is { } parent && addressOf(parent) is { } answered)
            {
                WriteReference(json, "parentItem", "Comment", answered);
            }
        }

        if (open >= 0)
        {
            Close(json, open);
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }

    private static void Close(Utf8JsonWriter json, int levels)
    {
        for (; levels > 0; levels--)
        {
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }

    // The author only where the dump names one: a name beneath the text is anybody's.
    private void WriteComment(Utf8JsonWriter json, PageComment comment)
    {
        json.WriteString(JsonLd.Type, Comment);
        json.WriteString(JsonLd.Name, InWords.Number(comment));
        json.WriteString(JsonLd.Url, Address(comment));
        JsonLd.WritePerson(json, comment.Author);
        if (PageMetadata.DateOf(comment.Published) is { } date)
        {
            json.WriteString(Created, date);
        }

        if (comment is { Status: CommentStatus.Visible, Length: > MaxText })
        {
            JsonLd.WriteText(json, Text, WithoutBlanksBehind(comment.Beginning), "…"u8);
        }
        else if (comment is { Status: CommentStatus.Visible, Beginning.Length: > 0 })
        {
            json.WriteString(Text, comment.Beginning);
        }
    }

    private static ReadOnlySpan<byte> WithoutBlanksBehind(ReadOnlySpan<byte> text)
    {
        while (Rune.DecodeLastFromUtf8(text, out var last, out var length) == OperationStatus.Done && Rune.IsWhiteSpace(last))
        {
            text = text[..^length];
        }

        return text;
    }

    private void WriteLanguage(Utf8JsonWriter json) => JsonLd.WriteText(json, "inLanguage", post.Language);

    private string Address(PageComment comment) => PostAddress.Own(address, comment.Key);

    private string? Address(IReadOnlyList<PageComment> comments, long id) =>
        comments.FirstOrDefault(comment => comment.Id == id) is { } found ? Address(found) : null;

    private static void WriteReference(Utf8JsonWriter json, string field, string type, string address)
    {
        json.WriteStartObject(field);
        json.WriteString("@type", type);
        json.WriteString("@id", address);
        json.WriteString("url", address);
        json.WriteEndObject();
    }
}
