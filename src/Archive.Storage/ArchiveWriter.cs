using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Archive.Storage;

/// <summary>The one connection that writes, together with the right to.</summary>
internal sealed class ArchiveWriter : IDisposable
{
    private readonly WriterLock held;

    private ArchiveWriter(WriterLock held, SqliteConnection connection)
    {
        this.held = held;
        Connection = connection;
    }

    public SqliteConnection Connection { get; }

    /// <summary>Takes the lock, brings the schema up to date and finishes what a dead process left; null where another process writes.</summary>
    public static ArchiveWriter? TryOpen(string path, DateTimeOffset now)
    {
        var held = WriterLock.TryTake(path);
        if (held is null)
        {
            return null;
        }

        SqliteConnection? connection = null;
        try
        {
            connection = ConnectionSettings.OpenWriter(path);
            SchemaScripts.Apply(connection, path);
            var writer = new ArchiveWriter(held, connection);
            writer.FinishInterrupted(now);
            return writer;
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            held.Dispose();
            if (failure is SqliteException refusal && ArchiveFileException.ReasonOf(refusal) is { } reason)
            {
                throw new ArchiveFileException(path, reason, refusal);
            }

            throw;
        }
    }

    public static string Stored(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public void Begin() => Statement.Execute(Connection, "BEGIN IMMEDIATE");

    public void Commit() => Statement.Execute(Connection, "COMMIT");

    public void Rollback() => Statement.Execute(Connection, "ROLLBACK");

    /// <summary>From here on a commit is on the disk before it returns, and everything before it too.</summary>
    public void MakeCommitsDurable() => Statement.Execute(Connection, "PRAGMA synchronous = FULL");

    /// <summary>Brings what was written from the log into the database file, so that the log does not stay large.</summary>
    public void Checkpoint() => Statement.Execute(Connection, "PRAGMA wal_checkpoint(TRUNCATE)");

    public void Dispose()
    {
        Connection.Dispose();
        held.Dispose();
    }

    // Only the holder of the lock may do this: without it, "running" may be an import that is alive.
    private void FinishInterrupted(DateTimeOffset now)
    {
        using var running = new Statement(Connection, "SELECT count(*) FROM imports WHERE outcome = 'running'");
        if (running.Number() > 0)
        {
            using var interrupt = new Statement(
                Connection, "UPDATE imports SET outcome = 'interrupted', finished_at = ? WHERE outcome = 'running'");
            interrupt.With(Stored(now)).Run();
        }

        if (MissingLinks.Exist(Connection))
        {
            Begin();
            MissingLinks.Fill(Connection);
            Commit();
            Checkpoint();
        }

        if (FullTextIndex.HasPending(Connection))
        {
            Begin();
            MissingFacts.Fill(Connection);
            FullTextIndex.AppendPending(Connection);
            FullTextIndex.Optimize(Connection);
            Commit();
            Checkpoint();
        }
    }
}
