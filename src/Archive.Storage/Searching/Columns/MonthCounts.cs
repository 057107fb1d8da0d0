namespace Archive.Storage.Searching.Columns;

/// <summary>Rows counted by month.</summary>
internal sealed class MonthCounts(TextColumns columns)
{
    // The first place is that of no month.
    private readonly int[] counts = new int[columns.LastMonth - columns.FirstMonth + 2];

    /// <summary>Those that were counted, but for <see cref="TextColumns.NoMonth"/>.</summary>
    public IEnumerable<int> Known => Enumerable.Range(columns.FirstMonth, counts.Length - 1).Where(month => Of(month) > 0);

    public long Of(int month) => PlaceOf(month, columns.FirstMonth) is var place && place >= 0 && place < counts.Length ? counts[place] : 0;

    public void Add(RowSet rows) => columns.PlacesOfMonths.Count(rows, counts);

    /// <summary>Makes these the counts of those rows of all that were not counted.</summary>
    public void TakeFrom(MonthCounts all)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = all.counts[i] - counts[i];
        }
    }

    // Months before the first have places that no array has.
    public static int PlaceOf(int month, int firstMonth) => month == TextColumns.NoMonth ? 0 : month < firstMonth ? -1 : month - firstMonth + 1;
}
