using System.Diagnostics;

namespace Archive.Benchmarks.Search;

/// <summary>How long an engine took for one row of the table.</summary>
/// <param name="Hits">How many hits its pages have, the median; null where it answers with no page.</param>
public sealed record Timing(int Runs, double P50, double P99, double? CpuP50, double? CpuP99, string Said, int? Hits)
{
    private const int MaxRuns = 1_000;
    private const int MinRuns = 3;
    private const int PartForWarmUp = 10;

    /// <summary>For how long the thread worked; where nobody knows, how long it took.</summary>
    public double Worked50 => CpuP50 ?? P50;

    public double Worked99 => CpuP99 ?? P99;

    /// <summary>Lets pages be read and code be compiled as it is when it has run often, and every question be asked before it is measured.</summary>
    public static void WarmUp(Engine engine, IReadOnlyList<Ask> asks, TimeSpan room) => Run(engine, asks, room / PartForWarmUp, minRuns: asks.Count);

    /// <param name="asks">Asked in turn.</param>
    /// <param name="room">About how long that may take.</param>
    public static Timing Measure(Engine engine, IReadOnlyList<Ask> asks, TimeSpan room)
    {
        WarmUp(engine, asks, room);
        var taken = Run(engine, asks, room, MinRuns);
        var wall = Sorted(taken.Select(one => one.Wall));
        var cpu = taken.All(one => one.Cpu is not null) ? Sorted(taken.Select(one => one.Cpu!.Value)) : null;
        var said = string.Join(", ", taken.Where(one => one.Said.Length > 0).CountBy(one => one.Said)
            .OrderByDescending(said => said.Value).Select(said => $"{said.Key} ({100 * said.Value / taken.Count} %)"));
        return new Timing(taken.Count, At(wall, 50), At(wall, 99), cpu is null ? null : At(cpu, 50), cpu is null ? null : At(cpu, 99), said, Middle(taken));
    }

    private static List<Taken> Run(Engine engine, IReadOnlyList<Ask> asks, TimeSpan room, int minRuns)
    {
        var taken = new List<Taken>();
        var clock = Stopwatch.StartNew();
        while (taken.Count < minRuns || (taken.Count < MaxRuns && clock.Elapsed < room))
        {
            taken.Add(engine.Answer(asks[taken.Count % asks.Count]));
        }

        return taken;
    }

    private static int? Middle(List<Taken> taken) => taken.Select(one => one.Hits).Order().ElementAt(taken.Count / 2);

    private static List<double> Sorted(IEnumerable<double> times) => [.. times.Order()];

    private static double At(List<double> sorted, int percent) => sorted[(int)Math.Ceiling(sorted.Count * percent / 100.0) - 1];
}
