using Archive.Content;
using Microsoft.AspNetCore.Html;

namespace Archive.Web;

/// <summary>The one place where HTML is printed without being escaped.</summary>
public static class SafeHtmlExtensions
{
    public static HtmlString Print(this SafeHtml html) => new(html.ToString());
}
