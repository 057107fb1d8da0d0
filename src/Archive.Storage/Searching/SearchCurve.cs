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
internal sealed class MonthCounter(TextColumns columns) : HitFunction.Collector
{
    private readonly Dictionary<int, long> months = [];

    public long Count { get; private set; }

    public override void Take(HitFunction.Hit hit)
    {
        if (columns.Rows.Find(hit.Id).Row is >= 0 and var row)
        {
            Count++;
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(months, columns.Months[row], out _)++;
        }
    }

    /// <summary>What two counters counted, of posts and of comments.</summary>
    public static SearchCurve Curve(MonthCounter posts, MonthCounter comments, SearchColumns all)
    {
        var months = posts.months.Keys.Union(comments.months.Keys).Where(month => month != TextColumns.NoMonth).Order();
        return new SearchCurve(
            [.. months.Select(month => Hits(month, TextColumns.MonthName(month)))], all.Months, Hits(TextColumns.NoMonth, ""),
            posts.Count < SearchFacets.MaxHits && comments.Count < SearchFacets.MaxHits);

        MonthHits Hits(int month, string name) => new(name, posts.months.GetValueOrDefault(month), comments.months.GetValueOrDefault(month));
    }
}
