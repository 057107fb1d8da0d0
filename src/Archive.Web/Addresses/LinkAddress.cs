namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses of pages about links, which are addresses in texts of the archive.</summary>
internal static class LinkAddress
{
    /// <summary>The word for <c>by=</c>.</summary>
    public const string Post = "post";

    /// <summary>Where an address of a live blog leads on to its page here.</summary>
    public const string GoOn = "/go";

    public const string Hosts = "/sources/cited";

    public const string ByPost = $"{Hosts}?by={Post}";

    // A server takes no address of a page that is much longer, and percent signs make it up to nine times as long.
    private const int MaxAsked = 900;

    public static string Host(string site) => $"{Hosts}?host={Uri.EscapeDataString(site)}";

    /// <summary>All texts with a link to an address; null for one that is too long to be asked for.</summary>
    public static string? Of(string address) => address.Length > MaxAsked ? null : $"{Hosts}?address={Uri.EscapeDataString(address)}";

    /// <summary>The page here of an address, or what is known of it where there is none.</summary>
    public static string Go(string address) => $"{GoOn}?u={Uri.EscapeDataString(address)}";

    /// <summary>The pages of a blog that links lead to and that are not in the archive.</summary>
    public static string Wanted(string blog) => $"{PostAddress.Blog(blog)}/wanted";
}
