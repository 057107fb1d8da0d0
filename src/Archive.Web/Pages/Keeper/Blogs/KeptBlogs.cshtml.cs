using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Keeper.Blogs;

/// <summary>Lists the blogs in the order of the first page, and changes that order.</summary>
internal sealed class KeptBlogsModel(ArchiveDb db, ArchiveFolder archive, TimeProvider clock, ILogger<KeptBlogsModel> log) : KeepingForm(archive, clock, log)
{
    public const string Address = AccessList.Keeper + "/blogs";

    public IReadOnlyList<Entry> Blogs { get; private set; } = [];

    /// <summary>Somebody gave the blogs an order; otherwise they follow by title.</summary>
    public bool AreOrdered { get; private set; }

    public static string Of(string slug) => $"{Address}/{Uri.EscapeDataString(slug)}";

    public static string Rename(string slug) => $"{Of(slug)}/rename";

    public static string Merge(string slug) => $"{Of(slug)}/merge";

    public static string Remove(string slug) => $"{Of(slug)}/remove";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var blogs = await db.Blogs
            .OrderBy(blog => blog.Turn == null).ThenBy(blog => blog.Turn).ThenBy(blog => blog.Title)
            .Select(blog => new { Entry = new Entry(blog.Slug, blog.Title, blog.Guessed, db.Posts.Count(post => post.BlogId == blog.Id)), blog.Turn })
            .ToListAsync(cancel);
        Blogs = blogs.ConvertAll(blog => blog.Entry);
        AreOrdered = blogs.Exists(blog => blog.Turn is not null);
    }

    /// <param name="up">The slug of the blog that goes one up; <paramref name="down"/> of one that goes down.</param>
    /// <param name="byTitle">No order any more.</param>
    public async Task<IActionResult> OnPostAsync([FromForm] string? up, [FromForm] string? down, [FromForm] bool byTitle, CancellationToken cancel)
    {
        await OnGetAsync(cancel);
        var order = Blogs.Select(blog => blog.Slug).ToList();
        var (from, to) = up is not null ? (order.IndexOf(up), order.IndexOf(up) - 1) : (order.IndexOf(down ?? ""), order.IndexOf(down ?? "") + 1);
        if (byTitle)
        {
            return AreOrdered ? await KeepAsync(keeper => keeper.Order([]), Address) : LocalRedirect(Address);
        }

        if (from < 0 || to < 0 || to >= order.Count)
        {
            return LocalRedirect(Address);
        }

        (order[from], order[to]) = (order[to], order[from]);
        return await KeepAsync(keeper => keeper.Order(order), Address);
    }

    /// <summary>A blog in the list.</summary>
    public sealed record Entry(string Slug, string Title, bool IsGuessed, int Posts);
}
