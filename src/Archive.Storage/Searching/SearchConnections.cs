using System.Collections.Concurrent;
using SQLitePCL;

namespace Archive.Storage.Searching;

/// <summary>The connections that search: as many as are asked for at once, a few of them kept.</summary>
public sealed class SearchConnections(ArchiveFolder archive) : IDisposable
{
    /// <summary>More at once than this are closed again; the site lets in about as many searches as it has cores.</summary>
    private const int MaxKept = 8;

    /// <summary>Attempts to read a state between two commits; they take microseconds, so that further ones would meet no other luck.</summary>
    private const int MaxTries = 8;

    private readonly ConcurrentBag<Resting> resting = [];
    private volatile bool closed;
    private int snapshots;

    // The archive itself counts up from 0, and says -1 where there is none.
    private long unnumbered = -1;

    internal ArchiveFolder Archive => archive;

    /// <summary>How many snapshots were taken, so that a test can count those of a page.</summary>
    internal int Snapshots => Volatile.Read(ref snapshots);

    public void Dispose()
    {
        closed = true;
        while (resting.TryTake(out var kept))
        {
            kept.Connection.Dispose();
        }
    }

    /// <summary>The present state of the archive, which stays what it is until the snapshot is given back.</summary>
    /// <remarks>
    /// Where no attempt falls between two commits, the state has a number of its own, and nothing that is held in memory is taken for it: on a medium
    /// that nothing can be written to, SQLite counts every reading of a log as a change.
    /// </remarks>
    internal Snapshot Open(CancellationToken cancel = default)
    {
        Interlocked.Increment(ref snapshots);
        for (var tries = 1; ; tries++)
        {
            cancel.ThrowIfCancellationRequested();
            var (connection, turn) = Take();
            var generation = BeginOneState(connection, turn);
            if (generation is not null || tries == MaxTries)
            {
                return new Snapshot(this, connection, turn, generation ?? Interlocked.Decrement(ref unnumbered), cancel);
            }

            Return(connection, turn);
        }
    }

    /// <summary>As <see cref="Open"/>, on a connection that is closed afterwards: what reads everything fills the memory that a connection may take.</summary>
    internal Snapshot OpenOnce()
    {
        var snapshot = Open();
        snapshot.IsKept = false;
        return snapshot;
    }

    internal void Return(Connection connection, int turn, bool keep = true)
    {
        if (keep && IsSound(connection) && !closed && resting.Count < MaxKept)
        {
            connection.Rest();
            resting.Add(new Resting(connection, turn));
        }
        else
        {
            connection.Dispose();
        }
    }

    // One that reads a file which another has replaced is let go.
    private (Connection Connection, int Turn) Take()
    {
        var turn = archive.Turn();
        while (resting.TryTake(out var kept))
        {
            if (kept.Turn == turn)
            {
                return (kept.Connection, kept.Turn);
            }

            kept.Connection.Dispose();
        }

        var connection = new Connection(archive.OpenReader());
        HitFunction.Register(connection.Sqlite);
        return (connection, turn);
    }

    // The first read fixes the state; where nothing was written meanwhile, it is that of the generation. Null where something was.
    private long? BeginOneState(Connection connection, int turn)
    {
        try
        {
            var generation = archive.Generation();
            connection.Execute("BEGIN");
            _ = connection["SELECT 1 FROM copy"].Number();
            return archive.Generation() == generation && archive.Turn() == turn ? generation : null;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // A search that took too long is no failure of its connection.
    private static bool IsSound(Connection connection) =>
        raw.sqlite3_errcode(connection.Sqlite.Handle!) is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE or raw.SQLITE_INTERRUPT;

    // A class: what holds pairs of values would be compiled for them at each start.
    private sealed record Resting(Connection Connection, int Turn);
}
