using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Archive.Web.Wording;

/// <summary>Writes HTML whose own words stand in the program and whose values come from elsewhere: each value is escaped as it is written.</summary>
/// <remarks>
/// For what a page has hundreds of, where Razor costs ten times as much. <c>markup.Write($"&lt;b&gt;{name}&lt;/b&gt;")</c> escapes the name; only <see cref="SafeHtml"/> and
/// what Razor itself made are written as they are.
/// </remarks>
internal sealed class Markup : IDisposable
{
    /// <summary>Characters that wait to be written together: most pieces have fewer than thirty, and each written alone costs as much as a hundred.</summary>
    private const int MaxWaiting = 4 * 1024;

    private readonly TextWriter writer;
    private readonly HtmlEncoder encoder;
    private readonly char[] waiting = ArrayPool<char>.Shared.Rent(MaxWaiting);
    private int length;

    private Markup(TextWriter writer, HtmlEncoder encoder) => (this.writer, this.encoder) = (writer, encoder);

    /// <summary>HTML that is written where it stands on the page, and not before.</summary>
    public static IHtmlContent Of(Action<Markup> write) => new Written(write);

    [SuppressMessage("Style", "IDE0060:Remove unused parameter", Justification = "It is written while it is made.")]
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "The pieces are written to this one.")]
    public void Write([InterpolatedStringHandlerArgument("")] ref Pieces pieces)
    {
    }

    /// <summary>The pieces of an interpolated text, in their order.</summary>
    [InterpolatedStringHandler]
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Named by the compiler.")]
    internal readonly ref struct Pieces
    {
        private readonly Markup markup;

        [SuppressMessage("Style", "IDE0060:Remove unused parameter", Justification = "Asked for by the compiler.")]
        public Pieces(int literalLength, int formattedCount, Markup markup) => this.markup = markup;

        public void AppendLiteral(string literal) => markup.Add(literal);

        public void AppendFormatted(string? text) => markup.AddEscaped(text);

        public void AppendFormatted(int number)
        {
            Span<char> digits = stackalloc char[11];
            number.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
            markup.Add(digits[..written]);
        }

        public void AppendFormatted(SafeHtml html)
        {
            markup.WriteWaiting();
            html.WriteTo(markup.writer);
        }

        public void AppendFormatted(IHtmlContent? content)
        {
            if (content is not null)
            {
                markup.WriteWaiting();
                content.WriteTo(markup.writer, markup.encoder);
            }
        }
    }

    /// <summary>Gives back what it was lent; what waits still is not written.</summary>
    public void Dispose() => ArrayPool<char>.Shared.Return(waiting);

    private void Add(ReadOnlySpan<char> chars)
    {
        while (chars.Length > waiting.Length - length)
        {
            var part = chars[..(waiting.Length - length)];
            part.CopyTo(waiting.AsSpan(length));
            length += part.Length;
            chars = chars[part.Length..];
            WriteWaiting();
        }

        chars.CopyTo(waiting.AsSpan(length));
        length += chars.Length;
    }

    private void AddEscaped(ReadOnlySpan<char> text)
    {
        for (var isDone = text.IsEmpty; !isDone;)
        {
            isDone = encoder.Encode(text, waiting.AsSpan(length), out var read, out var written) != OperationStatus.DestinationTooSmall;
            length += written;
            text = text[read..];
            if (!isDone)
            {
                WriteWaiting();
            }
        }
    }

    private void WriteWaiting()
    {
        writer.Write(waiting.AsSpan(0, length));
        length = 0;
    }

    private sealed class Written(Action<Markup> write) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            using var markup = new Markup(writer, encoder);
            write(markup);
            markup.WriteWaiting();
        }
    }
}
