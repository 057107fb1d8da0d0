using System.Numerics;

namespace Archive.Storage.Searching.Columns;

/// <summary>Takes hits as rows of the columns: out of a set, or out of the index, one by one.</summary>
internal abstract class RowCollector(TextColumns columns) : HitFunction.Collector
{
    protected TextColumns Columns => columns;

    /// <summary>How many were taken.</summary>
    public long Count { get; protected set; }

    public sealed override void Take(HitFunction.Hit hit)
    {
        var (row, group) = columns.Rows.Find(hit.Id);
        if (row >= 0)
        {
            Count++;
            Take(row, group);
        }
    }

    /// <summary>Takes all rows of a set, the oldest first.</summary>
    public virtual void TakeAll(RowSet rows)
    {
        var (index, group, end) = (columns.Rows, -1, 0);
        for (var i = 0; i < rows.Words.Length; i++)
        {
            for (var word = rows.Words[i]; word != 0; word &= word - 1)
            {
                var row = (i * RowSet.BitsOfWord) + BitOperations.TrailingZeroCount(word);
                if (row >= end)
                {
                    group = index.GroupOf(row);
                    end = index.FirstOf(group + 1);
                }

                Count++;
                Take(row, group);
            }
        }
    }

    /// <summary>Counts what is only counted when all were taken.</summary>
    public virtual void Finish()
    {
    }

    /// <param name="group">The place of the group that the row is in; see <see cref="RowIndex"/>.</param>
    protected abstract void Take(int row, int group);
}

/// <summary>Counts rows by month.</summary>
internal sealed class MonthCounts(TextColumns columns)
{
    // The first place is that of no month.
    private readonly long[] counts = new long[columns.LastMonth - columns.FirstMonth + 2];

    /// <summary>Those that were counted, but for <see cref="TextColumns.NoMonth"/>.</summary>
    public IEnumerable<int> Known => Enumerable.Range(columns.FirstMonth, counts.Length - 1).Where(month => Of(month) > 0);

    public void Add(int row) => counts[PlaceOf(columns.Months[row])]++;

    public long Of(int month) => PlaceOf(month) is var place && place >= 0 && place < counts.Length ? counts[place] : 0;

    /// <summary>Makes these the counts of those rows of all that were not counted.</summary>
    public void TakeFrom(MonthCounts all)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = all.counts[i] - counts[i];
        }
    }

    // Months before the first have places that no array has.
    private int PlaceOf(int month) => month == TextColumns.NoMonth ? 0 : month < columns.FirstMonth ? -1 : month - columns.FirstMonth + 1;
}
