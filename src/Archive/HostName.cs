using System.Collections.Frozen;

namespace Archive;

/// <summary>The name of a host in one spelling, so that two addresses of one site meet.</summary>
public static class HostName
{
    private const string Www = "www.";

    private const string Blogspot = "blogspot.";

    // A reader in one of these countries was led to the same blog there; Blogger named no others. Anybody may own another ending.
    private static readonly FrozenSet<string> BlogspotEndings = FrozenSet.Create(
        "ae", "al", "am", "ba", "be", "bg", "bj", "ca", "cf", "ch", "cl", "co.at", "co.id", "co.il", "co.ke", "co.nz", "co.uk", "co.za",
        "com", "com.ar", "com.au", "com.br", "com.by", "com.co", "com.cy", "com.ee", "com.eg", "com.es", "com.mt", "com.ng", "com.tr",
        "com.uy", "cv", "cz", "de", "dk", "fi", "fr", "gr", "hk", "hr", "hu", "ie", "in", "is", "it", "jp", "kr", "li", "lt", "lu", "md",
        "mk", "mr", "mx", "my", "nl", "no", "pe", "pt", "qa", "re", "ro", "rs", "ru", "se", "sg", "si", "sk", "sn", "td", "tw", "ug", "vn");

    /// <summary>Lower case, without <c>www.</c> and the full stop that closes a whole name: <c>WWW.Parliament.UK.</c> → <c>parliament.uk</c>.</summary>
    public static string Bare(ReadOnlySpan<char> host)
    {
        var name = host.TrimEnd('.');
        name = name.StartsWith(Www, StringComparison.OrdinalIgnoreCase) ? name[Www.Length..] : name;
        return name.ToString().ToLowerInvariant();
    }

    /// <summary>A <see cref="Bare"/> host with Blogger's countries as one: <c>example.blogspot.co.uk</c> → <c>example.blogspot.com</c>.</summary>
    public static string InOneCountry(string host)
    {
        var at = host.LastIndexOf(Blogspot, StringComparison.Ordinal);
        return at >= 0 && (at == 0 || host[at - 1] == '.') && BlogspotEndings.Contains(host[(at + Blogspot.Length)..]) ? $"{host[..at]}{Blogspot}com" : host;
    }

    /// <summary>The first label that says something: a blog keeps it on the platform's hosts of every country.</summary>
    public static string FirstLabel(string host) => Bare(host).Split('.')[0];
}

/// <summary>Tells addresses of the web from whatever else a dump gives for one.</summary>
public static class WebAddress
{
    /// <summary>The address where it is one that a browser may be sent to; null where it is none.</summary>
    /// <remarks>An address of files is not even read: the framework may fail at it.</remarks>
    public static Uri? Of(string? address) =>
        BeginsAsWeb(address) && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && HasHost(uri) ? uri : null;

    // The framework finds out that a name is too long for the net only when it is asked for it.
    private static bool HasHost(Uri uri)
    {
        try
        {
            return uri.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    private static bool BeginsAsWeb(ReadOnlySpan<char> address) =>
        address.TrimStart().StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.TrimStart().StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
