using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Links;

/// <summary>Who cites something: the first of them, and how many there are.</summary>
/// <param name="More">Where all of them are listed; null where nowhere.</param>
internal sealed record Citers(IReadOnlyList<Citer> First, int All, string? More = null)
{
    /// <summary>A line or two; who wants to know them all asks for them.</summary>
    public const int MaxShown = 8;

    /// <summary>The first of those who cite each of some pages, by the page; earlier posts come first.</summary>
    public static Task<ILookup<string, Citer>> OfPagesAsync(ArchiveDb db, string site, string[] pages, CancellationToken cancel) =>
        OfAsync(db, db.Links.Where(link => link.Site == site && link.Page != null && pages.Contains(link.Page)).GroupBy(link => link.Page!), cancel);

    /// <summary>The first of those who cite each of some addresses of a site.</summary>
    public static Task<ILookup<string, Citer>> OfAddressesAsync(ArchiveDb db, string site, string[] addresses, CancellationToken cancel) =>
        OfAsync(db, db.Links.Where(link => link.Site == site && addresses.Contains(link.Address)).GroupBy(link => link.Address), cancel);

    private static async Task<ILookup<string, Citer>> OfAsync(
        ArchiveDb db, IQueryable<IGrouping<string, Link>> cited, CancellationToken cancel)
    {
        var first = await cited
            .Select(group => new { group.Key, Links = group.OrderBy(link => link.PostId).ThenBy(link => link.Id).Take(MaxShown).Select(link => link.Id).ToList() })
            .ToListAsync(cancel);
        var ids = first.SelectMany(one => one.Links).ToArray();
        var citers = await Citer.Of(db, db.Links.Where(link => ids.Contains(link.Id))).ToDictionaryAsync(citer => citer.LinkId, cancel);
        return first.SelectMany(one => one.Links.Select(id => (one.Key, Citer: citers[id]))).ToLookup(one => one.Key, one => one.Citer, StringComparer.Ordinal);
    }
}
