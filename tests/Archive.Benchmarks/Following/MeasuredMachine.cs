using System.Diagnostics;
using System.Globalization;

namespace Archive.Benchmarks.Following;

/// <summary>A process that is one machine of several: it makes its copy of a shared record, and then follows.</summary>
internal sealed class MeasuredMachine : IAsyncDisposable
{
    private readonly Child child;

    private MeasuredMachine(Child child, TimeSpan cpu, TimeSpan time) => (this.child, Cpu, Time) = (child, cpu, time);

    /// <summary>What its threads worked until its copy was level.</summary>
    public TimeSpan Cpu { get; }

    /// <summary>How long that took.</summary>
    public TimeSpan Time { get; }

    /// <summary>Starts one in a folder of its own; it is level with the record when this returns.</summary>
    /// <param name="warm">The database of another, smaller record, so that the measured one finds its code compiled.</param>
    public static async Task<MeasuredMachine> StartAsync(string data, string database, string warm)
    {
        var child = Child.Start("measured-machine", data, database, warm);
        var figures = (await child.ReadLineAsync()).Split(' ');
        return new MeasuredMachine(child, Milliseconds(figures[0]), Milliseconds(figures[1]));
    }

    /// <summary>Waits until it shows an entry; when that was, by the clock of all processes.</summary>
    public async Task<long> ShownAsync(long entry) =>
        long.Parse(await child.AskAsync(entry.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    /// <summary>The most memory that it has held.</summary>
    public async Task<long> PeakAsync() => long.Parse(await child.AskAsync("peak"), CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => child.DisposeAsync();

    /// <summary>The inside of that process.</summary>
    public static async Task<int> RunAsync(string data, string database, string warm)
    {
        ArchiveFolder.Open(data + "-warm", null, warm).Dispose();
        var (clock, before) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        using var archive = ArchiveFolder.Open(data, null, database);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{(Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds} {clock.Elapsed.TotalMilliseconds}"));
        using var stop = new CancellationTokenSource();
        var following = new Follower(archive, TimeProvider.System, Console.Error.WriteLine).RunAsync(stop.Token);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == "peak")
            {
                Console.WriteLine(Child.PeakBytes().ToString(CultureInfo.InvariantCulture));
                continue;
            }

            while (archive.Seal().Number < long.Parse(line, CultureInfo.InvariantCulture))
            {
                await Task.Delay(1);
            }

            Console.WriteLine(Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture));
        }

        await stop.CancelAsync();
        await following.ContinueWith(_ => { }, TaskScheduler.Default);
        return 0;
    }

    private static TimeSpan Milliseconds(string text) => TimeSpan.FromMilliseconds(double.Parse(text, CultureInfo.InvariantCulture));
}
