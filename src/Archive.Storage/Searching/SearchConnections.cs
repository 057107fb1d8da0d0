using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Searching;

/// <summary>The connections that search: as many as are asked for at once, a few of them kept.</summary>
internal sealed class SearchConnections(ArchiveFolder archive) : IDisposable
{
    /// <summary>More at once than this are closed again; the site lets in about as many searches as it has cores.</summary>
    private const int MaxKept = 8;

    private readonly ConcurrentBag<(Connection Connection, int Turn)> resting = [];
    private volatile bool closed;

    /// <summary>Does some reading in one state of the archive, and stops it when its time is over.</summary>
    /// <param name="ask">May end the budget itself, for reading that is bounded anyway.</param>
    /// <exception cref="SqliteException">See <see cref="WasStopped"/>.</exception>
    public T Ask<T>(TimeSpan time, Func<Connection, TimeBudget, T> ask, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var (connection, turn) = Take();
        var sound = false;
        try
        {
            using var budget = new TimeBudget(connection.Sqlite, time, cancel);
            connection.Execute("BEGIN");
            var answer = ask(connection, budget);
            sound = true;
            return answer;
        }
        catch (SqliteException stopped) when (WasStopped(stopped))
        {
            sound = true;
            cancel.ThrowIfCancellationRequested();
            throw;
        }
        finally
        {
            Return(connection, turn, sound);
        }
    }

    /// <summary>The time was over, or the caller went away.</summary>
    public static bool WasStopped(SqliteException failure) => failure.SqliteErrorCode == raw.SQLITE_INTERRUPT;

    public void Dispose()
    {
        closed = true;
        while (resting.TryTake(out var kept))
        {
            kept.Connection.Dispose();
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
                return kept;
            }

            kept.Connection.Dispose();
        }

        var connection = new Connection(archive.OpenReader());
        HitFunction.Register(connection.Sqlite);
        return (connection, turn);
    }

    private void Return(Connection connection, int turn, bool sound)
    {
        if (sound && !closed && resting.Count < MaxKept)
        {
            connection.Rest();
            resting.Add((connection, turn));
        }
        else
        {
            connection.Dispose();
        }
    }
}
