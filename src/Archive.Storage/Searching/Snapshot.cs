using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Searching;

/// <summary>One state of the archive, read on one connection, and the time that reading may take.</summary>
/// <remarks>
/// SQLite asks from inside a query whether to go on: cancelling a command does nothing while it runs. The time is that for which this thread has
/// worked, so that a question has the same answer however much else the machine does.
/// </remarks>
internal sealed class Snapshot : IDisposable
{
    /// <summary>Steps of SQLite between two questions to the clock: some 10 µs of work.</summary>
    private const int StepsBetweenChecks = 1_000;

    private readonly SearchConnections connections;
    private readonly int turn;
    private readonly CancellationToken cancel;
    private TimeSpan begun;
    private int thread;
    private TimeSpan? end;
    private TimeSpan used;

    /// <param name="turn">See <see cref="ArchiveFolder.Turn"/>.</param>
    public Snapshot(SearchConnections connections, Connection connection, int turn, long generation, CancellationToken cancel)
    {
        (this.connections, this.turn, this.cancel) = (connections, turn, cancel);
        (Connection, Generation) = (connection, generation);
        raw.sqlite3_progress_handler(connection.Sqlite.Handle!, StepsBetweenChecks, _ => MayGoOn() ? 0 : 1, null);
    }

    public Connection Connection { get; }

    /// <summary>Which state it is; see <see cref="ArchiveFolder.Generation"/>.</summary>
    public long Generation { get; }

    /// <summary>Its connection serves others afterwards.</summary>
    public bool IsKept { get; set; } = true;

    /// <summary>The time was over before all was read that was asked for since <see cref="Begin"/>.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>Gives what is read from here on so much time, as far as that is left of what all such readings may take together.</summary>
    public void Begin(TimeSpan time, TimeSpan together)
    {
        End();
        var left = together - used;
        (begun, thread) = (ThreadTime.Now, Environment.CurrentManagedThreadId);
        end = begun + (left < time ? left : time);
        IsCutShort = false;
    }

    /// <summary>Lifts the limit, for reading that is bounded anyway.</summary>
    public void End()
    {
        cancel.ThrowIfCancellationRequested();
        // Between two questions a request may go on on another thread, whose clock is its own.
        used += end is not null && thread == Environment.CurrentManagedThreadId ? ThreadTime.Now - begun : TimeSpan.Zero;
        end = null;
    }

    /// <summary>Reads until the time is over; after that nothing is read, so that the hits until then can be given.</summary>
    /// <returns>False where the reading was stopped.</returns>
    /// <exception cref="OperationCanceledException">It was stopped because nobody waits for it any more.</exception>
    public bool Try(Action read)
    {
        if (IsCutShort)
        {
            return false;
        }

        try
        {
            read();
            return true;
        }
        catch (SqliteException stopped) when (stopped.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            cancel.ThrowIfCancellationRequested();
            IsCutShort = true;
            return false;
        }
    }

    /// <summary>Asks between many short questions, each too short for SQLite to ask itself, whether to go on; false where the time is over, and the reading is cut short.</summary>
    public bool GoOn()
    {
        cancel.ThrowIfCancellationRequested();
        return !(IsCutShort |= !MayGoOn());
    }

    public void Dispose()
    {
        raw.sqlite3_progress_handler(Connection.Sqlite.Handle!, 0, null, null);
        connections.Return(Connection, turn, IsKept);
    }

    /// <summary>Whether time is left, and somebody waits: for work between two questions to SQLite.</summary>
    public bool MayGoOn() => end is not { } last || !(cancel.IsCancellationRequested || ThreadTime.Now >= last);
}

/// <summary>For how long a thread has worked: what others take of the machine meanwhile is none of it.</summary>
internal static partial class ThreadTime
{
    // <time.h> of Linux and of macOS.
    private const int ThreadClockOfLinux = 3, ThreadClockOfMac = 16;

    public static TimeSpan Now => OperatingSystem.IsWindows() ? OfWindows() : OfUnix(OperatingSystem.IsMacOS() ? ThreadClockOfMac : ThreadClockOfLinux);

    private static TimeSpan OfUnix(int clock) =>
        ClockGetTime(clock, out var time) == 0 ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick)) : Failed();

    private static TimeSpan OfWindows() =>
        GetThreadTimes(GetCurrentThread(), out _, out _, out var kernel, out var user) ? TimeSpan.FromTicks(kernel + user) : Failed();

    private static TimeSpan Failed() => throw new PlatformNotSupportedException("the system does not tell for how long a thread has worked");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out Time time);

    [LibraryImport("kernel32")]
    private static partial nint GetCurrentThread();

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetThreadTimes(nint thread, out long created, out long ended, out long kernel, out long user);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
