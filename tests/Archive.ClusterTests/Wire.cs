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
        Apart(Accept);
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

    private void Accept()
    {
        try
        {
            while (true)
            {
                var near = listener.AcceptTcpClient();
                Interlocked.Increment(ref accepted);
                Apart(() => Carry(near));
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test ends.
        }
    }

    private void Carry(TcpClient near)
    {
        var far = new TcpClient();
        lock (gate)
        {
            open.AddRange([near, far]);
            if (isCut)
            {
                near.Dispose();
                far.Dispose();
                return;
            }
        }

        try
        {
            far.Connect(IPAddress.Loopback, to);
            near.NoDelay = far.NoDelay = true;
            var (here, there) = (near.GetStream(), far.GetStream());
            Apart(() => Carry(there, here));
            Carry(here, there);
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            near.Dispose();
        }
    }

    private void Carry(NetworkStream from, NetworkStream into)
    {
        var bytes = new byte[64 << 10];
        try
        {
            while (true)
            {
                var read = from.Read(bytes);
                if (isSilent)
                {
                    return;
                }

                if (read == 0)
                {
                    break;
                }

                into.Write(bytes, 0, read);
            }
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException)
        {
            // Either side has gone.
        }

        from.Dispose();
        into.Dispose();
    }

    // A far end does not wait for the threads of the pool, which machines that ask it may all hold.
    private static void Apart(Action work) => new Thread(() => work()) { IsBackground = true }.Start();
}
