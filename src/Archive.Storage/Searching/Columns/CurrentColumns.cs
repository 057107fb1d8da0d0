using System.Diagnostics;

namespace Archive.Storage.Searching.Columns;

/// <summary>Holds the columns of the archive's present state, and reads them anew when that changes.</summary>
internal sealed class CurrentColumns(SearchConnections connections)
{
    /// <summary>Posts and comments that are read while the caller waits: some 30 ms. A larger archive is read aside.</summary>
    private const int MaxReadAtOnce = 20_000;

    /// <summary>Words and facts whose rows are read before anybody asks, those that most texts have: some 2 s for a million comments, and about a quarter of what is kept.</summary>
    private const int MaxReadAhead = 100;

    private const string MostFrequent = "SELECT term FROM terms WHERE texts > ? ORDER BY texts DESC " + Statement.Limit;

    private readonly Lock reading = new();
    private volatile SearchColumns? latest;
    private Task? underWay;

    /// <summary>The columns of a snapshot; null where those of the present state are just being read, or where the archive has moved on.</summary>
    public SearchColumns? Of(Snapshot snapshot)
    {
        if (latest is { } columns && columns.Generation == snapshot.Generation)
        {
            return columns;
        }

        lock (reading)
        {
            if (latest?.Generation == snapshot.Generation)
            {
                return latest;
            }

            if (underWay is { IsCompleted: false })
            {
                return null;
            }

            if ((latest?.Texts ?? Texts(snapshot.Connection)) <= MaxReadAtOnce)
            {
                return Read(snapshot);
            }

            underWay = latest?.Generation == connections.Archive.Generation() ? null : Task.Run(ReadAside);
            return null;
        }
    }

    /// <summary>As <see cref="Of"/>, or those of another state, for which it may wait: good enough to rank by.</summary>
    public SearchColumns OfOrBefore(Snapshot snapshot) => Of(snapshot) ?? latest ?? Wait();

    /// <summary>The columns of the present state, or of one that has passed while they were read.</summary>
    public SearchColumns Wait()
    {
        using (var snapshot = connections.Open())
        {
            if (Of(snapshot) is { } columns)
            {
                return columns;
            }
        }

        // Not once more: where states have no numbers, those of the next one would never be these.
        underWay?.Wait();
        return latest!;
    }

    private List<string> Frequent()
    {
        using var snapshot = connections.OpenOnce();
        return snapshot.Connection[MostFrequent].With(MaxReadAtOnce).With(MaxReadAhead).All(row => row.Text(0));
    }

    private static long Texts(Connection connection) =>
        connection[$"SELECT count(*) FROM (SELECT 1 FROM comments LIMIT {MaxReadAtOnce + 1})"].Number() ?? 0;

    // Those of a state that has passed serve its snapshot only.
    private SearchColumns Read(Snapshot snapshot)
    {
        var columns = SearchColumns.Load(snapshot);
        if (latest is null || connections.Archive.Generation() == snapshot.Generation)
        {
            Become(columns);
        }

        return columns;
    }

    private void Become(SearchColumns columns)
    {
        var before = latest;
        latest = columns;
        before?.Phrases.Forget();
    }

    private void ReadAside()
    {
        using var snapshot = connections.OpenOnce();
        var columns = SearchColumns.Load(snapshot);
        Become(columns);
        // Apart: who waits for the columns does not wait for what may be read ahead.
        _ = Task.Run(() => ReadAheadAsync(columns));
    }

    // Each word in a snapshot of its own, and as long as it took without any: while a state is held, no log is brought in.
    private async Task ReadAheadAsync(SearchColumns columns)
    {
        foreach (var term in Frequent())
        {
            var begun = Stopwatch.GetTimestamp();
            if (!TryReadAhead(columns, term))
            {
                return;
            }

            await Task.Delay(Stopwatch.GetElapsedTime(begun));
        }
    }

    // Nobody asks for what has passed.
    private bool TryReadAhead(SearchColumns columns, string term)
    {
        using var snapshot = connections.OpenOnce();
        if (columns.Phrases.Bytes > PhraseRows.MaxBytesAhead || columns != latest || snapshot.Generation != columns.Generation)
        {
            return false;
        }

        // Facts weigh nothing.
        using var read = RowSearch.Read(snapshot, columns, new PhraseOfIndex(IsOfPosts: false, $"\"{term}\"", FactTokens.IsFact(term) ? null : SearchScope.Everything));
        return true;
    }
}
