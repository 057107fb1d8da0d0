using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Addresses;

/// <summary>Leads addresses that the archive has given before to where they lead now: of blogs that were renamed or merged, of comments that have another key.</summary>
/// <remarks>Only an address that leads nowhere is looked at, so that no page pays for it.</remarks>
public static class EarlierAddresses
{
    public static void UseEarlierAddresses(this WebApplication app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (context.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false }
            && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            && await FindAsync(context, context.RequestAborted) is { } address)
        {
            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = address;
        }
    });

    private static async Task<string?> FindAsync(HttpContext context, CancellationToken cancel)
    {
        if (context.Request.RouteValues["blog"] is not string blog)
        {
            return null;
        }

        var db = context.RequestServices.GetRequiredService<ArchiveDb>();
        var name = await (
            from earlier in db.BlogNames
            join now in db.Blogs on earlier.BlogId equals now.Id
            where earlier.Slug == blog
            select now.Slug).SingleOrDefaultAsync(cancel);
        return name is not null ? OfBlog(context, blog, name) : await OfCommentAsync(context, db, blog, cancel);
    }

    private static string OfBlog(HttpContext context, string blog, string name)
    {
        var path = context.Request.Path.ToUriComponent();
        return PostAddress.Blog(name) + path[PostAddress.Blog(blog).Length..] + context.Request.QueryString.ToUriComponent();
    }

    private static async Task<string?> OfCommentAsync(HttpContext context, ArchiveDb db, string blog, CancellationToken cancel)
    {
        var values = context.Request.RouteValues;
        var key = values["key"] as string ?? context.Request.Query["comment"].ToString();
        if (values["slug"] is not string slug || key.Length == 0)
        {
            return null;
        }

        var month = values["year"] is { } year ? $"{year}-{values["month"]}" : PostAddress.Undated;
        var post = await (
            from home in db.Blogs
            join row in db.Posts on home.Id equals row.BlogId
            where home.Slug == blog && row.Month == month && row.Slug == slug
            select (long?)row.Id).FirstOrDefaultAsync(cancel);
        return post is { } id && await db.LeadsToAsync(id, key, cancel) is { } own && own != key
            ? Address(context, PostAddress.Post(blog, month, slug), key, own)
            : null;
    }

    private static string Address(HttpContext context, string post, string key, string own)
    {
        var query = context.Request.QueryString.ToUriComponent();
        if (context.Request.RouteValues["key"] is null)
        {
            return PostAddress.Comment(post, own);
        }

        var rest = context.Request.Path.ToUriComponent()[PostAddress.Own(post, key).Length..];
        return PostAddress.Own(post, own) + rest + query;
    }
}
