namespace Archive.Web.Pages;

/// <summary>The page that is read of something that fills several.</summary>
/// <param name="Address">The address of the first page.</param>
/// <param name="Newer">The words for the page before.</param>
/// <param name="Older">The words for the page after.</param>
internal sealed record Pager(int Page, int Pages, string Address, string Newer = "Newer", string Older = "Older")
{
    /// <summary>The number of pages that so many items fill; at least one.</summary>
    public static int PagesOf(int items, int perPage) => Math.Max(1, (items + perPage - 1) / perPage);
}
