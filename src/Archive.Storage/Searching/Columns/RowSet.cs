using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

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

    public bool Has(int row) => (words[row / BitsOfWord] >> (row % BitsOfWord) & 1) != 0;

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

    /// <summary>How many of its rows are among some others.</summary>
    public int CountAmong(ReadOnlySpan<ulong> others)
    {
        var count = 0;
        var mine = Words;
        for (var i = 0; i < mine.Length; i++)
        {
            count += BitOperations.PopCount(mine[i] & others[i]);
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
    /// <summary>Words of bits of the parts in which weights are added up.</summary>
    public const int WordsOfPart = 16;

    private const int BitsOfNumber = 32;

    /// <summary>Where one row in so many has the phrase, each row of the table has a byte of weight: more bytes, but many are added at once.</summary>
    private const int RowsPerWeight = 2;

    private readonly ulong[]? words;
    private readonly int[]? rows;

    // In the order of the rows, and how many lie before each part of the bits; without these of all rows of the table.
    private byte[]? weights;
    private int[]? before;

    private KeptRows(ulong[]? words, int[]? rows) => (this.words, this.rows) = (words, rows);

    /// <summary>How much of the index was read for it, as somebody waited; null where it was read ahead.</summary>
    public long? Places { get; private init; }

    public bool IsReadAhead => Places is null;

    public int Bytes => ((words?.Length ?? 0) * sizeof(ulong)) + ((rows?.Length ?? 0) * sizeof(int)) + (weights?.Length ?? 0) + ((before?.Length ?? 0) * sizeof(int));

    /// <summary>What matches of a phrase in a text weigh, as it is kept: beyond what a byte holds relevance hardly rises any more.</summary>
    public static byte Weight(double weight) => (byte)Math.Min(weight, byte.MaxValue);

    /// <param name="weightOf">For each row of the table what its matches weigh.</param>
    public static KeptRows Of(RowSet set, ReadOnlySpan<byte> weightOf, long? places)
    {
        var kept = Of(set, places);
        var count = set.Count();
        if (kept.words is { } all && count * (long)RowsPerWeight >= all.Length * RowSet.BitsOfWord)
        {
            kept.weights = new byte[all.Length * RowSet.BitsOfWord];
            for (var row = set.FirstFrom(0); row >= 0; row = set.FirstFrom(row + 1))
            {
                kept.weights[row] = weightOf[row];
            }

            return kept;
        }

        kept.weights = new byte[count];
        for (var (i, row) = (0, set.FirstFrom(0)); row >= 0; row = set.FirstFrom(row + 1))
        {
            kept.weights[i++] = weightOf[row];
        }

        if (kept.words is { } words)
        {
            kept.before = new int[(words.Length / WordsOfPart) + 1];
            for (var (i, sum) = (0, 0); i < words.Length; i++)
            {
                kept.before[i / WordsOfPart] = i % WordsOfPart == 0 ? sum : kept.before[i / WordsOfPart];
                sum += BitOperations.PopCount(words[i]);
            }
        }

        return kept;
    }

    public static KeptRows Of(RowSet set, long? places)
    {
        var count = set.Count();
        if ((long)count * BitsOfNumber >= (long)set.Words.Length * sizeof(ulong) * 8)
        {
            return new KeptRows(set.Words.ToArray(), null) { Places = places };
        }

        var rows = new int[count];
        for (var (i, row) = (0, set.FirstFrom(0)); row >= 0; row = set.FirstFrom(row + 1))
        {
            rows[i++] = row;
        }

        return new KeptRows(null, rows) { Places = places };
    }

    public void AddTo(RowSet set)
    {
        set.Add(words ?? []);
        foreach (var row in rows ?? [])
        {
            set.Add(row);
        }
    }

    /// <summary>Adds its rows to a set, and what their matches weigh to what those of other phrases do.</summary>
    /// <param name="weightOf">Of each row of the set; of others nobody knows what is there. Empty where nothing is weighed.</param>
    public void AddTo(RowSet set, Span<byte> weightOf)
    {
        if (!weightOf.IsEmpty)
        {
            using var mine = new RowSet(set.Words.Length * RowSet.BitsOfWord);
            AddTo(mine);
            var isOfAll = words is not null && before is null;
            for (var (i, row) = (0, mine.FirstFrom(0)); row >= 0; (i, row) = (i + 1, mine.FirstFrom(row + 1)))
            {
                weightOf[row] = Weight((set.Has(row) ? weightOf[row] : 0) + weights![isOfAll ? row : i]);
            }
        }

        AddTo(set);
    }

    /// <summary>Adds up what the matches in its rows weigh, in one part of the table after the other, from the last to the first.</summary>
    /// <param name="where">The rows that count; null for all.</param>
    /// <param name="turn">What the part behind gave; <see cref="int.MaxValue"/> for the last.</param>
    /// <param name="first">The word of bits with which the part begins.</param>
    /// <param name="sums">Of each row of the part.</param>
    /// <param name="unit">What a weight of one adds.</param>
    public int AddWeights(RowSet? where, int turn, int first, Span<uint> sums, uint unit)
    {
        var firstRow = first * RowSet.BitsOfWord;
        if (rows is not null)
        {
            for (turn = Math.Min(turn, rows.Length); turn > 0 && rows[turn - 1] >= firstRow; turn--)
            {
                var row = rows[turn - 1];
                if (row - firstRow < sums.Length && where?.Has(row) != false)
                {
                    sums[row - firstRow] += unit * weights![turn - 1];
                }
            }

            return turn;
        }

        if (before is null && where is null)
        {
            AddAll(weights.AsSpan(firstRow, Math.Min(sums.Length, weights!.Length - firstRow)), sums, unit);
            return turn;
        }

        var next = before?[first / WordsOfPart] ?? 0;
        for (var i = first; i < Math.Min(words!.Length, first + WordsOfPart); i++)
        {
            var inWord = sums.Slice((i * RowSet.BitsOfWord) - firstRow, RowSet.BitsOfWord);
            var (mine, counted) = (words[i], where?.Words[i] ?? ulong.MaxValue);
            if (before is null)
            {
                for (var both = mine & counted; both != 0; both &= both - 1)
                {
                    var bit = BitOperations.TrailingZeroCount(both);
                    inWord[bit] += unit * weights![(i * RowSet.BitsOfWord) + bit];
                }

                continue;
            }

            for (var bits = mine; bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                inWord[bit] += unit * weights![next++] * (uint)(counted >> bit & 1);
            }
        }

        return turn;
    }

    private static void AddAll(ReadOnlySpan<byte> weights, Span<uint> sums, uint unit)
    {
        for (var at = 0; at < weights.Length; at += Vector128<byte>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(weights[at..]));
            AddEight(low, sums[at..], unit);
            AddEight(high, sums[(at + Vector128<ushort>.Count)..], unit);
        }
    }

    private static void AddEight(Vector128<ushort> weights, Span<uint> sums, uint unit)
    {
        var (low, high) = Vector128.Widen(weights);
        (Vector256.Create<uint>(sums) + (Vector256.Create(low, high) * unit)).CopyTo(sums);
    }
}
