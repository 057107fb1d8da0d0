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

    /// <summary>What was counted of posts and of comments.</summary>
    internal static SearchCurve Of(MonthCounts posts, MonthCounts comments, SearchColumns all, bool isWhole)
    {
        return new SearchCurve(
            [.. posts.Known.Union(comments.Known).Order().Select(month => Hits(month, TextColumns.MonthName(month)))],
            all.Months, Hits(TextColumns.NoMonth, ""), isWhole);

        MonthHits Hits(int month, string name) => new(name, posts.Of(month), comments.Of(month));
    }
}
