namespace Archive.Web.Pages.Neighbours;

/// <summary>The ways on from a post: the posts before and after it, the others of its month, the texts that link to it, the calendar of its blog.</summary>
internal sealed record PostNeighbours(
    PostTitle? Older, PostTitle? Newer, IReadOnlyList<PostTitle> OfMonth, int MonthCount, LinkingTexts LinkedFrom, Calendar Calendar)
{
    /// <summary>Other posts of the month that are listed; a month of more is a page of its own.</summary>
    public const int MaxOfMonth = 30;

    /// <summary>Texts that link here and are listed; who wants to know them all finds them by the address.</summary>
    public const int MaxLinks = 20;

    public static async Task<PostNeighbours> OfAsync(ArchiveDb db, PostArticle post, CancellationToken cancel)
    {
        var calendar = Calendar.Of(db, post.BlogId, post.Blog, post.Month);
        var ofMonth = db.OfMonth(post.BlogId, post.Month, MaxOfMonth + 1);
        ofMonth.RemoveAll(title => title.Slug == post.Slug);
        var (older, newer) = db.Beside(post.BlogId, post.Id);
        return new PostNeighbours(
            older,
            newer,
            [.. ofMonth.Take(MaxOfMonth)],
            (calendar.Months.FirstOrDefault(month => month.Month == post.Month)?.Posts ?? 1) - 1,
            await LinkingTexts.OfPostAsync(db, post, MaxLinks, cancel),
            calendar);
    }
}
