using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Threads;

/// <summary>All comments that are signed with one name.</summary>
internal sealed class SignedModel(ArchiveDb db, SignerNames signers) : PageModel
{
    /// <summary>Comments of one page: some six screens.</summary>
    public const int PerPage = 50;

    public string Name { get; private set; } = "";

    public int Comments { get; private set; }

    /// <summary>The blogs whose author is called so.</summary>
    public IReadOnlyList<BlogOfAuthor> Blogs { get; private set; } = [];

    public IReadOnlyList<Entry> Entries { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(
        string name, [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        Name = name;
        if (!signers.Among([name]).Contains(name))
        {
            return NotFound();
        }

        var all = db.Comments.Where(comment => comment.InferredSigner == name);
        Comments = await all.CountAsync(cancel);
        Pager = new Pager(number, Pager.PagesOf(Comments, PerPage), PostAddress.Signed(name));
        if (number < 1 || number > Pager.Pages || Comments == 0)
        {
            return NotFound();
        }

        // Ids lie in order of date.
        var ids = await all.OrderByDescending(comment => comment.Id).Select(comment => comment.Id)
            .Skip((number - 1) * PerPage).Take(PerPage).ToListAsync(cancel);
        Entries = await (
            from comment in db.Comments
            join post in db.Posts on comment.PostId equals post.Id
            join blog in db.Blogs on post.BlogId equals blog.Id
            where ids.Contains(comment.Id)
            orderby comment.Id descending
            select new Entry(
                blog.Slug, blog.Language, post.Month, post.Slug, post.Title, post.Published, comment.Key, comment.Number,
                comment.Published, comment.Text.Substring(0, Opening.FetchLength))).ToListAsync(cancel);
        Blogs = (await db.Blogs.Where(blog => blog.Author != null)
            .Select(blog => new BlogOfAuthor(blog.Slug, blog.Title, blog.Author!)).ToListAsync(cancel))
            .FindAll(blog => SignOff.IsCalled(blog.Author, name));
        return Page();
    }

    /// <summary>A blog and who wrote it.</summary>
    public sealed record BlogOfAuthor(string Slug, string Title, string Author);

    /// <summary>A comment that is signed so.</summary>
    public sealed record Entry(
        string Blog, string? Language, string Month, string Slug, string? Title, string? PostPublished, string Key, string Number,
        string? Published, string Start)
    {
        public string PostLink => PostAddress.Post(Blog, Month, Slug);
    }
}
