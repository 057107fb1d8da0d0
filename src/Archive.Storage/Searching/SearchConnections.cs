using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Searching;

/// <summary>The connections that search: as many as are asked for at once, a few of them kept.</summary>
internal sealed class SearchConnections(string path) : IDisposable
{
    /// <summary>More at once than this are closed again; the site lets in about as many searches as it has cores.</summary>
    private const int MaxKept = 8;

    private readonly ConcurrentBag<SearchConnection> resting = [];
    private volatile bool closed;

    /// <summary>Does some reading in one state of the archive, and stops it when its time is over.</summary>
    /// <param name="ask">May end the budget itself, for reading that is bounded anyway.</param>
    /// <exception cref="SqliteException">See <see cref="WasStopped"/>.</exception>
    public T Ask<T>(TimeSpan time, Func<SearchConnection, TimeBudget, T> ask, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var connection = resting.TryTake(out var kept) ? kept : new SearchConnection(path);
        var sound = false;
        try
        {
            using var budget = new TimeBudget(connection.Connection, time, cancel);
            Statement.Execute(connection.Connection, "BEGIN");
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
            Return(connection, sound);
        }
    }

    /// <summary>The time was over, or the caller went away.</summary>
    public static bool WasStopped(SqliteException failure) => failure.SqliteErrorCode == raw.SQLITE_INTERRUPT;

    public void Dispose()
    {
        closed = true;
        while (resting.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private void Return(SearchConnection connection, bool sound)
    {
        if (sound && !closed && resting.Count < MaxKept)
        {
            connection.Rest();
            resting.Add(connection);
        }
        else
        {
            connection.Dispose();
        }
    }
}
