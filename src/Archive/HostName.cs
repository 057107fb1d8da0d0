namespace Archive;

/// <summary>The name of a host in one spelling, so that two addresses of one site meet.</summary>
public static class HostName
{
    private const string Www = "www.";

    /// <summary>Lower case, without <c>www.</c> and the full stop that closes a whole name: <c>WWW.Parliament.UK.</c> → <c>parliament.uk</c>.</summary>
    public static string Bare(ReadOnlySpan<char> host)
    {
        var name = host.TrimEnd('.');
        name = name.StartsWith(Www, StringComparison.OrdinalIgnoreCase) ? name[Www.Length..] : name;
        return name.ToString().ToLowerInvariant();
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
        BeginsAsWeb(address) && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") ? uri : null;

    private static bool BeginsAsWeb(ReadOnlySpan<char> address) =>
        address.TrimStart().StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.TrimStart().StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
