using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Archive.Web.Wording;

/// <summary>A text with the words of a query marked: everything is escaped first, and only the archive's own marks become tags.</summary>
internal sealed class MarkedText(string text) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var rest = text.AsSpan();
        var open = false;
        while (!rest.IsEmpty)
        {
            var at = rest.IndexOfAny(QueryMarks.MarkStart, QueryMarks.MarkEnd);
            encoder.Encode(writer, (at < 0 ? rest : rest[..at]).ToString());
            if (at < 0)
            {
                break;
            }

            // Only a mark that changes something is written, so that the tags always pair.
            var opens = rest[at] == QueryMarks.MarkStart;
            if (opens != open)
            {
                writer.Write(opens ? "<mark>" : "</mark>");
                open = opens;
            }

            rest = rest[(at + 1)..];
        }

        if (open)
        {
            writer.Write("</mark>");
        }
    }
}
