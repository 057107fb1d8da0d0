using System.Net;
using System.Net.Sockets;

namespace Archive.ClusterTests;

/// <summary>A line between a machine and its database that can be cut and mended, or fall silent.</summary>
internal sealed class Wire : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> open = [];
    private readonly Lock gate = new();
    private readonly int to;
    private bool isCut;
    private volatile bool isSilent;
    private int accepted;

    public Wire(int to)
    {
        this.to = to;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many connections have come in.</summary>
    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>Carries nothing more, and ends nothing: as when the far end has lost its power.</summary>
    public void Silence() => isSilent = true;

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
                var near = await listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref accepted);
                _ = CarryAsync(near);
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
            await Task.WhenAny(CarryAsync(near.GetStream(), far.GetStream()), CarryAsync(far.GetStream(), near.GetStream()));
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Either side has gone.
        }

        near.Dispose();
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream into)
    {
        var bytes = new byte[64 << 10];
        int read;
        while ((read = await from.ReadAsync(bytes)) > 0 || isSilent)
        {
            if (isSilent)
            {
                await Task.Delay(Timeout.Infinite);
            }

            await into.WriteAsync(bytes.AsMemory(0, read));
        }
    }
}
