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

    /// <summary>The address of the page that an address of a copy names: <c>web.archive.org/web/2014/http://example.org/</c> → <c>http://example.org/</c>; null for what is no copy.</summary>
    public static string? Original(string address)
    {
        if (SiteName.Of(address) is not { } site || !Archives.Contains(site))
        {
            return null;
        }

        var path = SiteName.AfterAuthority(address).ToString();
        var start = First(path, "http:/", "https:/");
        if (start >= 0)
        {
            return path[start..];
        }

        // As a part of a query, or without the scheme, which these archives let people leave out.
        var escaped = First(path, "http%3A", "https%3A");
        return escaped >= 0 ? path[escaped..].Split('&')[0]
            : path.Split('/', 4) is ["", "web", _, { Length: > 0 } rest] ? rest
            : null;
    }

    private static int First(string text, string one, string other)
    {
        var (a, b) = (text.IndexOf(one, StringComparison.OrdinalIgnoreCase), text.IndexOf(other, StringComparison.OrdinalIgnoreCase));
        return a < 0 || (b >= 0 && b < a) ? b : a;
    }

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
        Span<char> digits = stackalloc char["20140211".Length];
        var count = 0;
        foreach (var c in published.AsSpan(0, Math.Min(published?.Length ?? 0, "2014-02-11".Length)))
        {
            if (char.IsAsciiDigit(c) && count++ < digits.Length)
            {
                digits[count - 1] = c;
            }
        }

        return count is 4 or 6 or 8 ? digits[..count].ToString() : "*";
    }
}
