using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Labels;

/// <summary>A label of a blog, or of all blogs read as one, and how many posts have it.</summary>
internal sealed record LabelHeading(BlogHeading Blog, string Label, int Posts)
{
    public FeedLink Feed => new($"Posts with the label {Label}", LabelAddress.Feed(Blog.Slug, Label));

    /// <summary>Null where there is no such blog, or it has no post with that label.</summary>
    /// <param name="part">The label as an address has it.</param>
    public static async Task<LabelHeading?> FindAsync(ArchiveDb db, string blog, string part, CancellationToken cancel)
    {
        if (BlogHeading.Find(db, blog) is not { } heading)
        {
            return null;
        }

        var label = NamePart.Read(part);
        var ofBlogs = heading.IsAll
            ? db.Blogs.Select(one => db.BlogLabels.Where(count => count.BlogId == one.Id && count.Label == label).Sum(count => count.Posts))
            : db.BlogLabels.Where(count => count.BlogId == heading.Id && count.Label == label).Select(count => count.Posts);
        var posts = (await ofBlogs.ToListAsync(cancel)).Sum();
        return posts == 0 ? null : new LabelHeading(heading, label, posts);
    }

    /// <summary>The way in which a blog writes a label that somebody names; null where it has no such label.</summary>
    public static async Task<string?> WrittenAsync(ArchiveDb db, string blog, string label, CancellationToken cancel)
    {
        var labels = db.BlogLabels.Where(count => db.Blogs.Any(one => one.Slug == blog && one.Id == count.BlogId));
        return await labels.Where(count => count.Label == label).Select(count => count.Label).FirstOrDefaultAsync(cancel)
            ?? await labels.Where(count => EF.Functions.Collate(count.Label, "NOCASE") == label)
                .OrderByDescending(count => count.Posts).Select(count => count.Label).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The same label in other letters, which its search finds together with it.</summary>
    public IReadOnlyList<string> OtherSpellings(ArchiveDb db) => LabelOperator.KeyOf(Label) is { } key ? [.. db.LabelsOf(Blog.Id, key).Where(label => label != Label)] : [];

    /// <summary>The filters of a search for its posts; null for a label of signs alone, which no search finds.</summary>
    public string? Filters => SearchAddress.OfFilter(LabelOperator.Label, Label) is { } filter
        ? Blog.Scope is { } scope ? $"{scope} {filter}" : filter
        : null;

    /// <summary>Its months, which lead to a search for its posts; null where no search finds them.</summary>
    public async Task<Calendar?> CalendarAsync(ArchiveDb db, CancellationToken cancel)
    {
        if (Filters is not { } filters)
        {
            return null;
        }

        var months = await db.LabelMonths.Where(month => month.Label == Label && (Blog.IsAll || month.BlogId == Blog.Id))
            .GroupBy(month => month.Month).OrderBy(month => month.Key)
            .Select(month => new CalendarMonth(month.Key, month.Sum(of => of.Posts), 0)).ToListAsync(cancel);
        return new Calendar(Blog.Slug, months, Current: null) { Filters = $"{filters} in:posts" };
    }

    /// <summary>Its posts.</summary>
    public PostList ListOf(ArchiveDb db) => new(db, Blog.Id, Label);
}
