using System.Net;
using System.Net.Sockets;

namespace Archive.ClusterTests;

/// <summary>A line between a machine and its database that can be cut and mended.</summary>
internal sealed class Wire : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> open = [];
    private readonly Lock gate = new();
    private readonly int to;
    private bool isCut;

    public Wire(int to)
    {
        this.to = to;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Cut()
    {
        lock (gate)
        {
            isCut = true;
            open.ForEach(line => line.Dispose());
            open.Clear();
        }
    }

    public void Mend()
    {
        lock (gate)
        {
            isCut = false;
        }
    }

    public void Dispose()
    {
        Cut();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The test ends.
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        lock (gate)
        {
            open.AddRange([near, far]);
            if (isCut)
            {
                near.Dispose();
                return;
            }
        }

        try
        {
            await far.ConnectAsync(IPAddress.Loopback, to);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Either side has gone.
        }

        near.Dispose();
    }
}
