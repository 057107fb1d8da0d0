using System.Globalization;
using System.Text.Json;

namespace Archive.Web.Outputs.TakingOut;

/// <summary>A field of a text that is taken out, with its meaning for those who choose.</summary>
/// <param name="IsNumber">JSON has it as a number.</param>
internal sealed record ExtractField(string Name, string Meaning, Func<ExtractedText, Extract, string?> ValueOf, bool IsNumber = false)
{
    /// <summary>The fields in their order. Every format has the same ones; names and order are a contract with other programs, and what a field of a search is called it is called here.</summary>
    public static readonly IReadOnlyList<ExtractField> All =
    [
        new("kind", "post or comment", static (text, _) => text.Key is null ? "post" : "comment"),
        new("blog", "the blog’s name in addresses", static (text, _) => text.Blog),
        new("post", "the title of the post", static (text, _) => text.Title),
        new("thread", "the address of the post: all of one thread have the same", static (text, extract) => extract.Site.Of(Extract.PostOf(text))),
        new("number", "the comment’s path as the page printed it, such as 8.5", static (text, _) => text.Number),
        new("parent", "the key of the comment that it answers; empty at the top of a thread", static (text, _) => text.Parent.Key),
        new("key", "what names the comment for good within its thread", static (text, _) => text.Key),
        new("address", "where it is read here: the address to cite", static (text, extract) => extract.Site.Of(Extract.AddressOf(text))),
        new("published", "when it was written, as fine as known; of a comment without a date, that of its post", static (text, _) => text.Published ?? text.PostPublished),
        new("dateOf", "whose date that is: comment, or post, and then the comment is no older", static (text, _) => text.Published is not null ? "comment" : text.PostPublished is not null ? "post" : null),
        new("dateIs", "printed with it, or inferred from other dumps of the blog", static (text, _) => (text.Published ?? text.PostPublished) is null ? null : text.Published is null && text.IsPostInferred ? "inferred" : "printed"),
        new("author", "the name that the page printed", static (text, extract) => extract.Name(text.Author)),
        new("signed", "where it printed none: a name alone on the last line, which anyone could have typed", static (text, extract) => extract.Name(text.Signer)),
        new("status", "visible, removed (the page said so in its place) or placeholder (known only from its answers)", static (text, _) => text.Status),
        new("text", "the whole text, without markup", static (text, _) => text.Text),
        new("original", "the SHA-256 of the dump that its lines are of", static (text, _) => text.Sha256),
        new("firstLine", "where it begins there", static (text, _) => Number(text.Lines?.First), IsNumber: true),
        new("lastLine", "where it ends there", static (text, _) => Number(text.Lines?.Last), IsNumber: true),
    ];

    public void Write(Utf8JsonWriter json, string? value)
    {
        if (IsNumber && value is not null)
        {
            json.WritePropertyName(Name);
            json.WriteRawValue(value);
        }
        else
        {
            json.WriteString(Name, value);
        }
    }

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
