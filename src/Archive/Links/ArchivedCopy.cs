using System.Collections.Frozen;

namespace Archive.Links;

/// <summary>Where a copy of a page may be found that was made near the time when somebody linked to it.</summary>
/// <remarks>Only an address is made; nothing is asked for.</remarks>
public static class ArchivedCopy
{
    private const string Copies = "https://web.archive.org/web/";

    // They hold copies themselves.
    private static readonly FrozenSet<string> Archives = FrozenSet.Create(
        "web.archive.org", "archive.org", "archive.today", "archive.is", "archive.ph", "archive.li", "archive.fo", "archive.md", "archive.vn",
        "webcache.googleusercontent.com", "ghostarchive.org", "perma.cc", "webcitation.org");

    // Names that mean something only within one house.
    private static readonly string[] LocalEndings = [".local", ".localhost", ".internal", ".lan", ".home.arpa", ".onion"];

    /// <summary>
    /// The copy nearest to a date; where no date is known the list of all copies, so that none is chosen. Null for what no archive of the
    /// web can have: mailboxes, machines within a house, and copies.
    /// </summary>
    /// <param name="address">The page's.</param>
    /// <param name="published">When the text was written that links to it: an ISO date, as fine as it is known.</param>
    public static string? Of(string address, string? published) =>
        SiteName.Of(address) is { } site && IsPublic(site) ? $"{Copies}{Time(published)}/{address}" : null;

    // A number at the end is no name: the whole is the address of a machine.
    private static bool IsPublic(string site)
    {
        var colon = site.LastIndexOf(':');
        var name = colon < 0 ? site : site[..colon];
        return name.Contains('.', StringComparison.Ordinal) && char.IsLetter(name[^1]) && !Archives.Contains(name)
            && !LocalEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));
    }

    private static string Time(string? published)
    {
        var digits = string.Concat((published ?? "").Take("2014-02-11".Length).Where(char.IsAsciiDigit));
        return digits.Length is 4 or 6 or 8 ? digits : "*";
    }
}
