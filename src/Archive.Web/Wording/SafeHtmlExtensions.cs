using Microsoft.AspNetCore.Html;

namespace Archive.Web.Wording;

/// <summary>The one place where HTML is printed without being escaped.</summary>
internal static class SafeHtmlExtensions
{
    public static HtmlString Print(this SafeHtml html) => new(html.ToString());
}
