using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Searching;

/// <summary>Stops what a connection is doing when its time is over; the statement then fails with SQLITE_INTERRUPT.</summary>
/// <remarks>SQLite asks from inside the query: cancelling a command does nothing while it runs.</remarks>
internal sealed class TimeBudget : IDisposable
{
    /// <summary>Steps of SQLite between two looks at the clock: some 10 µs of work.</summary>
    private const int StepsBetweenLooks = 1_000;

    private readonly sqlite3 db;
    private readonly long end;

    public TimeBudget(SqliteConnection connection, TimeSpan time, CancellationToken cancel)
    {
        db = connection.Handle!;
        end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        raw.sqlite3_progress_handler(
            db, StepsBetweenLooks, _ => cancel.IsCancellationRequested || Stopwatch.GetTimestamp() > end ? 1 : 0, null);
    }

    /// <summary>From here on there is no limit.</summary>
    public void Dispose() => raw.sqlite3_progress_handler(db, 0, null, null);
}
