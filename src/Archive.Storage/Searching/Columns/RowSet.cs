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
        // So large an array is not to be made and thrown away with each search; the word behind the last is there for those who look where rows end.
        words = ArrayPool<ulong>.Shared.Rent(length + 1);
        words.AsSpan(0, length + 1).Clear();
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

    /// <summary>Counts its rows by runs of rows, each of which begins where the one before it ends.</summary>
    /// <param name="first">Where the runs begin, and where the last one ends.</param>
    /// <param name="places">For each run the place in <paramref name="counts"/> to which its rows are added.</param>
    public void CountRuns(ReadOnlySpan<int> first, ReadOnlySpan<int> places, Span<int> counts)
    {
        // How many there are before each word: then a run is two looks and no loop, however many words or runs there are to a word.
        var rented = ArrayPool<int>.Shared.Rent(length + 1);
        var before = rented.AsSpan(0, length + 1);
        var bits = words.AsSpan(0, length + 1);
        var sum = 0;
        for (var i = 0; i < before.Length; i++)
        {
            before[i] = sum;
            sum += BitOperations.PopCount(bits[i]);
        }

        var last = Before(first[0], before, bits);
        for (var run = 0; run < places.Length; run++)
        {
            var end = Before(first[run + 1], before, bits);
            counts[places[run]] += end - last;
            last = end;
        }

        ArrayPool<int>.Shared.Return(rented);

        static int Before(int row, ReadOnlySpan<int> before, ReadOnlySpan<ulong> bits) =>
            before[row / BitsOfWord] + BitOperations.PopCount(bits[row / BitsOfWord] & ((1UL << (row % BitsOfWord)) - 1));
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
