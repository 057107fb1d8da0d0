using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Archive.FaultTests.Desk;

/// <summary>Readers who ask for one page after the other, each on a line of their own, until something else has ended.</summary>
internal static class ReaderLoad
{
    private const int Readers = 64;

    /// <summary>Reads while the work goes on.</summary>
    public static async Task<LoadFigures> DuringAsync(Uri site, IReadOnlyList<string> addresses, Task work)
    {
        var (times, wrong, elapsed) = (new ConcurrentBag<List<double>>(), new ConcurrentQueue<string>(), Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(reader => Task.Run(() => ReadAsync(site, addresses, reader, work, times, wrong))));
        await work;
        var all = times.SelectMany(one => one).Order().ToList();
        return new LoadFigures(all.Count, elapsed.Elapsed, all[all.Count / 2], all[(int)(all.Count * 0.99)], all[^1], [.. wrong]);
    }

    private static async Task ReadAsync(Uri site, IReadOnlyList<string> addresses, int reader, Task work, ConcurrentBag<List<double>> times, ConcurrentQueue<string> wrong)
    {
        var own = new List<double>();
        times.Add(own);
        try
        {
            using var line = new TcpClient { NoDelay = true };
            await line.ConnectAsync(site.Host, site.Port);
            var (stream, buffer) = (line.GetStream(), new byte[256 * 1024]);
            for (var i = reader; !work.IsCompleted; i++)
            {
                var began = Stopwatch.GetTimestamp();
                var address = addresses[i % addresses.Count];
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {address} HTTP/1.1\r\nHost: {site.Authority}\r\n\r\n"));
                var head = await AnswerAsync(stream, buffer);
                own.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (!head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
                {
                    wrong.Enqueue($"{address}: {head.Split("\r\n", 2)[0]}");
                }
            }
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            wrong.Enqueue(broken.Message);
        }
    }

    // The head of an answer, whose body is read to its end and dropped.
    private static async Task<string> AnswerAsync(NetworkStream stream, byte[] buffer)
    {
        var (read, body) = (0, -1);
        while (body < 0)
        {
            var more = await stream.ReadAsync(buffer.AsMemory(read));
            read += more > 0 ? more : throw new IOException("the server ended the line");
            body = buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
        }

        var head = Encoding.ASCII.GetString(buffer, 0, body);
        var length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        if (length is not null)
        {
            for (var left = long.Parse(length.Split(':')[1], CultureInfo.InvariantCulture) - (read - body - 4); left > 0;)
            {
                var more = await stream.ReadAsync(buffer);
                left -= more > 0 ? more : throw new IOException("the server ended the line");
            }
        }
        else
        {
            // In chunks, of which the last is empty.
            while (!buffer.AsSpan(0, read).EndsWith("0\r\n\r\n"u8))
            {
                var kept = Math.Min(read, 8);
                buffer.AsSpan(read - kept, kept).CopyTo(buffer);
                var more = await stream.ReadAsync(buffer.AsMemory(kept));
                read = kept + (more > 0 ? more : throw new IOException("the server ended the line"));
            }
        }

        return head;
    }
}

/// <summary>How long readers waited, in milliseconds.</summary>
internal sealed record LoadFigures(int Answers, TimeSpan Elapsed, double Median, double Late, double Longest, IReadOnlyList<string> Wrong)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Answers} answers in {Elapsed.TotalSeconds:0.0} s, median {Median:0.0} ms, p99 {Late:0.0} ms, longest {Longest:0} ms, {Wrong.Count} wrong");
}
