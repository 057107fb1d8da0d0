namespace Archive.Links;

/// <summary>The site that an address leads to, in one spelling, so that two addresses of one site meet.</summary>
public static class SiteName
{
    // The longest name that the name system of the internet has, and a port.
    private const int MaxLength = 253 + 6;

    /// <summary>
    /// A <see cref="HostName.Bare"/> host without a usual port, with Blogger's countries as one:
    /// <c>http://WWW.example.blogspot.co.uk:80/x</c> → <c>example.blogspot.com</c>.
    /// </summary>
    /// <returns>Null for what is no address of the web, or names somebody before its host, as lures do.</returns>
    public static string? Of(string address)
    {
        // A backslash is a slash for browsers and none for others, so that what follows may be the host, or not.
        var authority = Authority(address);
        if (authority.IsEmpty || authority.Length > MaxLength || authority.ContainsAny('@', '\\'))
        {
            return null;
        }

        var name = HostName.Bare(WithoutUsualPort(authority));
        return name.Length == 0 ? null : HostName.InOneCountry(name);
    }

    /// <summary>The site whose pages are a blog's; null where the blog is only a folder of a site, or its address is none.</summary>
    public static string? OfBlog(string? blogAddress)
    {
        if (blogAddress is null || Of(blogAddress) is not { } site)
        {
            return null;
        }

        return AfterAuthority(blogAddress).TrimStart('/').IsEmpty ? site : null;
    }

    /// <summary>What follows the host: path, query and fragment.</summary>
    internal static ReadOnlySpan<char> AfterAuthority(string address)
    {
        var rest = AfterScheme(address);
        var end = rest.IndexOfAny("/?#");
        return end < 0 ? [] : rest[end..];
    }

    private static ReadOnlySpan<char> Authority(string address)
    {
        var rest = AfterScheme(address);
        var end = rest.IndexOfAny("/?#");
        return end < 0 ? rest : rest[..end];
    }

    private static ReadOnlySpan<char> AfterScheme(string address) =>
        address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? address.AsSpan("http://".Length)
        : address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? address.AsSpan("https://".Length)
        : [];

    // Another port may be another server.
    private static ReadOnlySpan<char> WithoutUsualPort(ReadOnlySpan<char> authority)
    {
        var colon = authority.LastIndexOf(':');
        return colon >= 0 && authority[(colon + 1)..] is "" or "80" or "443" ? authority[..colon] : authority;
    }
}
