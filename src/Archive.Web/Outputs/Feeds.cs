using System.Globalization;

namespace Archive.Web.Outputs;

/// <summary>Gives Atom feeds to their readers, who ask again and again, and writes their addresses, but for those of searches.</summary>
internal static class Feeds
{
    /// <summary>The newest posts of all blogs.</summary>
    public const string All = "/feed.atom";

    /// <summary>The comments of all blogs that came last.</summary>
    public const string AllComments = "/comments.atom";

    public const string OfLabelRoute = "/{blog}/labels/{label}/feed.atom";

    private const string Page = "page";

    public static string OfBlog(string blog) => $"{PostAddress.Blog(blog)}/feed.atom";

    /// <summary>The comments of a blog that came last.</summary>
    public static string OfComments(string blog) => $"{PostAddress.Blog(blog)}/comments.atom";

    /// <summary>The comments of a post.</summary>
    /// <param name="post">The address of the post.</param>
    public static string OfPost(string post) => $"{post}/comments.atom";

    public static void AddFeeds(this IServiceCollection services)
    {
        services.AddScoped<PostFeeds>();
        services.AddScoped<CommentFeeds>();
    }

    public static void MapFeeds(this WebApplication app)
    {
        app.MapGet(All, async (HttpContext context, PostFeeds feeds, CancellationToken cancel) =>
            Send(context, await feeds.AllAsync(cancel)));
        app.MapGet("/{blog}/feed.atom", async (HttpContext context, PostFeeds feeds, string blog, CancellationToken cancel) =>
            Send(context, await feeds.OfAsync(blog, cancel)));
        app.MapGet(AllComments, async (HttpContext context, CommentFeeds feeds, CancellationToken cancel) =>
            Send(context, await feeds.NewestAsync(PostAddress.AllBlogs, cancel)));
        app.MapGet(OfLabelRoute, async (HttpContext context, PostFeeds feeds, string blog, string label, CancellationToken cancel) =>
            Send(context, await feeds.OfLabelAsync(blog, label, cancel)));
        app.MapGet("/{blog}/comments.atom", async (HttpContext context, CommentFeeds feeds, string blog, CancellationToken cancel) =>
            Send(context, blog == PostAddress.AllBlogs ? null : await feeds.NewestAsync(blog, cancel)));
        app.MapGet(OfPost("/{blog}/{year:int:length(4)}/{month:int:length(2)}/{slug}"), async (HttpContext context, CommentFeeds feeds, string blog, string year, string month, string slug, CancellationToken cancel) =>
            Send(context, await feeds.OfPostAsync(blog, PostAddress.MonthOf(year, month), slug, Part(context), cancel))).WithMetadata(new ReadsQueryAttribute(Page));
        app.MapGet(OfPost("/{blog}/undated/{slug}"), async (HttpContext context, CommentFeeds feeds, string blog, string slug, CancellationToken cancel) =>
            Send(context, await feeds.OfPostAsync(blog, PostAddress.Undated, slug, Part(context), cancel))).WithMetadata(new ReadsQueryAttribute(Page));
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

    /// <summary>The part of a list of several that an address asks for; 0 for what is none.</summary>
    public static int Part(HttpContext context) => context.Request.Query[Page] is [{ } page, ..]
        ? int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
        : 1;
}
