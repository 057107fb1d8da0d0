using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Searching;

/// <summary>One state of the archive, read on one connection, and the time that reading may take.</summary>
/// <remarks>SQLite asks from inside a query whether to go on: cancelling a command does nothing while it runs.</remarks>
internal sealed class Snapshot : IDisposable
{
    /// <summary>Steps of SQLite between two questions to the clock: some 10 µs of work.</summary>
    private const int StepsBetweenChecks = 1_000;

    private readonly SearchConnections connections;
    private readonly int turn;
    private readonly CancellationToken cancel;
    private long end = long.MaxValue;

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

    /// <summary>Gives what is read from here on so much time.</summary>
    public void Begin(TimeSpan time)
    {
        cancel.ThrowIfCancellationRequested();
        end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        IsCutShort = false;
    }

    /// <summary>Lifts the limit, for reading that is bounded anyway.</summary>
    public void End()
    {
        cancel.ThrowIfCancellationRequested();
        end = long.MaxValue;
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

    public void Dispose()
    {
        raw.sqlite3_progress_handler(Connection.Sqlite.Handle!, 0, null, null);
        connections.Return(Connection, turn, IsKept);
    }

    /// <summary>Whether time is left, and somebody waits: for work between two questions to SQLite.</summary>
    public bool MayGoOn() => end == long.MaxValue || !(cancel.IsCancellationRequested || Stopwatch.GetTimestamp() > end);
}
