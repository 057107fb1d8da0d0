namespace Archive.Web.Pages.Links;

/// <summary>An address that texts of the archive link to, as a list shows it.</summary>
/// <param name="Here">The page of this archive that it leads to; null where there is none.</param>
/// <param name="Copy">Where a copy may be found; null where nowhere.</param>
internal sealed record LinkedAddress(string Address, string? Here, string? Copy)
{
    /// <param name="published">When somebody linked to it.</param>
    public static LinkedAddress Of(string address, ArchivedPages pages, string? published)
    {
        var end = pages.EndOf(address);
        var here = end is null ? null : PostLinks.HereOf(end);
        var asked = end?.Kind == LinkKind.Wanted ? LivePage.WithoutComment(address) : address;
        return new LinkedAddress(address, here, here is null ? ArchivedCopy.Of(asked, published) : null);
    }
}
