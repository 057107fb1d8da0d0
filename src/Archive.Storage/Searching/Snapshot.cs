using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Searching;

/// <summary>One state of the archive, read on one connection, and the steps that reading may take.</summary>
/// <remarks>
/// SQLite asks from inside a query whether to go on: cancelling a command does nothing while it runs. Its steps are counted and not the time, so that
/// the same question has the same answer however much else the machine does.
/// </remarks>
internal sealed class Snapshot : IDisposable
{
    /// <summary>Steps of SQLite between two looks at what is left: some 10 µs of work.</summary>
    private const int StepsBetweenChecks = 1_000;

    private const long NoLimit = long.MaxValue;

    private readonly SearchConnections connections;
    private readonly int turn;
    private readonly CancellationToken cancel;
    private long left = NoLimit;

    /// <param name="turn">See <see cref="ArchiveFolder.Turn"/>.</param>
    public Snapshot(SearchConnections connections, Connection connection, int turn, long generation, CancellationToken cancel)
    {
        (this.connections, this.turn, this.cancel) = (connections, turn, cancel);
        (Connection, Generation) = (connection, generation);
        raw.sqlite3_progress_handler(connection.Sqlite.Handle!, StepsBetweenChecks, _ => Take(StepsBetweenChecks) ? 0 : 1, null);
    }

    public Connection Connection { get; }

    /// <summary>Which state it is; see <see cref="ArchiveFolder.Generation"/>.</summary>
    public long Generation { get; }

    /// <summary>Its connection serves others afterwards.</summary>
    public bool IsKept { get; set; } = true;

    /// <summary>The steps were used up before all was read that was asked for since <see cref="Begin"/>.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>Gives what is read from here on so many steps.</summary>
    public void Begin(long steps)
    {
        cancel.ThrowIfCancellationRequested();
        left = steps;
        IsCutShort = false;
    }

    /// <summary>Lifts the limit, for reading that is bounded anyway.</summary>
    public void End()
    {
        cancel.ThrowIfCancellationRequested();
        left = NoLimit;
    }

    /// <summary>Reads until the steps are used up; after that nothing is read, so that the hits until then can be given.</summary>
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

    /// <summary>Takes some of the steps, for work between two questions to SQLite or inside one of its steps; whether any were left, and somebody waits.</summary>
    public bool Take(long steps)
    {
        if (left == NoLimit)
        {
            return true;
        }

        var mayGoOn = left > 0 && !cancel.IsCancellationRequested;
        left = Math.Max(0, left - steps);
        return mayGoOn && left > 0;
    }
}
