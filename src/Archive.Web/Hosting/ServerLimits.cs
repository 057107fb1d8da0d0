using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Archive.Web.Hosting;

/// <summary>Limits what one client may ask of the server.</summary>
internal static class ServerLimits
{
    /// <summary>A page takes milliseconds; what takes longer than this helps nobody and holds a connection to the database.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Slow senders of headers are cut off, so that a few hundred of them cannot fill the server.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>More than most forms hold; a page that takes more says so itself, as that of uploads does (<see cref="Uploads"/>).</summary>
    public const long MaxBodyBytes = 16 * 1024;

    /// <summary>Of what somebody sends and nobody has read yet, the server takes no more than this from the line; once more as much where it sees only then that the rest is too long.</summary>
    public const int MaxUnreadBytes = 24 * 1024;

    /// <summary>Twice what a browser with many cookies sends.</summary>
    public const int MaxHeaderBytes = 16 * 1024;

    /// <summary>Half of the files that a common system lets a process open.</summary>
    public const int MaxConnections = 10_000;

    /// <summary>Slower than any line: whoever takes a page so slowly holds its memory. Downloads are hurried more (<see cref="SearchLimits.MinDownloadRate"/>).</summary>
    public static readonly MinDataRate MinResponseRate = new(1024, TimeSpan.FromSeconds(10));

    /// <summary>Of an answer that its reader does not take, the system holds twice this and not megabytes; enough for a megabyte a second around the world.</summary>
    public const int SendBufferBytes = 128 * 1024;

    /// <summary>The server copies whatever it is given before it waits for a reader: of a longer answer it gets no more than this at a time.</summary>
    /// <remarks>Nearly all pages are shorter, and are one write.</remarks>
    public const int MaxGivenBytes = 128 * 1024;

    public static void AddServerLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
            kestrel.Limits.MinResponseDataRate = MinResponseRate;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        });
        // Those who call inherit it of the socket that listens.
        builder.Services.Configure<SocketTransportOptions>(sockets =>
        {
            sockets.MaxReadBufferSize = MaxUnreadBytes;
            sockets.CreateBoundListenSocket = endpoint =>
            {
                var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
                socket.SendBufferSize = SendBufferBytes;
                return socket;
            };
        });
        builder.Services.AddRequestTimeouts(timeouts =>
            timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = RequestTimeout });
    }

    /// <summary>Sends what is there as a whole, so that a slow reader costs no second copy of it.</summary>
    public static async Task SendAsync(this HttpResponse response, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        do
        {
            var given = Math.Min(bytes.Length, MaxGivenBytes);
            await response.Body.WriteAsync(bytes[..given], cancel);
            bytes = bytes[given..];
        }
        while (!bytes.IsEmpty);
    }

    /// <summary>Reads a page in one state of the archive, which is given back when the page is made: who takes it slowly keeps neither a log from being brought in nor a connection from the next.</summary>
    public static void HoldState(this PageModel page, ArchiveDb db)
    {
        db.HoldState();
        page.Response.OnStarting(GiveBack, db);
    }

    // The queue of searches gives up on whoever is out of time without a word, which would be an empty answer that looks whole.
    public static void UseLimitOfTime(this WebApplication app)
    {
        app.UseRequestTimeouts();
        app.Use(async (context, next) =>
        {
            await next(context);
            if (!context.Response.HasStarted)
            {
                context.RequestAborted.ThrowIfCancellationRequested();
            }
        });
    }

    private static Task GiveBack(object db) => ((ArchiveDb)db).DisposeAsync().AsTask();
}
