using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Blogs;

/// <summary>The months of a blog beside its posts.</summary>
/// <param name="Months">Newest first, undated posts last.</param>
/// <param name="Current">The month or year that is being read; null on the front page.</param>
internal sealed record MonthColumn(string Blog, IReadOnlyList<MonthCount> Months, string? Current)
{
    /// <summary>Counts the posts of each month, from the index of addresses alone.</summary>
    public static async Task<MonthColumn> OfAsync(ArchiveDb db, BlogHeading blog, string? current, CancellationToken cancel)
    {
        var months = await db.Posts
            .Where(post => post.BlogId == blog.Id)
            .GroupBy(post => post.Month)
            .Select(month => new MonthCount(month.Key, month.Count()))
            .ToListAsync(cancel);
        return new MonthColumn(
            blog.Slug,
            [.. months.OrderBy(month => month.Month == PostAddress.Undated).ThenByDescending(month => month.Month, StringComparer.Ordinal)],
            current);
    }
}

/// <summary>A month of a blog and how many posts it has.</summary>
internal sealed record MonthCount(string Month, int Posts)
{
    public string Year => Month == PostAddress.Undated ? Month : Month[..4];
}
