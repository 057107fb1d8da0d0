namespace Archive.Storage.Searching.Columns;

/// <summary>Holds the columns of the archive's present state, and reads them anew when that changes.</summary>
internal sealed class CurrentColumns(ArchiveFolder archive)
{
    /// <summary>Posts and comments that are read while the caller waits: some 30 ms. A larger archive is read aside.</summary>
    private const int MaxReadAtOnce = 20_000;

    private readonly Lock reading = new();
    private volatile SearchColumns? latest;
    private Task? underWay;

    /// <summary>The columns as they are now; null where they are just being read.</summary>
    public SearchColumns? Now()
    {
        var generation = archive.Generation();
        if (latest is { } columns && columns.Generation == generation)
        {
            return columns;
        }

        lock (reading)
        {
            if (latest?.Generation == generation)
            {
                return latest;
            }

            if (underWay is { IsCompleted: false })
            {
                return null;
            }

            if ((latest?.Texts ?? Texts()) <= MaxReadAtOnce)
            {
                return latest = Read(generation);
            }

            underWay = Task.Run(() => latest = Read(generation));
            return null;
        }
    }

    /// <summary>As <see cref="Now"/>, or those of an earlier state: good enough to rank by.</summary>
    public SearchColumns? NowOrBefore() => Now() ?? latest;

    /// <summary>Waits until the columns of the present state are read.</summary>
    public SearchColumns Wait()
    {
        while (true)
        {
            if (Now() is { } columns)
            {
                return columns;
            }

            underWay?.Wait();
        }
    }

    private long Texts()
    {
        using var connection = archive.OpenReader();
        using var last = new Statement(
            connection, $"SELECT count(*) FROM (SELECT 1 FROM comments LIMIT {MaxReadAtOnce + 1})");
        return last.Number() ?? 0;
    }

    private SearchColumns Read(long generation)
    {
        using var connection = archive.OpenReader();
        Statement.Execute(connection, "BEGIN");
        return SearchColumns.Load(connection, generation);
    }
}
