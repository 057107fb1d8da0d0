using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Neighbours;

/// <summary>The ways on from a post: the posts before and after it, the others of its month, the texts that link to it, the calendar of its blog.</summary>
internal sealed record PostNeighbours(
    PostTitle? Older, PostTitle? Newer, IReadOnlyList<PostTitle> OfMonth, int MonthCount, LinkingTexts LinkedFrom, Calendar Calendar)
{
    /// <summary>Other posts of the month that are listed; a month of more is a page of its own.</summary>
    public const int MaxOfMonth = 30;

    /// <summary>Texts that link here and are listed; who wants to know them all finds them by the address.</summary>
    public const int MaxLinks = 20;

    private static readonly Func<ArchiveDb, long, long, CancellationToken, Task<PostTitle?>> Before = EF.CompileAsyncQuery(
        (ArchiveDb db, long blog, long id, CancellationToken cancel) => db.Posts
            .Where(post => post.BlogId == blog && post.Id < id && post.Id >= PostId.FirstDated).OrderByDescending(post => post.Id)
            .Select(post => new PostTitle(post.Slug, post.Month, post.Title, post.Published ?? post.InferredPublished, post.CommentCount)).FirstOrDefault());

    private static readonly Func<ArchiveDb, long, long, CancellationToken, Task<PostTitle?>> After = EF.CompileAsyncQuery(
        (ArchiveDb db, long blog, long id, CancellationToken cancel) => db.Posts
            .Where(post => post.BlogId == blog && post.Id > id).OrderBy(post => post.Id)
            .Select(post => new PostTitle(post.Slug, post.Month, post.Title, post.Published ?? post.InferredPublished, post.CommentCount)).FirstOrDefault());

    private static readonly Func<ArchiveDb, long, string, IAsyncEnumerable<PostTitle>> InMonth = EF.CompileAsyncQuery(
        (ArchiveDb db, long blog, string month) => db.Posts
            .Where(post => post.BlogId == blog && post.Month == month).OrderBy(post => post.Id).Take(MaxOfMonth + 1)
            .Select(post => new PostTitle(post.Slug, post.Month, post.Title, post.Published ?? post.InferredPublished, post.CommentCount)));

    public static async Task<PostNeighbours> OfAsync(ArchiveDb db, PostArticle post, CancellationToken cancel)
    {
        var calendar = await Calendar.OfAsync(db, post.BlogId, post.Blog, post.Month, cancel);
        var ofMonth = new List<PostTitle>();
        await foreach (var title in InMonth(db, post.BlogId, post.Month).WithCancellation(cancel))
        {
            ofMonth.Add(title);
        }

        ofMonth.RemoveAll(title => title.Slug == post.Slug);
        // Nothing is known to be older or newer than a post whose day is not.
        var isDated = post.Id >= PostId.FirstDated;
        return new PostNeighbours(
            isDated ? await Before(db, post.BlogId, post.Id, cancel) : null,
            isDated ? await After(db, post.BlogId, post.Id, cancel) : null,
            [.. ofMonth.Take(MaxOfMonth)],
            (calendar.Months.FirstOrDefault(month => month.Month == post.Month)?.Posts ?? 1) - 1,
            await LinkingTexts.OfPostAsync(db, post, MaxLinks, cancel),
            calendar);
    }
}

/// <summary>A post by its title.</summary>
/// <param name="Date">As a dump gives it or all together show it; null where unknown.</param>
internal sealed record PostTitle(string Slug, string Month, string? Title, string? Date, int Comments)
{
    public string Words => Title ?? "Untitled";
}
