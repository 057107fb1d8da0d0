namespace Archive.Storage.Searching.Columns;

/// <summary>For each row any number of values, of which most rows have none or one.</summary>
internal sealed class ValueLists
{
    private readonly int[] first;
    private readonly int[] values;

    private ValueLists(int[] first, int[] values) => (this.first, this.values) = (first, values);

    /// <param name="pairs">In any order; a pair that comes twice counts once.</param>
    public static ValueLists Of(List<(int Row, int Value)> pairs, int rows)
    {
        pairs.Sort();
        var first = new int[rows + 1];
        var values = new List<int>(pairs.Count);
        var (row, before) = (0, (Row: -1, Value: -1));
        foreach (var pair in pairs)
        {
            if (pair == before)
            {
                continue;
            }

            for (; row <= pair.Row; row++)
            {
                first[row] = values.Count;
            }

            values.Add(pair.Value);
            before = pair;
        }

        for (; row <= rows; row++)
        {
            first[row] = values.Count;
        }

        return new ValueLists(first, [.. values]);
    }

    public ReadOnlySpan<int> Of(int row) => values.AsSpan(first[row], first[row + 1] - first[row]);
}
