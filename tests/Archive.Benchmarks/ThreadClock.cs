using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Archive.Benchmarks;

/// <summary>A stopwatch that also tells how long this thread has worked.</summary>
public readonly struct ThreadClock
{
    private readonly long wall;
    private readonly TimeSpan? cpu;

    private ThreadClock(long wall, TimeSpan? cpu) => (this.wall, this.cpu) = (wall, cpu);

    public static ThreadClock Start() => new(Stopwatch.GetTimestamp(), CpuClock.OfThisThread());

    public Taken Stop(string said = "")
    {
        var spent = CpuClock.OfThisThread() - cpu;
        return new Taken(Stopwatch.GetElapsedTime(wall).TotalMilliseconds, spent?.TotalMilliseconds, said);
    }
}

/// <summary>For how long threads and processes have worked, as the system counts it: what else the machine does is not in it.</summary>
internal static partial class CpuClock
{
    private const int ThreadCpuTime = 3;

    // The clock of another process is named by its number, turned over, and by what of it is asked for (clock_getcpuclockid).
    private const int BitsForKind = 3, Scheduled = 2;

    private const int EndedChildren = -1;

    /// <summary>Null where nobody knows.</summary>
    public static TimeSpan? OfThisThread() => Read(ThreadCpuTime);

    /// <summary>All threads of a process. Its own figure elsewhere counts in hundredths of a second, as long as a hundred pages take.</summary>
    public static TimeSpan OfProcess(Process process) => Read((~process.Id << BitsForKind) | Scheduled) ?? process.TotalProcessorTime;

    /// <summary>All processes that this one started and that have ended.</summary>
    public static TimeSpan OfEndedChildren()
    {
        var usage = default(Usage);
        return OperatingSystem.IsLinux() && GetUsage(EndedChildren, ref usage) == 0
            ? usage.User.Span + usage.System.Span
            : throw new PlatformNotSupportedException("what ended processes have burnt is only asked on Linux");
    }

    private static TimeSpan? Read(int clock) =>
        OperatingSystem.IsLinux() && ClockGetTime(clock, out var time) == 0 ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Rest / 1e3) : null;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out Time time);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int whose, ref Usage usage);

    /// <summary>Seconds, and nanoseconds or microseconds.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Rest;

        public readonly TimeSpan Span => TimeSpan.FromSeconds(Seconds) + TimeSpan.FromMicroseconds((double)Rest);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Usage
    {
        public Time User;
        public Time System;

        // Fourteen figures of which none is read.
        private unsafe fixed long rest[14];
    }
}
