using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Threads;

/// <summary>A post as its pages show it.</summary>
/// <param name="Start">Enough of its text for <see cref="Opening.Of"/>.</param>
internal sealed record PostArticle(
    long Id, string Blog, string BlogTitle, string? BlogAuthor, string? Language, string Month, string Slug, string? Title,
    string? Author, string? Published, string? InferredPublished, string? OpenDate, string? Url, IReadOnlyList<string> Labels, SafeHtml Html, string Start, int Comments, int? Declared,
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
                post.Id, home.Slug, home.Title, home.Author, home.Language, post.Month, post.Slug, post.Title, post.Author,
                post.Published, post.InferredPublished, post.OpenDate, post.Url, post.Labels, post.Html,
                post.Text.Substring(0, Opening.FetchLength), post.CommentCount, capture.DeclaredComments,
                capture.FoundComments, post.FirstLine, post.LastLine, post.FirstCaptureId, post.LastCaptureId,
                capture.CapturedAt, capture.CapturedBasis, source.Sha256, source.FileName)).SingleOrDefault());

    /// <summary>Where the post is read.</summary>
    public string Address => PostAddress.Post(Blog, Month, Slug);

    /// <param name="month"><c>2014-02</c> or <c>undated</c>.</param>
    public static Task<PostArticle?> FindAsync(ArchiveDb db, string blog, string month, string slug, CancellationToken cancel) =>
        Find(db, blog, month, slug, cancel);
}
