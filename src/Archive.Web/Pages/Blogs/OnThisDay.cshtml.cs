using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Blogs;

/// <summary>The posts of one day of all years.</summary>
internal sealed class OnThisDayModel(ArchiveDb db, TimeProvider clock) : PageModel
{
    /// <summary>Posts of one day of a year that are listed; the page of the month has the others.</summary>
    public const int MaxOfYear = 20;

    public BlogHeading Blog { get; private set; } = null!;

    /// <summary>Of a leap year, so that it can be the last of February.</summary>
    public DateOnly Day { get; private set; }

    public PostEntries Entries { get; private set; } = null!;

    /// <summary>The months with more posts of this day than are listed, and how many more.</summary>
    public IReadOnlyList<(string Month, int More)> Cut { get; private set; } = [];

    /// <summary>How many posts there are of this day.</summary>
    public int All => Entries.Posts.Count + Cut.Sum(month => month.More);

    public IActionResult OnGet(string blog, int? month, int? day)
    {
        this.HoldState(db);
        if (BlogHeading.Find(db, blog) is not { } heading)
        {
            return NotFound();
        }

        if (month is not { } ofMonth || day is not { } ofDay)
        {
            // Another tomorrow, so that nobody may keep it.
            Response.Headers.CacheControl = "no-store";
            return Redirect(PostAddress.OnThisDay(blog, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)));
        }

        if (!DateOnly.TryParseExact($"2000-{ofMonth:00}-{ofDay:00}", "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked))
        {
            return NotFound();
        }

        (Blog, Day) = (heading, asked);
        var (list, ids, cut) = (new PostList(db, heading.Id), new List<long>(), new List<(string, int)>());
        foreach (var year in heading.CalendarOf(db, null).Months
            .Where(one => one.Month.EndsWith($"-{ofMonth:00}", StringComparison.Ordinal)).Select(one => one.Year).Reverse())
        {
            // The posts of a day are a stretch of ids. The last of February is in few years, and no day is that of posts without one.
            var before = PostId.FirstOf($"{year}-{ofMonth:00}-{ofDay:00}");
            var (first, end) = (Math.Max(before + 1, PostId.FirstDated), before + PostId.MaxPerDay);
            var listed = list.Between(first, end, ascending: true, 0, MaxOfYear);
            ids.AddRange(listed);
            if (listed.Count == MaxOfYear && list.Count(first, end) - MaxOfYear is > 0 and var more)
            {
                cut.Add(($"{year}-{ofMonth:00}", more));
            }
        }

        Cut = cut;
        Entries = PostEntries.Of(db, heading.IsAll, [.. ids.OrderDescending()]);
        SiteCache.OfBlog(HttpContext, Blog.Id);
        return Page();
    }
}
