using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Blogs;

/// <summary>A month of a blog and how many posts it has.</summary>
internal sealed record MonthCount(string Month, int Posts)
{
    public string Year => Month == PostAddress.Undated ? Month : Month[..4];

    /// <summary>The months of a blog, newest first, undated posts last; read from the index of addresses alone.</summary>
    public static async Task<IReadOnlyList<MonthCount>> OfAsync(ArchiveDb db, long blog, CancellationToken cancel)
    {
        var months = await db.Posts
            .Where(post => post.BlogId == blog)
            .GroupBy(post => post.Month)
            .Select(month => new MonthCount(month.Key, month.Count()))
            .ToListAsync(cancel);
        return [.. months
            .OrderBy(month => month.Month == PostAddress.Undated)
            .ThenByDescending(month => month.Month, StringComparer.Ordinal)];
    }
}

/// <summary>The months of a blog beside its posts.</summary>
/// <param name="Current">The month or year that is being read; null on the front page.</param>
internal sealed record MonthColumn(string Blog, IReadOnlyList<MonthCount> Months, string? Current = null);
