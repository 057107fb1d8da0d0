using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Archive.Web.Addresses;

/// <summary>Makes whole addresses of paths, for what leaves the site.</summary>
/// <remarks>
/// Never from the Host header: a page is kept for every reader, and the first one could have named any host. Where the keeper gives no address
/// it is the first one on which the site listens and that a reader could type; where it listens on all addresses of the machine, <c>localhost</c>,
/// which is true at least there. <c>[::]</c> or <c>*</c> would lead nowhere at all.
/// </remarks>
internal sealed class SiteAddress(PresentChoices choices, IServer server, IConfiguration configuration)
{
    // RFC 6761, 6762 and 8375, and what ICANN leaves to networks.
    private static readonly string[] LocalNames = [".localhost", ".local", ".home.arpa", ".internal", ".lan", ".test", ".invalid"];

    private Uri? listening;
    private KnownRoot? known;

    /// <summary><c>/probation</c> → <c>https://archive.example.org/probation</c>.</summary>
    public string Of(string path) => Root + path;

    /// <summary>Scheme and host, without a slash at the end.</summary>
    public string Root
    {
        get
        {
            var address = choices.Now.Address ?? (listening ??= Listening() ?? Local());
            var root = known;
            if (root is null || root.Address != address)
            {
                known = root = new KnownRoot(address, address.ToString().TrimEnd('/'));
            }

            return root.Text;
        }
    }

    /// <summary>Path, query and fragment of an address of this site, to be led to; null for any other, and where a browser might be led elsewhere by them.</summary>
    /// <param name="host">By which the reader asked: nothing that is made of it may be kept for others. None: only what is said or listened on.</param>
    public string? PathOf(string address, HostString host)
    {
        if (WebAddress.Of(address) is not { UserInfo: "" } uri
            || !(uri.Authority.Equals(new Uri(Root).Authority, StringComparison.OrdinalIgnoreCase) || uri.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        // Two slashes begin the name of another host, a backslash is a slash for browsers, and blanks and controls they leave out.
        var path = uri.PathAndQuery + uri.Fragment;
        return path is ['/', not '/', ..] or "/" && path.All(c => c is > ' ' and < '\x7f' and not '\\') ? path : null;
    }

    /// <summary>Nobody has said where readers reach the site, and it listens for all of them.</summary>
    public bool IsUnknown => choices.Now.Address is null && Listening() is null;

    /// <summary>Whether the address leads readers elsewhere to the site: somebody has said it, and it is of no single machine or network.</summary>
    public bool IsReachedByOthers => !IsUnknown && !IsOfOneNetwork(new Uri(Root));

    /// <summary>Whether a host is known only on its own machine or within its own network.</summary>
    public static bool IsOfOneNetwork(Uri address) => IPAddress.TryParse(address.IdnHost, out var host)
        ? IsPrivate(host.IsIPv4MappedToIPv6 ? host.MapToIPv4() : host)
        : !address.IdnHost.TrimEnd('.').Contains('.', StringComparison.Ordinal)
            || Array.Exists(LocalNames, name => address.IdnHost.TrimEnd('.').EndsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a host leads anywhere: one that stands for all addresses of a machine does not.</summary>
    public static bool LeadsSomewhere(Uri address) =>
        !IPAddress.TryParse(address.IdnHost, out var host)
        || !((IPAddress[])[IPAddress.Any, IPAddress.IPv6Any]).Contains(host.IsIPv4MappedToIPv6 ? host.MapToIPv4() : host);

    /// <summary>Whether a text is the address of a site: pages link to the root of their host, so that it cannot stand in a folder of another.</summary>
    public static bool IsOfSite(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "", UserInfo: "" } && LeadsSomewhere(uri);

    // As asked for: of a name the server only says that it listens on all addresses. Port 0 it alone knows.
    private Uri? Listening() => Asked().Where(url => url.Port != 0).Concat(Bound()).Select(Reachable).FirstOrDefault(url => url is not null);

    private Uri Local() => new UriBuilder(Uri.UriSchemeHttp, "localhost", Bound().Where(url => !IsSocket(url)).Select(url => url.Port).FirstOrDefault(80)).Uri;

    private IEnumerable<BindingAddress> Asked() => (configuration[WebHostDefaults.ServerUrlsKey] ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(BindingAddress.Parse);

    // Known when the server has started.
    private IEnumerable<BindingAddress> Bound() => (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(BindingAddress.Parse);

    private static Uri? Reachable(BindingAddress url) =>
        !IsSocket(url) && Uri.TryCreate($"{url.Scheme}://{url.Host}:{url.Port}", UriKind.Absolute, out var address) && LeadsSomewhere(address) ? address : null;

    // RFC 1918, 3927, 6598, 4193, and each machine's own.
    private static bool IsPrivate(IPAddress host) => IPAddress.IsLoopback(host) || host.IsIPv6LinkLocal || host.IsIPv6UniqueLocal
        || host.GetAddressBytes() is [10, _, _, _] or [127, _, _, _] or [172, >= 16 and <= 31, _, _] or [192, 168, _, _] or [169, 254, _, _] or [100, >= 64 and <= 127, _, _] or [0, _, _, _];

    private static bool IsSocket(BindingAddress url) => url.IsUnixPipe || url.IsNamedPipe;

    private sealed record KnownRoot(Uri Address, string Text);
}
