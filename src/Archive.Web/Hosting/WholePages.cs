using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewEngines;

namespace Archive.Web.Hosting;

/// <summary>Writes a page and the layouts around it as UTF-8 into one array, and sends it at once.</summary>
/// <remarks>
/// The framework keeps a page as a list of strings, then as characters, and sends it as bytes piece by piece. Pages, sections and layouts are what they are there; only that what a page
/// writes is a text at once, and that what its view starts say, which is a layout, is asked once for each page.
/// </remarks>
internal sealed class WholePages(
    IHttpResponseStreamWriterFactory writers, ICompositeViewEngine views, IRazorViewEngine razor, IRazorPageActivator activator, DiagnosticListener diagnostics, HtmlEncoder encoder)
    : PageResultExecutor(writers, views, razor, activator, diagnostics, encoder)
{
    private readonly IRazorViewEngine razor = razor;
    private readonly IRazorPageActivator activator = activator;
    private readonly ConcurrentDictionary<string, string?> layouts = new(StringComparer.Ordinal);

    public override async Task ExecuteAsync(PageContext pageContext, PageResult result)
    {
        var (page, context, response) = (result.Page, result.Page.ViewContext, pageContext.HttpContext.Response);
        page.Layout = await LayoutOfAsync(pageContext, context);
        var text = new Utf8Text();
        try
        {
            context.Writer = text;
            await page.ExecuteAsync();
            IRazorPage inner = page;
            var around = new List<IRazorPage>();
            while (inner.Layout is { Length: > 0 } name)
            {
                (inner, var outer) = await WriteAroundAsync(inner, Find(context, inner, name), context, text);
                text.Dispose();
                text = outer;
                around.Add(inner);
            }

            // At the end, because a layout may hand sections on to the one around it.
            around.ForEach(layout => layout.EnsureRenderedBodyOrSections());

            response.ContentType ??= DefaultContentType;
            if (!SiteCache.TryHold(pageContext.HttpContext, text))
            {
                // Also where the time of a request is over: the page that says so is written then.
                await response.SendAsync(text.Written, CancellationToken.None);
            }
        }
        finally
        {
            context.Writer = TextWriter.Null;
            text.Dispose();
        }
    }

    private async Task<(IRazorPage Layout, Utf8Text Text)> WriteAroundAsync(IRazorPage inner, IRazorPage layout, ViewContext context, Utf8Text body)
    {
        var text = new Utf8Text();
        try
        {
            (layout.PreviousSectionWriters, layout.BodyContent) = (inner.SectionWriters, new Body(body));
            context.Writer = text;
            await WriteAsync(layout, context);
            return (layout, text);
        }
        catch
        {
            text.Dispose();
            throw;
        }
    }

    private async Task WriteAsync(IRazorPage page, ViewContext context)
    {
        (page.ViewContext, context.ExecutingFilePath) = (context, page.Path);
        activator.Activate(page, context);
        await page.ExecuteAsync();
    }

    private async Task<string?> LayoutOfAsync(PageContext pageContext, ViewContext context)
    {
        var (path, data) = (pageContext.ActionDescriptor.RelativePath, context.ViewData);
        if (layouts.TryGetValue(path, out var layout))
        {
            return layout;
        }

        foreach (var make in pageContext.ViewStartFactories)
        {
            var start = make();
            start.Layout = layout;
            await WriteAsync(start, context);
            layout = start.Layout;
        }

        (context.ViewData, context.ExecutingFilePath) = (data, path);
        return layouts[path] = layout;
    }

    private IRazorPage Find(ViewContext context, IRazorPage inner, string name) =>
        razor.GetPage(inner.Path, name).Page ?? razor.FindPage(context, name).Page ?? throw new InvalidOperationException($"there is no layout {name}");

    private sealed class Body(Utf8Text text) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            if (writer is Utf8Text outer)
            {
                outer.Write(text.Written.Span);
            }
            else
            {
                writer.Write(Encoding.UTF8.GetString(text.Written.Span));
            }
        }
    }
}
