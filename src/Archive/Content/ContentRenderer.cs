using System.Buffers;
using System.Text;
using Markdig;

namespace Archive.Content;

/// <summary>Makes what people wrote safe to print.</summary>
public static class ContentRenderer
{
    /// <summary>The longest Markdown that is read as such, in characters: 2,500 words. Its cost grows with the square of some texts.</summary>
    public const int MaxMarkdown = 16 * 1024;

    private static readonly MarkdownPipeline Markdown =
        new MarkdownPipelineBuilder().DisableHtml().UseEmphasisExtras().UseAutoLinks().UseDefinitionLists().Build();

    /// <summary>Plain text as dumps have it: paragraphs, line breaks, lists, bare addresses as links, quoted passages set apart.</summary>
    public static SafeHtml FromText(ReadOnlySpan<char> text) => PlainText.Print(text);

    /// <summary>The same of a text as it is stored.</summary>
    public static SafeHtml FromText(ReadOnlySpan<byte> utf8)
    {
        var text = ArrayPool<char>.Shared.Rent(utf8.Length);
        var html = FromText(text.AsSpan(0, Encoding.UTF8.GetChars(utf8, text)));
        ArrayPool<char>.Shared.Return(text);
        return html;
    }

    /// <summary>The HTML of a stored text: most say no more than their words, and only what does is stored as HTML.</summary>
    /// <param name="markup">What was stored; null where it is made of the text alone.</param>
    /// <param name="text">The plain words.</param>
    public static SafeHtml Stored(SafeHtml? markup, string text) => markup ?? FromText(text);

    /// <summary>HTML from anywhere; shown as plain text where it is beyond what is parsed.</summary>
    public static SafeHtml FromHtml(string html) => HtmlSanitizer.Sanitize(html) ?? FromText(html);

    /// <summary>Markdown; shown as plain text where it is too long or too deeply nested.</summary>
    public static SafeHtml FromMarkdown(string markdown)
    {
        if (markdown.Length > MaxMarkdown)
        {
            return FromText(markdown);
        }

        try
        {
            // The sanitizer runs last: without HTML in it, Markdown still makes links to scripts.
            return HtmlSanitizer.Sanitize(Markdig.Markdown.ToHtml(markdown, Markdown)) ?? FromText(markdown);
        }
        catch (ArgumentException)
        {
            // How Markdig says that it nests deeper than its limit.
            return FromText(markdown);
        }
    }
}
