using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace Archive.Web.Outputs;

/// <summary>Prints JSON in the words of schema.org inside a script element that no browser runs.</summary>
/// <remarks>
/// Printed without being escaped as HTML, because a script element knows no entities. The encoder writes <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c>,
/// quotation marks and line separators as <c>\u…</c>, so that no text can end the element or begin a comment in it.
/// </remarks>
internal sealed class JsonLd(Action<Utf8JsonWriter> write) : IHtmlContent
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Names of fields that a page writes hundreds of times, escaped once.</summary>
    public static readonly JsonEncodedText Type = Encoded("@type"), Name = Encoded("name"), Url = Encoded("url");

    private static readonly JsonEncodedText Author = Encoded("author"), Person = Encoded("Person");

    /// <summary>A blog in the words of schema.org.</summary>
    public static JsonLd OfBlog(SiteAddress site, BlogHeading blog) => new(json =>
    {
        json.WriteString("@type", "Blog");
        json.WriteString("@id", site.Of(PostAddress.Blog(blog.Slug)));
        json.WriteString("url", site.Of(PostAddress.Blog(blog.Slug)));
        json.WriteString("name", blog.Title);
        if (blog.Language is not null)
        {
            json.WriteString("inLanguage", blog.Language);
        }

        WritePerson(json, blog.Author);
    });

    /// <summary>Nothing where there is no name.</summary>
    public static void WritePerson(Utf8JsonWriter json, string? name)
    {
        if (name is not null)
        {
            json.WriteStartObject(Author);
            json.WriteString(Type, Person);
            json.WriteString(Name, name);
            json.WriteEndObject();
        }
    }

    /// <summary>Nothing where there is no text.</summary>
    public static void WriteText(Utf8JsonWriter json, string field, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(field, text);
        }
    }

    /// <summary>A text in UTF-8, and what stands behind it.</summary>
    public static void WriteText(Utf8JsonWriter json, JsonEncodedText field, ReadOnlySpan<byte> text, ReadOnlySpan<byte> end)
    {
        json.WritePropertyName(field);
        json.WriteStringValueSegment(text, isFinalSegment: false);
        json.WriteStringValueSegment(end, isFinalSegment: true);
    }

    /// <summary>A word of a vocabulary, escaped.</summary>
    public static JsonEncodedText Encoded(string word) => JsonEncodedText.Encode(word, Options.Encoder);

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        if (writer is Utf8Text page)
        {
            WriteTo(page);
            return;
        }

        using var text = new Utf8Text();
        WriteTo(text);
        writer.Write(Encoding.UTF8.GetString(text.Written.Span));
    }

    private void WriteTo(Utf8Text page)
    {
        using var json = new Utf8JsonWriter(page, Options);
        json.WriteStartObject();
        json.WriteString("@context", "https://schema.org");
        write(json);
        json.WriteEndObject();
    }
}
