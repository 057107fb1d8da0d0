using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Archive.ClusterTests;

/// <summary>The connection to PostgreSQL breaks after any number of bytes, or carries them slowly; nothing is lost, and what broke off is done again.</summary>
public sealed class CutConnectionTests(PostgresServer server) : IDisposable
{
    private readonly Machines machines = new();

    public void Dispose() => machines.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_import_that_is_cut_off_anywhere_is_whole_or_was_not(bool isToServer)
    {
        var dumps = Machines.Invented(seed: 6, count: 4);
        var length = await MeasureAsync(isToServer, "whole", (machine, _) => Machines.ImportAsync(machine, dumps));
        using var expected = machines.Open("expected", null);
        await Machines.ImportAsync(expected, dumps);
        var export = await Machines.ExportAsync(expected);
        foreach (var at in Places(length))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"cut-{at}");
            var database = server.NewDatabase();
            await TryAsync(database, isToServer, at, name, (machine, _) => Machines.ImportAsync(machine, dumps));

            using var again = machines.Open(name, database);
            await Machines.ImportAsync(again, dumps);
            Assert.Equal(export, await Machines.ExportAsync(again));
            Assert.Equal(again.Record.Head(), again.Seal());
            await Machines.AssertSoundAsync(again);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_follower_that_is_cut_off_anywhere_is_level_once_it_can_ask_again(bool isToServer)
    {
        var database = server.NewDatabase();
        using var one = machines.Open("one", database);
        await Machines.ImportAsync(one, Machines.Invented(seed: 7, count: 4));
        new Keeper(one, TimeProvider.System).Undo(1);
        await Machines.ImportAsync(one, Machines.Invented(seed: 8, count: 4));
        var length = await MeasureAsync(isToServer, "whole", (_, _) => Task.CompletedTask, database);
        foreach (var at in Places(length))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"cut-{at}");
            await TryAsync(database, isToServer, at, name, (_, _) => Task.CompletedTask);

            using var again = machines.Open(name, database);
            Assert.Equal(one.Seal(), again.Seal());
            Assert.Equal(await Machines.ExportAsync(one), await Machines.ExportAsync(again));
        }
    }

    [Fact]
    public async Task Over_a_slow_line_it_is_the_same()
    {
        var database = server.NewDatabase();
        await using var line = new Line(server.Port) { Delay = TimeSpan.FromMilliseconds(20) };
        using var far = machines.Open("far", Through(database, line));
        await Machines.ImportAsync(far, Machines.Invented(seed: 9, count: 4));
        using var near = machines.Open("near", database);

        Assert.Equal(near.Seal(), far.Seal());
        Assert.Equal(await Machines.ExportAsync(near), await Machines.ExportAsync(far));
    }

    private static IEnumerable<long> Places(long length)
    {
        var count = Form.Of(all: 60, few: 6);
        return Enumerable.Range(0, count).Select(turn => 1 + (turn * length / count));
    }

    private async Task<long> MeasureAsync(bool isToServer, string name, Func<ArchiveFolder, string, Task> act, string? database = null)
    {
        database ??= server.NewDatabase();
        await using var line = new Line(server.Port);
        using (var machine = machines.Open(name, Through(database, line)))
        {
            await act(machine, database);
        }

        return isToServer ? line.ToServer : line.FromServer;
    }

    // It may have ended before the cut, or not have begun.
    private async Task TryAsync(string database, bool isToServer, long at, string name, Func<ArchiveFolder, string, Task> act)
    {
        await using var line = new Line(server.Port) { CutToServer = isToServer ? at : null, CutFromServer = isToServer ? null : at };
        try
        {
            using var machine = machines.Open(name, Through(database, line));
            await act(machine, database);
        }
        catch (ArchiveFileException told)
        {
            Assert.NotEmpty(told.Message);
        }
    }

    private static string Through(string database, Line line) => new NpgsqlConnectionStringBuilder(database) { Port = line.Port }.ConnectionString;

    /// <summary>A line to the server that breaks after so many bytes of all its connections, and then carries nothing any more.</summary>
    private sealed class Line : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource cut = new();
        private readonly Task accepting;
        private long toServer, fromServer;

        public Line(int server)
        {
            listener.Start();
            accepting = AcceptAsync(server);
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public TimeSpan Delay { get; init; }

        public long? CutToServer { get; init; }

        public long? CutFromServer { get; init; }

        public long ToServer => Interlocked.Read(ref toServer);

        public long FromServer => Interlocked.Read(ref fromServer);

        public async ValueTask DisposeAsync()
        {
            await cut.CancelAsync();
            listener.Stop();
            await accepting;
            cut.Dispose();
        }

        private async Task AcceptAsync(int server)
        {
            var carrying = new List<Task>();
            try
            {
                while (true)
                {
                    carrying.Add(CarryAsync(await listener.AcceptTcpClientAsync(cut.Token), server));
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or InvalidOperationException)
            {
                await Task.WhenAll(carrying);
            }
        }

        private async Task CarryAsync(TcpClient client, int server)
        {
            using (client)
            using (var other = new TcpClient())
            using (var ended = CancellationTokenSource.CreateLinkedTokenSource(cut.Token))
            {
                try
                {
                    await other.ConnectAsync(IPAddress.Loopback, server, ended.Token);
                    var (near, far) = (client.GetStream(), other.GetStream());
                    await Task.WhenAny(
                        CopyAsync(near, far, count => Interlocked.Add(ref toServer, count), CutToServer, ended.Token),
                        CopyAsync(far, near, count => Interlocked.Add(ref fromServer, count), CutFromServer, ended.Token));
                    await ended.CancelAsync();
                }
                catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
                {
                    // As lines are.
                }
            }
        }

        private async Task CopyAsync(NetworkStream from, NetworkStream to, Func<long, long> count, long? at, CancellationToken cancel)
        {
            var buffer = new byte[4096];
            try
            {
                while (await from.ReadAsync(buffer, cancel) is > 0 and var read)
                {
                    var carried = count(read);
                    var over = at is { } most ? Math.Max(0, carried - most) : 0;
                    await Task.Delay(Delay, cancel);
                    await to.WriteAsync(buffer.AsMemory(0, (int)Math.Max(0, read - over)), cancel);
                    if (over > 0)
                    {
                        await cut.CancelAsync();
                        listener.Stop();
                    }
                }
            }
            catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
            {
                // With one direction ends the other.
            }
        }
    }
}
