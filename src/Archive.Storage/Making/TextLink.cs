using System.Globalization;
using Archive.Links;

namespace Archive.Storage.Making;

/// <summary>A link of a text as it is stored.</summary>
internal readonly record struct TextLink(string Address, string Site, string? Page, string? CommentKey, string? SaidAt)
{
    /// <summary>Addresses that no server of the web could have are left out.</summary>
    public static IReadOnlyList<TextLink> Of(IReadOnlyList<string> addresses)
    {
        if (addresses.Count == 0)
        {
            return [];
        }

        var links = new List<TextLink>(addresses.Count);
        foreach (var address in addresses)
        {
            if (LivePage.Read(address) is { } page)
            {
                links.Add(new TextLink(address, page.Site, page.Page, page.Comment, Stored(page.SaidAt)));
            }
        }

        return links;
    }

    private static string? Stored(DateTime? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>The page of a live blog that an address of a dump names.</summary>
internal static class LivePages
{
    public static string? Of(string? url) => url is null ? null : LivePage.Read(url)?.Page;
}
