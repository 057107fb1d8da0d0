using Archive.Content;
using Archive.Searching;
using Archive.Storage;
using Archive.Web.Searching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages;

/// <summary>A post and its thread.</summary>
public sealed class PostModel(ArchiveDb db, ArchiveSearch search) : PageModel
{
    /// <summary>About 350 kB of page; the longest threads of lively blogs fit on two.</summary>
    public const int CommentsPerPage = 500;

    private static readonly Func<ArchiveDb, string, string, string, CancellationToken, Task<Article?>> FindPost =
        EF.CompileAsyncQuery((ArchiveDb db, string blog, string month, string slug, CancellationToken cancel) => (
            from home in db.Blogs
            join post in db.Posts on home.Id equals post.BlogId
            join capture in db.Captures on post.LastCaptureId equals capture.Id
            join source in db.Sources on capture.SourceId equals source.Id
            where home.Slug == blog && post.Month == month && post.Slug == slug
            select new Article(
                post.Id, home.Title, home.Language, post.Title, post.Author, post.Published, post.Url, post.Labels, post.Html,
                post.CommentCount, capture.DeclaredComments, capture.FoundComments, post.FirstLine, post.LastLine,
                post.FirstCaptureId, post.LastCaptureId, capture.CapturedAt, capture.CapturedBasis, source.Sha256,
                source.FileName)).SingleOrDefault());

    private static readonly Func<ArchiveDb, long, int, int, IAsyncEnumerable<ThreadComment>> FindComments =
        EF.CompileAsyncQuery((ArchiveDb db, long post, int from, int before) => db.Comments
            .Where(comment => comment.PostId == post && comment.Position >= from && comment.Position < before)
            .OrderBy(comment => comment.Position)
            .Select(ThreadComment.FromComment));

    public Article Post { get; private set; } = null!;

    public string Blog { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string Month { get; private set; } = "";

    /// <summary>The comments of this page, those that it continues from before them.</summary>
    public ThreadPart Thread { get; private set; } = null!;

    /// <summary>How many of <see cref="Thread"/> stand on an earlier page and are only named here.</summary>
    public int Continued { get; private set; }

    public int Roots { get; private set; }

    public Pager Pager { get; private set; } = null!;

    public PostHistory History { get; private set; } = PostHistory.OneCapture;

    /// <summary>No comment of the page shows a name, so one sentence says it for all.</summary>
    public bool AllUnsigned { get; private set; }

    /// <summary>What the search that led here looked for; null where nothing is marked.</summary>
    public PageMarks? Marks { get; private set; }

    /// <summary>Where the links of the page lead.</summary>
    public PostLinks Links { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(
        string blog, string? year, string? month, string slug, string? comment, [FromQuery] string? mark,
        [FromQuery(Name = "page")] int number = 1, CancellationToken cancel = default)
    {
        Blog = blog;
        Month = year is null ? PostAddress.Undated : $"{year}-{month}";
        if (slug.EndsWith(".html", StringComparison.Ordinal))
        {
            // As addresses of the live blog end.
            return RedirectPermanent(PostAddress.Post(blog, Month, slug[..^".html".Length]));
        }

        if (await FindPost(db, blog, Month, slug, cancel) is not { } post)
        {
            return NotFound();
        }

        Post = post;
        Address = PostAddress.Post(blog, Month, slug);
        Marks = PageMarks.Of(mark, search);
        return comment is null ? await ShowAsync(number, cancel) : await GoToAsync(comment, cancel);
    }

    /// <summary>Where a comment of this thread is linked to: on a thread of one page, the place on it.</summary>
    public string LinkTo(ThreadComment comment) =>
        Pager.Pages == 1 ? $"#{PostAddress.Anchor(comment.Key)}" : PostAddress.Comment(MarkedAddress, comment.Key);

    /// <summary>What keeps a search within this thread.</summary>
    public string Scope => SearchAddress.Text(new SearchFilter(FilterKind.Post, RouteData.Values["slug"] as string ?? ""));

    public SafeHtml Shown(SafeHtml html) => Links.In(Marks?.In(html) ?? html);

    /// <summary>The source whose lines a comment's numbers count: that of the last capture that holds it.</summary>
    public string SourceOf(ThreadComment comment) => History.Find(comment.LastCaptureId)?.Sha256 ?? Post.Sha256;

    private string MarkedAddress => PostAddress.Marked(Address, Marks?.Query ?? "");

    private async Task<IActionResult> ShowAsync(int number, CancellationToken cancel)
    {
        if (number is < 1 or > PostId.MaxComments / CommentsPerPage)
        {
            return NotFound();
        }

        var from = (number - 1) * CommentsPerPage;
        var comments = await LoadAsync(from, cancel);
        var end = comments.Count < CommentsPerPage ? from + comments.Count : await LastPositionAsync(cancel) + 1;
        Pager = new Pager(number, Pager.PagesOf(end, CommentsPerPage), MarkedAddress, "Earlier comments", "Later comments");
        if (number > Pager.Pages)
        {
            return NotFound();
        }

        if (comments is [{ Depth: > 0 } first, ..])
        {
            comments.InsertRange(0, await LoadOpenAsync(first, cancel));
        }

        Links = await PostLinks.OfAsync(db, comments.Select(one => one.Html).Prepend(Post.Html), Post.Published, cancel);
        Thread = ThreadPart.Of(comments);
        AllUnsigned = comments.TrueForAll(comment => comment.Author is null);
        Roots = Pager.Pages == 1
            ? comments.Count(comment => comment.Depth == 0)
            : await db.Comments.CountAsync(comment => comment.PostId == Post.Id && comment.Depth == 0, cancel);
        if (Post.FirstCaptureId != Post.LastCaptureId)
        {
            History = await PostHistory.OfAsync(db, Post.Id, comments, cancel);
        }

        return Page();
    }

    private async Task<IActionResult> GoToAsync(string key, CancellationToken cancel)
    {
        var position = await db.Comments
            .Where(comment => comment.PostId == Post.Id && comment.Key == key)
            .Select(comment => (int?)comment.Position)
            .SingleOrDefaultAsync(cancel);
        return position is null
            ? NotFound()
            : Redirect($"{PostAddress.Page(MarkedAddress, (position.Value / CommentsPerPage) + 1)}#{PostAddress.Anchor(key)}");
    }

    private async Task<List<ThreadComment>> LoadAsync(int from, CancellationToken cancel)
    {
        var comments = new List<ThreadComment>(Math.Min(CommentsPerPage, Post.Comments + 1));
        await foreach (var comment in FindComments(db, Post.Id, from, from + CommentsPerPage).WithCancellation(cancel))
        {
            comments.Add(comment);
        }

        return comments;
    }

    // A page that starts inside a thread first names the comments that its own are replies to, one for each level.
    private async Task<List<ThreadComment>> LoadOpenAsync(ThreadComment first, CancellationToken cancel)
    {
        var depth = Math.Min(first.Depth, ThreadPart.MaxNesting);
        var positions = db.Comments
            .Where(comment => comment.PostId == Post.Id && comment.Position < first.Position && comment.Depth < depth)
            .GroupBy(comment => comment.Depth)
            .Select(level => level.Max(comment => comment.Position));
        var open = await db.Comments
            .Where(comment => comment.PostId == Post.Id && positions.Contains(comment.Position))
            .OrderBy(comment => comment.Position)
            .Select(ThreadComment.FromComment)
            .ToListAsync(cancel);
        Continued = open.Count;
        return open;
    }

    // Positions count from 0 without a gap.
    private Task<int> LastPositionAsync(CancellationToken cancel) =>
        db.Comments.Where(comment => comment.PostId == Post.Id).MaxAsync(comment => comment.Position, cancel);

    /// <summary>The post as the page shows it.</summary>
    public sealed record Article(
        long Id, string BlogTitle, string? Language, string? Title, string? Author, string? Published, string? Url,
        IReadOnlyList<string> Labels, SafeHtml Html, int Comments, int? Declared, int Found, int? FirstLine, int? LastLine,
        long FirstCaptureId, long LastCaptureId, DateTime CapturedAt, CaptureBasis CapturedBasis, string Sha256, string FileName);
}
