using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Citing;

/// <summary>Shows how a post or comment is cited, in every style.</summary>
internal sealed class CiteModel(KeptWorks works) : PageModel
{
    /// <summary>The longest name that file systems take, with room for an ending.</summary>
    private const int MaxFileName = 100;

    public KeptWork Kept { get; private set; } = null!;

    public CitedWork Work => Kept.Work;

    /// <summary>A name for the post or comment, for headings.</summary>
    public string What => Work.IsComment ? $"comment {Work.Number}" : "this post";

    /// <summary>The first words as a citation has them; empty where there are none.</summary>
    public string Words => Work.State == CitedState.Present ? CitedText.First(Work.Text) : "";

    /// <param name="form">Null for the page, or the style that is wanted as a file.</param>
    public async Task<IActionResult> OnGetAsync(
        string blog, string? year, string? month, string slug, string? key, [FromQuery(Name = "as")] string? form, CancellationToken cancel)
    {
        if (await works.FindAsync(blog, PostAddress.MonthOf(year, month), slug, key, cancel) is not { } kept)
        {
            return NotFound();
        }

        Kept = kept;
        return form is null ? Page() : AsFile(form);
    }

    private IActionResult AsFile(string form)
    {
        if (CitationStyles.All.FirstOrDefault(style => style.Id == form) is not { File: { } file } style)
        {
            return NotFound();
        }

        SiteCache.Keep(HttpContext);
        var name = Work.Address.AbsolutePath.Trim('/').Replace('/', '-').Replace("%", "", StringComparison.Ordinal);
        return File(
            Encoding.UTF8.GetBytes(style.Write(Work).ToString()), $"{file.ContentType}; charset=utf-8",
            $"{(name.Length > MaxFileName ? name[..MaxFileName] : name)}.{file.Extension}");
    }

    /// <summary>Prints a citation: every run is escaped, and only the archive's own italics become tags.</summary>
    public sealed class Printed(Citation citation) : IHtmlContent
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
}
