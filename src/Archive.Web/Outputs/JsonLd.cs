using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace Archive.Web.Outputs;

/// <summary>JSON inside a script element that no browser runs.</summary>
/// <remarks>
/// Printed without being escaped as HTML, because a script element knows no entities. The encoder writes <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c>,
/// quotation marks and line separators as <c>\u…</c>, so that no text can end the element or begin a comment in it.
/// </remarks>
internal sealed class JsonLd(Action<Utf8JsonWriter> write) : IHtmlContent
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("@context", "https://schema.org");
            write(json);
            json.WriteEndObject();
        }

        writer.Write(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }
}
