using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Addresses;

/// <summary>Redirects addresses that this site gave earlier: of blogs that were renamed or merged, of posts that another blog has or that had another slug, of comments that have another key.</summary>
/// <remarks>Only an address that leads nowhere is looked at, so that no page pays for it.</remarks>
internal static class EarlierAddresses
{
    private const string Comment = "comment";

    public static void UseEarlierAddresses(this WebApplication app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (context.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false }
            && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            && await FindAsync(context, context.RequestAborted) is { } address)
        {
            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = address;
            // An inferred date may be taken back, and the address is the post's own again: whoever remembered would be led in a circle.
            context.Response.Headers.CacheControl = "no-cache";
        }
    });

    /// <summary>The post that an address names, or leads to because it did earlier; null where it leads nowhere.</summary>
    /// <param name="blog">A slug that a blog has now.</param>
    /// <param name="month"><c>2014-02</c> or <c>undated</c>.</param>
    public static async Task<Destination?> PostAsync(ArchiveDb db, string blog, string month, string slug, CancellationToken cancel) =>
        await NamedAsync(db, blog, month, slug, cancel)
        ?? await GivenAsync(db, blog, month, slug, cancel)
        ?? await CapturedAsync(db, blog, month, slug, cancel)
        ?? await ElsewhereAsync(db, blog, month, slug, cancel);

    /// <summary>The post that an address leads to, with the key of the comment that it names: empty where it names none, null where neither that post has it nor one that was parted from it.</summary>
    /// <param name="blog">A slug that a blog has now.</param>
    /// <param name="month"><c>2014-02</c> or <c>undated</c>.</param>
    /// <param name="key">Empty for the post.</param>
    public static async Task<(Destination Post, string? Key)?> TextAsync(ArchiveDb db, string blog, string month, string slug, string key, CancellationToken cancel)
    {
        if (await PostAsync(db, blog, month, slug, cancel) is not { } post)
        {
            return null;
        }

        if ((key.Length == 0 ? key : db.LeadsTo(post.Id, key)) is { } own)
        {
            return (post, own);
        }

        return await ApartAsync(db, post, slug, key, cancel) is { } apart ? (apart, db.LeadsTo(apart.Id, key)) : (post, null);
    }

    private static async Task<string?> FindAsync(HttpContext context, CancellationToken cancel)
    {
        if (context.Request.RouteValues["blog"] is not string blog)
        {
            return null;
        }

        var db = context.RequestServices.GetRequiredService<ArchiveDb>();
        var name = await db.NameNowAsync(blog, cancel);
        return name is not null ? OfBlog(context, blog, name)
            : context.Request.RouteValues["slug"] is string slug ? await OfPostAsync(context, db, blog, slug, cancel)
            : null;
    }

    private static string OfBlog(HttpContext context, string blog, string name)
    {
        var path = context.Request.Path.ToUriComponent();
        return PostAddress.Blog(name) + path[PostAddress.Blog(blog).Length..] + context.Request.QueryString.ToUriComponent();
    }

    private static async Task<string?> OfPostAsync(HttpContext context, ArchiveDb db, string blog, string slug, CancellationToken cancel)
    {
        var values = context.Request.RouteValues;
        var month = PostAddress.MonthOf(values["year"] as string, values["month"] as string);
        var (asked, key) = (PostAddress.Post(blog, month, slug), values["key"] as string ?? CommentAsked(context));
        // Where the key leads nowhere, the post alone is no answer.
        if (await TextAsync(db, blog, month, slug, key, cancel) is not ({ } post, { } own))
        {
            return null;
        }

        var address = PostAddress.Post(post.Blog, post.Month, post.Slug);
        return address == asked && own == key ? null : Address(context, asked, key, address, own);
    }

    private static string CommentAsked(HttpContext context) =>
        ReadsQueryAttribute.Of(context).Keys.Contains(Comment) ? context.Request.Query[Comment].ToString() : "";

    private static Task<Destination?> NamedAsync(ArchiveDb db, string blog, string month, string slug, CancellationToken cancel) => (
        from home in db.Blogs
        join post in db.Posts on home.Id equals post.BlogId
        where home.Slug == blog && post.Month == month && post.Slug == slug
        select new Destination(post.Id, home.Slug, post.Month, post.Slug)).FirstOrDefaultAsync(cancel);

    // Posts that are one now had several slugs.
    private static Task<Destination?> GivenAsync(ArchiveDb db, string blog, string month, string slug, CancellationToken cancel) => (
        from given in db.GivenAddresses
        join capture in db.Captures on given.CaptureId equals capture.Id
        join post in db.Posts on capture.PostId equals post.Id
        join home in db.Blogs on post.BlogId equals home.Id
        where given.Name == slug && given.Line == null && home.Slug == blog && post.Month == month
        orderby given.Id
        select new Destination(post.Id, home.Slug, post.Month, post.Slug)).FirstOrDefaultAsync(cancel);

    // Posts that are one now had other titles and days; of several that had one, the first answers for a number that is gone.
    private static async Task<Destination?> CapturedAsync(ArchiveDb db, string blog, string month, string slug, CancellationToken cancel)
    {
        var stem = StemOf(slug);
        var (address, ofStem) = ($"{month}/{slug}", $"{month}/{stem}");
        return await (
            from captured in db.CapturedAddresses
            join post in db.Posts on captured.PostId equals post.Id
            join home in db.Blogs on post.BlogId equals home.Id
            where (captured.Address == address || captured.Address == ofStem) && home.Slug == blog
            orderby captured.Address == ofStem, post.Id
            select new Destination(post.Id, home.Slug, post.Month, post.Slug)).FirstOrDefaultAsync(cancel)
            ?? (stem == slug ? null : await NamedAsync(db, blog, month, stem, cancel));
    }

    // Posts that are two now were one, and each comment is one post's: of the same title, or that a keeper parted from the one that was asked for.
    private static async Task<Destination?> ApartAsync(ArchiveDb db, Destination asked, string slug, string key, CancellationToken cancel)
    {
        var stem = StemOf(slug);
        var (first, end) = (stem + "_", stem + "`");
        var parted =
            from verdict in db.JudgedCaptures
            join capture in db.Captures on verdict.CaptureId equals capture.Id
            join other in db.Captures on verdict.OtherCaptureId equals other.Id
            where capture.PostId == asked.Id && !verdict.Same
            select other.PostId;
        var posts = await (
            from home in db.Blogs
            join post in db.Posts on home.Id equals post.BlogId
            where ((home.Slug == asked.Blog && post.Month == asked.Month && (post.Slug == stem || (post.Slug.CompareTo(first) >= 0 && post.Slug.CompareTo(end) < 0))) || parted.Contains(post.Id))
                && (db.Comments.Any(comment => comment.PostId == post.Id && comment.Key == key) || db.CommentKeys.Any(other => other.PostId == post.Id && other.Key == key))
            orderby post.Id
            select new Destination(post.Id, home.Slug, post.Month, post.Slug)).Take(1).ToListAsync(cancel);
        return posts.Count == 0 ? null : posts[0];
    }

    private static string StemOf(string slug) => slug.Split('_', 2)[0];

    // Dumps of a guessed blog that somebody has named since are shown in the blog that they are of.
    private static async Task<Destination?> ElsewhereAsync(ArchiveDb db, string blog, string month, string slug, CancellationToken cancel)
    {
        if (!await db.Blogs.AnyAsync(guess => guess.Slug == blog && guess.Guessed, cancel))
        {
            return null;
        }

        var posts = await (
            from home in db.Blogs
            join post in db.Posts on home.Id equals post.BlogId
            where post.Month == month && post.Slug == slug
            select new Destination(post.Id, home.Slug, post.Month, post.Slug)).Take(2).ToListAsync(cancel);
        return posts.Count == 1 ? posts[0] : null;
    }

    private static string Address(HttpContext context, string asked, string key, string post, string own)
    {
        var query = context.Request.QueryString.ToUriComponent();
        if (context.Request.RouteValues["key"] is null && key.Length > 0)
        {
            return PostAddress.Comment(post, own);
        }

        var (from, to) = key.Length > 0 ? (PostAddress.Own(asked, key), PostAddress.Own(post, own)) : (asked, post);
        return to + Behind(context.Request.Path, from) + query;
    }

    // By the number of parts: a sign in a slug, as of power-to-people_:, is written in paths in more ways than one.
    private static string Behind(PathString path, string from) =>
        string.Concat(path.ToUriComponent().Split('/').Skip(from.Split('/').Length).Select(part => $"/{part}"));

    /// <summary>A post as it stands now.</summary>
    internal sealed record Destination(long Id, string Blog, string Month, string Slug);
}
