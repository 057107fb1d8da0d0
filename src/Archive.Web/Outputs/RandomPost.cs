using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Outputs;

/// <summary>Leads to a post that chance picks, each as likely as the other.</summary>
internal static class RandomPost
{
    public const string Route = "/{blog}/random";

    public static void MapRandomPost(this WebApplication app) => app.MapGet(Route, async (HttpContext context, ArchiveDb db, string blog, CancellationToken cancel) =>
    {
        if (BlogHeading.Find(db, blog) is not { } heading || heading.CalendarOf(db, null) is not { Posts: > 0 } calendar)
        {
            return Results.NotFound();
        }

        // A month by its share, then one of its posts: nothing counts through all of them.
        var turn = RandomNumberGenerator.GetInt32(calendar.Posts);
        var months = calendar.Months.GetEnumerator();
        while (months.MoveNext() && turn >= months.Current.Posts)
        {
            turn -= months.Current.Posts;
        }

        var post = await heading.PostsOf(db, months.Current.Month).OrderBy(post => post.Month).Skip(turn)
            .Join(db.Blogs, post => post.BlogId, home => home.Id, (post, home) => new { Blog = home.Slug, post.Month, post.Slug }).FirstOrDefaultAsync(cancel);
        context.Response.Headers.CacheControl = "no-store";
        return post is null ? Results.NotFound() : Results.Redirect(PostAddress.Post(post.Blog, post.Month, post.Slug));
    });
}
