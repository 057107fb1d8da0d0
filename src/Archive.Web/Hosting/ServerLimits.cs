using Microsoft.AspNetCore.Http.Timeouts;

namespace Archive.Web.Hosting;

/// <summary>Limits what one client may ask of the server.</summary>
internal static class ServerLimits
{
    /// <summary>A page takes milliseconds; what takes longer than this helps nobody and holds a connection to the database.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Slow senders of headers are cut off, so that a few hundred of them cannot fill the server.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The site takes no uploads; nothing that it reads comes in a body.</summary>
    public const long MaxBodyBytes = 16 * 1024;

    /// <summary>Twice what a browser with many cookies sends.</summary>
    public const int MaxHeaderBytes = 16 * 1024;

    /// <summary>Half of the files that a common system lets a process open.</summary>
    public const int MaxConnections = 10_000;

    public static void AddServerLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        });
        builder.Services.AddRequestTimeouts(timeouts =>
            timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = RequestTimeout });
    }
}
