using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Citing;

/// <summary>How a post or comment is cited, in every style.</summary>
internal sealed class CiteModel(KeptTexts texts) : PageModel
{
    /// <summary>What file systems take, with room for an ending.</summary>
    private const int MaxFileName = 100;

    public KeptText Kept { get; private set; } = null!;

    public CitedWork Work => Kept.Work;

    /// <summary>What is cited, for headings.</summary>
    public string What => Work.IsComment ? $"comment {Work.Number}" : "this post";

    /// <summary>The first words as a citation has them; empty where there are none.</summary>
    public string Words => Work.State == CitedState.Present ? CitedText.First(Work.Text) : "";

    /// <summary>The capture that shows the text so.</summary>
    public KeptText.Look Look => KeptText.Shown(Kept.Looks);

    /// <param name="form">Null for the page, or the style that is wanted as a file.</param>
    public async Task<IActionResult> OnGetAsync(
        string blog, string? year, string? month, string slug, string? key, [FromQuery(Name = "as")] string? form, CancellationToken cancel)
    {
        if (await texts.FindAsync(blog, year is null ? PostAddress.Undated : $"{year}-{month}", slug, key, cancel) is not { } kept)
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
}
