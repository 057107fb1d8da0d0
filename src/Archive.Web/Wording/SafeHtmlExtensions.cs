using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Archive.Web.Wording;

/// <summary>Prints HTML without escaping it, as no other place does.</summary>
internal static class SafeHtmlExtensions
{
    public static IHtmlContent Print(this SafeHtml html) => new Printed(html);

    /// <summary>Where the page is written already.</summary>
    public static void WriteTo(this SafeHtml html, TextWriter writer)
    {
        if (writer is Utf8Text page)
        {
            page.Write(html.Utf8);
        }
        else
        {
            writer.Write(html.ToString());
        }
    }

    private sealed class Printed(SafeHtml html) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder) => html.WriteTo(writer);
    }
}
