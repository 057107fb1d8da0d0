using System.Buffers;
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
            json.WriteStartObject("author");
            json.WriteString("@type", "Person");
            json.WriteString("name", name);
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

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        // Of a long thread it is a hundred kilobytes: in pieces, because arrays of that size are what makes the collector of memory look everything through.
        using var bytes = new PiecesOfText(writer);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("@context", "https://schema.org");
            write(json);
            json.WriteEndObject();
        }
    }

    /// <summary>Takes UTF-8 and writes it as text, piece by piece.</summary>
    private sealed class PiecesOfText(TextWriter writer) : Stream
    {
        private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
        private readonly char[] piece = ArrayPool<char>.Shared.Rent(4096);

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            while (buffer.Length > 0)
            {
                decoder.Convert(buffer, piece, flush: false, out var read, out var written, out _);
                writer.Write(piece, 0, written);
                buffer = buffer[read..];
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            ArrayPool<char>.Shared.Return(piece);
            base.Dispose(disposing);
        }
    }
}
