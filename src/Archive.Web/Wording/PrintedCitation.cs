using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Archive.Web.Wording;

/// <summary>A citation on a page: every run is escaped, and only the archive's own italics become tags.</summary>
internal sealed class PrintedCitation(Citation citation) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var run in citation.Runs)
        {
            writer.Write(run.IsItalic ? "<i>" : "");
            encoder.Encode(writer, run.Text);
            writer.Write(run.IsItalic ? "</i>" : "");
        }
    }
}
