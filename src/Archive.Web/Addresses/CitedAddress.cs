namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses of pages about what the archive cites.</summary>
internal static class CitedAddress
{
    /// <summary>The word for <c>by=</c>.</summary>
    public const string Post = "post";

    public const string Hosts = "/sources/cited";

    public const string ByPost = $"{Hosts}?by={Post}";

    // A server takes no address of a page that is much longer, and percent signs make it up to nine times as long.
    private const int MaxAsked = 900;

    public static string Host(string site) => $"{Hosts}?host={Uri.EscapeDataString(site)}";

    /// <summary>All that cites an address; null for one that is too long to be asked for.</summary>
    public static string? Of(string address) => address.Length > MaxAsked ? null : $"{Hosts}?address={Uri.EscapeDataString(address)}";
}
