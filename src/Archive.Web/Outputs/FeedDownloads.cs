using System.Globalization;

namespace Archive.Web.Outputs;

/// <summary>Gives feeds to their readers, who ask again and again: what has not changed is not made again.</summary>
internal static class FeedDownloads
{
    private const string Post = "/{blog}/{year:int:length(4)}/{month:int:length(2)}/{slug}";

    public static void AddFeeds(this IServiceCollection services)
    {
        services.AddScoped<PostFeeds>();
        services.AddScoped<CommentFeed>();
    }

    public static void MapFeeds(this WebApplication app)
    {
        app.MapGet(FeedAddress.All, async (HttpContext context, PostFeeds feeds, CancellationToken cancel) =>
            Send(context, await feeds.AllAsync(cancel)));
        app.MapGet("/{blog}/feed.atom", async (HttpContext context, PostFeeds feeds, string blog, CancellationToken cancel) =>
            Send(context, await feeds.OfAsync(blog, cancel)));
        app.MapGet(FeedAddress.Comments(Post), async (HttpContext context, CommentFeed feed, string blog, string year, string month, string slug, CancellationToken cancel) =>
            Send(context, await feed.OfAsync(blog, $"{year}-{month}", slug, Part(context), cancel)));
        app.MapGet(FeedAddress.Comments("/{blog}/undated/{slug}"), async (HttpContext context, CommentFeed feed, string blog, string slug, CancellationToken cancel) =>
            Send(context, await feed.OfAsync(blog, PostAddress.Undated, slug, Part(context), cancel)));
    }

    private static IResult Send(HttpContext context, byte[]? feed)
    {
        if (feed is null)
        {
            return Results.NotFound();
        }

        SiteCache.Keep(context);
        return Results.Bytes(feed, AtomWriter.ContentType);
    }

    private static int Part(HttpContext context) => context.Request.Query["page"] is [{ } page, ..]
        ? int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
        : 1;
}
