using Microsoft.AspNetCore.Html;

namespace Archive.Web.Wording;

/// <summary>Prints HTML without escaping it, as no other place does.</summary>
internal static class SafeHtmlExtensions
{
    public static HtmlString Print(this SafeHtml html) => new(html.ToString());
}
