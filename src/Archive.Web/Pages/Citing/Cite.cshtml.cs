using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Citing;

/// <summary>Shows how a post or comment is cited, in every style.</summary>
internal sealed class CiteModel(KeptWorks works, SiteAddress site) : PageModel
{
    /// <summary>The longest name that file systems take, with room for an ending.</summary>
    private const int MaxFileName = 100;

    public KeptWork Kept { get; private set; } = null!;

    public CitedWork Work => Kept.Work;

    /// <summary>A name for the post or comment, for headings.</summary>
    public string What => Work.IsComment ? $"comment {Work.Number}" : "this post";

    /// <summary>All styles, the one that was asked for first.</summary>
    public IReadOnlyList<CitationStyle> Styles { get; private set; } = CitationStyles.All;

    /// <summary>The address of the site, where nobody beyond this machine or its network can reach it; null where others can.</summary>
    public string? Unreachable => site.IsReachedByOthers ? null : site.Root;

    /// <summary>The first words as a citation has them; empty where there are none.</summary>
    public string Words => Work.State == CitedState.Present ? CitedText.First(Work.Text) : "";

    /// <param name="form">Null for the page, or the style that is wanted as a file.</param>
    /// <param name="style">The style that stands first; null for the usual order.</param>
    public async Task<IActionResult> OnGetAsync(
        string blog, string? year, string? month, string slug, string? key, [FromQuery(Name = "as")] string? form, [FromQuery] string? style, CancellationToken cancel)
    {
        if (style is not null)
        {
            // One that nobody knows is no page, so that the cache keeps one page for each style and no more.
            if (CitationStyles.All.FirstOrDefault(known => known.Id == style) is not { } first)
            {
                return NotFound();
            }

            Styles = [first, .. CitationStyles.All.Where(other => other != first)];
        }

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
