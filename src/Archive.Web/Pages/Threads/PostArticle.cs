using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Threads;

/// <summary>A post as its pages show it.</summary>
/// <param name="Start">Enough of its text for <see cref="Opening.Of"/>.</param>
/// <param name="Length">Of its text, in characters.</param>
internal sealed record PostArticle(
    long Id, long BlogId, string Blog, string BlogTitle, string? BlogAddress, string? BlogAuthor, string? Language, string Month, string Slug, string? Title,
    string? Author, string? Published, string? InferredPublished, string? OpenDate, string? Url, string? LivePage, IReadOnlyList<string> Labels, SafeHtml Html, string Start, int Length, int Comments, int? Declared,
    int Found, int? FirstLine, int? LastLine, long FirstCaptureId, long LastCaptureId, DateTime CapturedAt,
    CaptureBasis CapturedBasis, string Sha256, string FileName)
{
    private static readonly Func<ArchiveDb, string, string, string, CancellationToken, Task<PostArticle?>> Find =
        EF.CompileAsyncQuery((ArchiveDb db, string blog, string month, string slug, CancellationToken cancel) => (
            from home in db.Blogs
            join post in db.Posts on home.Id equals post.BlogId
            join capture in db.Captures on post.LastCaptureId equals capture.Id
            join source in db.Sources on capture.SourceId equals source.Id
            where home.Slug == blog && post.Month == month && post.Slug == slug
            select new PostArticle(
                post.Id, home.Id, home.Slug, home.Title, home.Address, home.Author, home.Language, post.Month, post.Slug, post.Title, post.Author,
                post.Published, post.InferredPublished, post.OpenDate, post.Url, post.LivePage, post.Labels, ContentRenderer.Stored(post.Markup, post.Text),
                post.Text.Substring(0, Opening.FetchLength), post.Text.Length, post.CommentCount, capture.DeclaredComments,
                capture.FoundComments, post.FirstLine, post.LastLine, post.FirstCaptureId, post.LastCaptureId,
                capture.CapturedAt, capture.CapturedBasis, source.Sha256, source.FileName)).SingleOrDefault());

    /// <summary>How many minutes its text takes to read; at least one.</summary>
    // Some 230 words a minute of six characters each, and 500 characters of a script that has a word in every one or two.
    public int Minutes => Math.Max(1, Length / (Language?.Split('-')[0] is "zh" or "ja" or "ko" ? 500 : 1_400));

    /// <summary>Where the post is read.</summary>
    public string Address => PostAddress.Post(Blog, Month, Slug);

    /// <param name="month"><c>2014-02</c> or <c>undated</c>.</param>
    public static Task<PostArticle?> FindAsync(ArchiveDb db, string blog, string month, string slug, CancellationToken cancel) =>
        Find(db, blog, month, slug, cancel);
}
