namespace Archive.Storage.Searching;

/// <summary>The hits of a query by month, beside all that the archive has of it.</summary>
/// <param name="Months">Oldest first; only months that have any.</param>
/// <param name="All">Posts and comments of every month, oldest first.</param>
/// <param name="Undated">Hits whose month is not known.</param>
/// <param name="IsWhole">False where only the newest hits were counted, because all would take too long.</param>
public sealed record SearchCurve(IReadOnlyList<MonthHits> Months, IReadOnlyList<MonthHits> All, MonthHits Undated, bool IsWhole)
{
    /// <summary>All that was counted.</summary>
    public long Total => Months.Sum(month => month.Hits) + Undated.Hits;
}

/// <summary>Counts hits by month alone.</summary>
internal sealed class MonthCounter(TextColumns columns) : RowCollector(columns)
{
    private readonly MonthCounts months = new(columns);

    /// <summary>What two counters counted, of posts and of comments.</summary>
    public static SearchCurve Curve(MonthCounter posts, MonthCounter comments, SearchColumns all, bool isWhole)
    {
        return new SearchCurve(
            [.. posts.months.Known.Union(comments.months.Known).Order().Select(month => Hits(month, TextColumns.MonthName(month)))],
            all.Months, Hits(TextColumns.NoMonth, ""), isWhole);

        MonthHits Hits(int month, string name) => new(name, posts.months.Of(month), comments.months.Of(month));
    }

    protected override void Take(int row, int group) => months.Add(row);
}
