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
internal sealed class Markup(TextWriter writer, HtmlEncoder encoder)
{
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

        public void AppendLiteral(string literal) => markup.Writer.Write(literal);

        public void AppendFormatted(string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                markup.Encoder.Encode(markup.Writer, text);
            }
        }

        public void AppendFormatted(int number)
        {
            Span<char> digits = stackalloc char[11];
            number.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
            markup.Writer.Write(digits[..written]);
        }

        public void AppendFormatted(SafeHtml html) => html.WriteTo(markup.Writer);

        public void AppendFormatted(IHtmlContent? content) => content?.WriteTo(markup.Writer, markup.Encoder);
    }

    private TextWriter Writer => writer;

    private HtmlEncoder Encoder => encoder;

    private sealed class Written(Action<Markup> write) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder) => write(new Markup(writer, encoder));
    }
}
