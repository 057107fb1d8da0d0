using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Archive.Benchmarks.Search;

/// <summary>A stopwatch that also tells how long this thread has worked.</summary>
public readonly partial struct ThreadClock
{
    private const int ThreadCpuTime = 3;

    private readonly long wall;
    private readonly double cpu;

    private ThreadClock(long wall, double cpu) => (this.wall, this.cpu) = (wall, cpu);

    public static ThreadClock Start() => new(Stopwatch.GetTimestamp(), Cpu());

    public Taken Stop(string said = "")
    {
        var spent = Cpu() - cpu;
        return new Taken(Stopwatch.GetElapsedTime(wall).TotalMilliseconds, double.IsNaN(spent) ? null : spent, said);
    }

    private static double Cpu() =>
        OperatingSystem.IsLinux() && ClockGetTime(ThreadCpuTime, out var time) == 0 ? (time.Seconds * 1e3) + (time.Nanoseconds / 1e6) : double.NaN;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
