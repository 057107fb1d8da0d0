namespace Archive.Web.Pages;

/// <summary>The page that is read of something that fills several.</summary>
/// <param name="Address">The address of the first page.</param>
/// <param name="Newer">The words for the page before.</param>
/// <param name="Older">The words for the page after.</param>
internal sealed record Pager(int Page, int Pages, string Address, string Newer = "Newer", string Older = "Older")
{
    /// <summary>Pages beside the one that is read that are named, on either side.</summary>
    private const int NamedBeside = 3;

    /// <summary>What the links are for, where a page has them twice.</summary>
    public string Label { get; init; } = "Pages";

    /// <summary>Says what stands on a page; null where its number says enough.</summary>
    public Func<int, string>? NameOf { get; init; }

    /// <summary>The pages that are named: the first, the last and those about this one.</summary>
    public IEnumerable<int> Named => Enumerable.Range(1, Pages).Where(page => page == 1 || page == Pages || Math.Abs(page - Page) <= NamedBeside);

    /// <summary>The number of pages that so many items fill; at least one.</summary>
    public static int PagesOf(int items, int perPage) => Math.Max(1, (items + perPage - 1) / perPage);
}

/// <summary>How the ids of one page of a list are read: the rows are read by them, and what is passed over is passed over in an index.</summary>
/// <param name="Take">0 where there is no such page.</param>
internal readonly record struct PageOfIds(bool Ascending, int Skipped, int Take)
{
    /// <summary>From the nearer end, because a page costs what is passed over before it.</summary>
    /// <param name="count">How many ids there are.</param>
    public static PageOfIds Of(int count, bool ascending, int skipped, int take)
    {
        var wanted = Math.Min(take, count - skipped);
        var behind = count - skipped - wanted;
        return wanted <= 0 ? default : new PageOfIds(skipped <= behind == ascending, Math.Min(skipped, behind), wanted);
    }
}
