using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Outputs.Crawling;

/// <summary>Lists the pages of the archive for search engines (sitemaps.org): a list of lists, and one list for each blog and each of its months.</summary>
/// <remarks>None reads more than its own month, so that a large archive costs no more a list than a small one.</remarks>
internal static class Sitemaps
{
    public const string Index = "/sitemap.xml";

    /// <summary>Addresses that the format allows a list.</summary>
    public const int MaxOfList = 50_000;

    private const string Page = "page";

    private const string ContentType = "application/xml; charset=utf-8";

    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

    public static void MapSitemaps(this WebApplication app)
    {
        app.MapGet(Index, async (HttpContext context, ArchiveDb db, SiteAddress site, SiteChoices choices, CancellationToken cancel) =>
            await SendAsync(context, choices, "sitemapindex", await ListsAsync(db, site, cancel), cancel));
        app.MapGet("/{blog}/sitemap.xml", async (HttpContext context, ArchiveDb db, SiteAddress site, SiteChoices choices, string blog, CancellationToken cancel) =>
            await SendAsync(context, choices, "urlset", BlogHeading.Find(db, blog) is { IsAll: false } heading ? await PagesAsync(db, site, heading, cancel) : null, cancel));
        app.MapGet("/{blog}/{year:int:length(4)}/{month:int:length(2)}/sitemap.xml", async (HttpContext context, ArchiveDb db, SiteAddress site, SiteChoices choices, string blog, string year, string month, CancellationToken cancel) =>
            await SendAsync(context, choices, "urlset", await PostsAsync(db, site, blog, PostAddress.MonthOf(year, month), Feeds.Part(context), cancel), cancel)).WithMetadata(new ReadsQueryAttribute(Page));
        app.MapGet("/{blog}/undated/sitemap.xml", async (HttpContext context, ArchiveDb db, SiteAddress site, SiteChoices choices, string blog, CancellationToken cancel) =>
            await SendAsync(context, choices, "urlset", await PostsAsync(db, site, blog, PostAddress.Undated, Feeds.Part(context), cancel), cancel)).WithMetadata(new ReadsQueryAttribute(Page));
    }

    // Without times: each would ask of all posts of a list when they changed.
    private static async Task<IEnumerable<string>> ListsAsync(ArchiveDb db, SiteAddress site, CancellationToken cancel)
    {
        var months = await (
            from blog in db.Blogs
            join month in db.BlogMonths on blog.Id equals month.BlogId
            orderby blog.Slug, month.Month
            select new { blog.Slug, month.Month, month.Posts }).ToListAsync(cancel);
        return months.GroupBy(month => month.Slug).SelectMany(blog => blog
            .SelectMany(month => Enumerable.Range(1, Pager.PagesOf(month.Posts, MaxOfList)).Select(part => PostAddress.Page(Of(PostAddress.Month(blog.Key, month.Month)), part)))
            .Prepend(Of(PostAddress.Blog(blog.Key)))).Select(list => Entry("sitemap", site.Of(list), null));
    }

    private static async Task<IEnumerable<string>> PagesAsync(ArchiveDb db, SiteAddress site, BlogHeading blog, CancellationToken cancel)
    {
        var months = await db.BlogMonths.Where(month => month.BlogId == blog.Id).Select(month => month.Month).Order().ToListAsync(cancel);
        string[] own = blog.HasAbout ? [PostAddress.Blog(blog.Slug), PostAddress.About(blog.Slug)] : [PostAddress.Blog(blog.Slug)];
        var years = months.Where(month => month != PostAddress.Undated).Select(month => PostAddress.Year(blog.Slug, month[..4])).Distinct();
        var labels = await db.BlogLabels.Where(label => label.BlogId == blog.Id).Select(label => label.Label).Order().Take(MaxOfList / 2).ToListAsync(cancel);
        return own.Concat(years).Concat(months.Select(month => PostAddress.Month(blog.Slug, month)))
            .Concat(labels.Count == 0 ? [] : labels.Select(label => LabelAddress.Of(blog.Slug, label)).Prepend(LabelAddress.Index(blog.Slug))).Select(page => Entry("url", site.Of(page), null));
    }

    private static async Task<IEnumerable<string>?> PostsAsync(ArchiveDb db, SiteAddress site, string blog, string month, int part, CancellationToken cancel)
    {
        if (part < 1 || BlogHeading.Find(db, blog) is not { IsAll: false } heading)
        {
            return null;
        }

        var posts = await (
            from post in heading.PostsOf(db, month)
            join capture in db.Captures on post.FirstCaptureId equals capture.Id
            join source in db.Sources on capture.SourceId equals source.Id
            // As in PostsOf, whose order a join need not keep.
            orderby post.Id + 0
            select new { post.Id, post.Slug, HasOne = post.FirstCaptureId == post.LastCaptureId, source.ImportedAt })
            .Skip((int)Math.Min(int.MaxValue, (part - 1L) * MaxOfList)).Take(MaxOfList).ToListAsync(cancel);
        var changes = await LastChange.OfAsync(db, [.. posts.Where(post => !post.HasOne).Select(post => post.Id)], cancel);
        return posts.Count == 0 ? null : posts.Select(post => Entry(
            "url", site.Of(PostAddress.Post(heading.Slug, month, post.Slug)), changes.TryGetValue(post.Id, out var changed) ? changed : post.ImportedAt));
    }

    private static async Task<IResult> SendAsync(HttpContext context, SiteChoices choices, string list, IEnumerable<string>? entries, CancellationToken cancel)
    {
        if (entries is null || !choices.MayBeIndexed)
        {
            return Results.NotFound();
        }

        context.Response.ContentType = ContentType;
        SiteCache.Keep(context);
        await using var output = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await output.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{list} xmlns=\"{Namespace}\">\n".AsMemory(), cancel);
        foreach (var entry in entries)
        {
            await output.WriteAsync(entry.AsMemory(), cancel);
        }

        await output.WriteAsync($"</{list}>\n".AsMemory(), cancel);
        return Results.Empty;
    }

    private static string Of(string page) => page + Index;

    private static string Entry(string name, string address, DateTime? changed) =>
        $"<{name}><loc>{WebUtility.HtmlEncode(address)}</loc>{(changed is { } at ? $"<lastmod>{InWords.Iso(at)}</lastmod>" : "")}</{name}>\n";
}
