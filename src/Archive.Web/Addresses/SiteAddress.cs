using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Archive.Web.Addresses;

/// <summary>Makes whole addresses of paths, for what leaves the site.</summary>
/// <remarks>Never from the Host header: a page is kept for every reader, and the first one could have named any host.</remarks>
internal sealed class SiteAddress(SiteChoices choices, IServer server)
{
    private string? root;

    /// <summary><c>/probation</c> → <c>https://archive.example.org/probation</c>.</summary>
    public string Of(string path) => Root + path;

    /// <summary>Scheme and host, without a slash at the end.</summary>
    public string Root => root ??= (choices.Address?.ToString() ?? Listening()).TrimEnd('/');

    // Known when the server has started, because port 0 takes a free one.
    private string Listening() => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
}
