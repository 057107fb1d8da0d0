using System.Buffers;
using System.Numerics;

namespace Archive.Storage.Searching.Columns;

/// <summary>Some rows of a table, one bit for each row that it has.</summary>
/// <remarks>A million rows are 125 kB: to join two sets, or to count one, takes some 10 µs.</remarks>
internal sealed class RowSet : IDisposable
{
    public const int BitsOfWord = 64;

    private readonly ulong[] words;
    private readonly int length;

    /// <summary>No row yet.</summary>
    public RowSet(int rows)
    {
        length = (rows + BitsOfWord - 1) / BitsOfWord;
        // So large an array is not to be made and thrown away with each search.
        words = ArrayPool<ulong>.Shared.Rent(Math.Max(1, length));
        Words.Clear();
    }

    public Span<ulong> Words => words.AsSpan(0, length);

    public void Add(int row) => words[row / BitsOfWord] |= 1UL << (row % BitsOfWord);

    public void Add(ReadOnlySpan<ulong> others)
    {
        var mine = Words;
        for (var i = 0; i < others.Length; i++)
        {
            mine[i] |= others[i];
        }
    }

    public void KeepOnly(ReadOnlySpan<ulong> others)
    {
        var mine = Words;
        for (var i = 0; i < others.Length; i++)
        {
            mine[i] &= others[i];
        }
    }

    public void Remove(ReadOnlySpan<ulong> others)
    {
        var mine = Words;
        for (var i = 0; i < others.Length; i++)
        {
            mine[i] &= ~others[i];
        }
    }

    public int Count()
    {
        var count = 0;
        foreach (var word in Words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>How many rows from one up to before another.</summary>
    public int CountBetween(int first, int end)
    {
        if (first >= end)
        {
            return 0;
        }

        var (firstWord, lastWord) = (first / BitsOfWord, (end - 1) / BitsOfWord);
        var (head, tail) = (ulong.MaxValue << (first % BitsOfWord), ulong.MaxValue >> (BitsOfWord - 1 - ((end - 1) % BitsOfWord)));
        if (firstWord == lastWord)
        {
            return BitOperations.PopCount(words[firstWord] & head & tail);
        }

        var count = BitOperations.PopCount(words[firstWord] & head) + BitOperations.PopCount(words[lastWord] & tail);
        for (var i = firstWord + 1; i < lastWord; i++)
        {
            count += BitOperations.PopCount(words[i]);
        }

        return count;
    }

    /// <summary>The last row before one; -1 where there is none.</summary>
    public int LastBefore(int row)
    {
        if (row <= 0)
        {
            return -1;
        }

        var place = (row - 1) / BitsOfWord;
        var word = words[place] & (ulong.MaxValue >> (BitsOfWord - 1 - ((row - 1) % BitsOfWord)));
        while (word == 0 && place > 0)
        {
            word = words[--place];
        }

        return word == 0 ? -1 : (place * BitsOfWord) + BitsOfWord - 1 - BitOperations.LeadingZeroCount(word);
    }

    /// <summary>The first row from one on; -1 where there is none.</summary>
    public int FirstFrom(int row)
    {
        var place = row / BitsOfWord;
        if (place >= length)
        {
            return -1;
        }

        var word = words[place] & (ulong.MaxValue << (row % BitsOfWord));
        while (word == 0 && place < length - 1)
        {
            word = words[++place];
        }

        return word == 0 ? -1 : (place * BitsOfWord) + BitOperations.TrailingZeroCount(word);
    }

    public void Dispose() => ArrayPool<ulong>.Shared.Return(words);
}

/// <summary>A set of rows as it is kept: as bits, or where that takes less, as the numbers of its rows.</summary>
internal sealed class KeptRows
{
    private const int BitsOfNumber = 32;

    private readonly ulong[]? words;
    private readonly int[]? rows;

    // In the order of the rows.
    private byte[]? weights;

    private KeptRows(ulong[]? words, int[]? rows) => (this.words, this.rows) = (words, rows);

    public int Bytes => ((words?.Length ?? 0) * sizeof(ulong)) + ((rows?.Length ?? 0) * sizeof(int)) + (weights?.Length ?? 0);

    /// <param name="weightOf">For each row of the table what its matches weigh.</param>
    public static KeptRows Of(RowSet set, ReadOnlySpan<byte> weightOf)
    {
        var kept = Of(set);
        kept.weights = new byte[set.Count()];
        for (var (i, row) = (0, set.FirstFrom(0)); row >= 0; row = set.FirstFrom(row + 1))
        {
            kept.weights[i++] = weightOf[row];
        }

        return kept;
    }

    public static KeptRows Of(RowSet set)
    {
        var count = set.Count();
        if ((long)count * BitsOfNumber >= (long)set.Words.Length * sizeof(ulong) * 8)
        {
            return new KeptRows(set.Words.ToArray(), null);
        }

        var rows = new int[count];
        for (var (i, row) = (0, set.FirstFrom(0)); row >= 0; row = set.FirstFrom(row + 1))
        {
            rows[i++] = row;
        }

        return new KeptRows(null, rows);
    }

    public void AddTo(RowSet set)
    {
        set.Add(words ?? []);
        foreach (var row in rows ?? [])
        {
            set.Add(row);
        }
    }
    /// <summary>Gives the weights of those of its rows that are hits, from one up to before another: both at a border of 64, or the end.</summary>
    /// <param name="turn">How many of its rows lie before the first.</param>
    /// <param name="take">Is given rows, counted from the first, and what their matches weigh.</param>
    /// <returns>How many of its rows lie before the end.</returns>
    public int Weights(RowSet hits, int turn, int first, int end, Action<int, byte> take)
    {
        if (rows is not null)
        {
            for (; turn < rows.Length && rows[turn] < end; turn++)
            {
                take(rows[turn] - first, weights![turn]);
            }

            return turn;
        }

        var ofHits = hits.Words;
        for (var i = first / RowSet.BitsOfWord; i < Math.Min(ofHits.Length, end / RowSet.BitsOfWord); i++)
        {
            for (var both = words![i] & ofHits[i]; both != 0; both &= both - 1)
            {
                var bit = BitOperations.TrailingZeroCount(both);
                var before = BitOperations.PopCount(words[i] & ((1UL << bit) - 1));
                take((i * RowSet.BitsOfWord) + bit - first, weights![turn + before]);
            }

            turn += BitOperations.PopCount(words[i]);
        }

        return turn;
    }
}
