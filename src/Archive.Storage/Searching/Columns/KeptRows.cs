using System.Numerics;
using System.Runtime.Intrinsics;

namespace Archive.Storage.Searching.Columns;

/// <summary>A set of rows as it is kept: as bits, or where that takes less, as the numbers of its rows.</summary>
/// <remarks>
/// Its bytes are none of the collector's: arrays that have gone out of the cache would wait for a collection of everything, and a server held as many of those as it kept.
/// So whoever has it holds it, and the last who lets go of it gives its bytes back.
/// </remarks>
internal sealed unsafe class KeptRows : IDisposable
{
    /// <summary>Words of bits of the parts in which weights are added up.</summary>
    public const int WordsOfPart = 16;

    /// <summary>Numbers of rows are kept by what they are beyond a multiple of this, in two bytes each.</summary>
    private const int RowsOfBlock = 1 << 16;

    /// <summary>Where one row in so many has the phrase, each row of the table has a byte of weight: more bytes, but many are added at once.</summary>
    private const int RowsPerWeight = 2;

    /// <summary>What half a byte of weight says where it is this, or more: then it is kept apart. So most matches take half a byte.</summary>
    private const int Heavy = 15;

    /// <summary>Weights of so many rows lie in half as many bytes: those of the first half of the rows in the lower four bits, so that many are widened at once.</summary>
    private const int RowsOfHalves = 32;

    private readonly OwnBytes bytes;

    // How many there are of each; they lie behind each other: bits of all rows or none, places, which weights are heavy, numbers, weights, how heavy, bounds.
    private readonly int words, places, heavies, numbers, weights, bounds;
    private readonly int placesAt, heavyAt, numbersAt, weightsAt, heavyWeightsAt, boundsAt;

    // Whoever made it.
    private int holders = 1;

    private KeptRows(int words, int places, int heavies, int numbers, int weights, int bounds)
    {
        (this.words, this.places, this.heavies, this.numbers, this.bounds) = (words, places, heavies, numbers, bounds);
        this.weights = (weights + RowsOfHalves - 1) / RowsOfHalves * RowsOfHalves;
        placesAt = words * sizeof(ulong);
        heavyAt = placesAt + (places * sizeof(int));
        numbersAt = heavyAt + (heavies * sizeof(int));
        weightsAt = numbersAt + (numbers * sizeof(ushort));
        heavyWeightsAt = weightsAt + (this.weights / 2);
        boundsAt = heavyWeightsAt + heavies;
        bytes = new OwnBytes(boundsAt + bounds);
    }

    /// <summary>How many places of the index were read for it while a reader waited; null where it was read ahead.</summary>
    public long? Places { get; private init; }

    public bool IsReadAhead => Places is null;

    public int Bytes => bytes.Length;

    private bool AreBits => words > 0;

    // Each row of the table has a weight, or each row of the set.
    private bool WeighsAll => AreBits && places == 0;

    private Span<ulong> Words => new(bytes.Start, words);

    // Of bits: how many rows lie before each part; of numbers: how many before each block.
    private Span<int> Before => new(bytes.Start + placesAt, places);

    // In ascending order.
    private Span<int> HeavyOnes => new(bytes.Start + heavyAt, heavies);

    private Span<ushort> Numbers => new(bytes.Start + numbersAt, numbers);

    private Span<byte> Halves => new(bytes.Start + weightsAt, weights / 2);

    private Span<byte> HeavyWeights => new(bytes.Start + heavyWeightsAt, heavies);

    // Of each word of bits, how much the matches in any of its rows can count for; none where fewer rows than words have the phrase.
    private Span<byte> Bounds => new(bytes.Start + boundsAt, bounds);

    /// <summary>What matches of a phrase in a text weigh, as it is kept: beyond what a byte holds relevance hardly rises any more.</summary>
    public static byte Weight(double weight) => (byte)Math.Min(weight, byte.MaxValue);

    public static KeptRows Of(RowSet set, long? places) => Of(set, [], null, places);

    /// <param name="weightOf">For each row of the table what its matches weigh; empty where nothing is weighed.</param>
    /// <param name="saturation">For a row and what its matches weigh, how much they count for, from 0 to 1; null where nothing is weighed.</param>
    public static KeptRows Of(RowSet set, ReadOnlySpan<byte> weightOf, Func<int, byte, double>? saturation, long? places)
    {
        var all = set.Words;
        var (count, blocks, heavies) = (set.Count(), (all.Length * RowSet.BitsOfWord / RowsOfBlock) + 2, 0);
        for (var row = weightOf.IsEmpty ? -1 : set.FirstFrom(0); row >= 0; row = set.FirstFrom(row + 1))
        {
            heavies += weightOf[row] >= Heavy ? 1 : 0;
        }

        if ((count * sizeof(ushort)) + (blocks * sizeof(int)) < all.Length * sizeof(ulong))
        {
            var few = new KeptRows(0, blocks, heavies, count, weightOf.IsEmpty ? 0 : count, weightOf.IsEmpty || count < all.Length ? 0 : all.Length) { Places = places };
            few.FillNumbers(set);
            few.FillWeights(set, weightOf, saturation);
            return few;
        }

        var weighsAll = count * (long)RowsPerWeight >= all.Length * RowSet.BitsOfWord;
        var many = weightOf.IsEmpty ? new KeptRows(all.Length, 0, 0, 0, 0, 0) { Places = places }
            : weighsAll ? new KeptRows(all.Length, 0, heavies, 0, all.Length * RowSet.BitsOfWord, all.Length) { Places = places }
            : new KeptRows(all.Length, (all.Length / WordsOfPart) + 1, heavies, 0, count, all.Length) { Places = places };
        all.CopyTo(many.Words);
        many.FillPlaces();
        many.FillWeights(set, weightOf, saturation);
        return many;
    }

    /// <summary>Keeps it from going away until it is let go of. Only who knows that somebody else holds it may ask.</summary>
    public KeptRows Hold()
    {
        Interlocked.Increment(ref holders);
        return this;
    }

    /// <summary>Lets go of it.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref holders) == 0)
        {
            bytes.Dispose();
        }
    }

    public void AddTo(RowSet set)
    {
        set.Add(Words);
        var numbers = Numbers;
        var before = Before;
        for (var block = 0; block < before.Length - 1 && numbers.Length > 0; block++)
        {
            foreach (var number in numbers[before[block]..before[block + 1]])
            {
                set.Add((block * RowsOfBlock) + number);
            }
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
            for (var (i, row) = (0, mine.FirstFrom(0)); row >= 0; (i, row) = (i + 1, mine.FirstFrom(row + 1)))
            {
                weightOf[row] = Weight((set.Has(row) ? weightOf[row] : 0) + WeightAt(WeighsAll ? row : i));
            }
        }

        AddTo(set);
    }

    /// <summary>Adds to what the matches of other phrases can count for at most, in each word of bits of a part, what those of this one can.</summary>
    /// <param name="first">The word of bits with which the part begins.</param>
    /// <param name="most">Of each word of bits.</param>
    /// <param name="each">What the matches in any row count for, however few they are.</param>
    /// <param name="all">What no number of matches can count for.</param>
    public void AddBounds(int first, Span<float> most, float each, float all)
    {
        if (bounds == 0)
        {
            // Nobody looked: each may have as much as any.
            foreach (ref var one in most)
            {
                one += each + all;
            }

            return;
        }

        var mine = Bounds[first..Math.Min(bounds, first + most.Length)];
        for (var i = 0; i < mine.Length; i++)
        {
            most[i] += mine[i] == 0 ? 0 : each + (all * mine[i] / byte.MaxValue);
        }
    }

    /// <summary>Adds up what the matches in its rows weigh, in one part of the table after the other, from the last to the first.</summary>
    /// <param name="where">The rows that count; null for all.</param>
    /// <param name="turn">What the part behind gave; <see cref="int.MaxValue"/> for the last.</param>
    /// <param name="first">The word of bits with which the part begins.</param>
    /// <param name="sums">Of each row of the part.</param>
    /// <param name="unit">What a weight of one adds.</param>
    /// <param name="wanted">Which words of bits of the part are asked for, as bits: of others anything may be added.</param>
    public int AddWeights(RowSet? where, int turn, int first, Span<uint> sums, uint unit, uint wanted)
    {
        var firstRow = first * RowSet.BitsOfWord;
        if (!AreBits)
        {
            // A part lies in one block.
            var numbers = Numbers;
            var (block, firstNumber) = (firstRow / RowsOfBlock, firstRow % RowsOfBlock);
            var (start, end) = (Before[block], Before[block + 1]);
            for (turn = Math.Min(turn, end); turn > start && numbers[turn - 1] >= firstNumber; turn--)
            {
                var place = numbers[turn - 1] - firstNumber;
                if (place < sums.Length && where?.Has(firstRow + place) != false)
                {
                    sums[place] += unit * WeightAt(turn - 1);
                }
            }

            return turn;
        }

        if (WeighsAll && where is null)
        {
            for (var left = wanted; left != 0; left &= left - 1)
            {
                var place = BitOperations.TrailingZeroCount(left) * RowSet.BitsOfWord;
                AddAll(firstRow + place, sums.Slice(place, RowSet.BitsOfWord), unit);
            }

            return turn;
        }

        var all = Words;
        var next = WeighsAll ? 0 : Before[first / WordsOfPart];
        for (var i = first; i < Math.Min(all.Length, first + WordsOfPart); i++)
        {
            var inWord = sums.Slice((i * RowSet.BitsOfWord) - firstRow, RowSet.BitsOfWord);
            var (mine, counted) = (all[i], where?.Words[i] ?? ulong.MaxValue);
            if ((wanted >> (i - first) & 1) == 0)
            {
                next += BitOperations.PopCount(mine);
                continue;
            }

            if (WeighsAll)
            {
                for (var both = mine & counted; both != 0; both &= both - 1)
                {
                    var bit = BitOperations.TrailingZeroCount(both);
                    inWord[bit] += unit * WeightAt((i * RowSet.BitsOfWord) + bit);
                }

                continue;
            }

            for (var bits = mine; bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                inWord[bit] += unit * WeightAt(next++) * (uint)(counted >> bit & 1);
            }
        }

        return turn;
    }

    private void FillNumbers(RowSet set)
    {
        var numbers = Numbers;
        var before = Before;
        before.Clear();
        for (var (i, row) = (0, set.FirstFrom(0)); row >= 0; row = set.FirstFrom(row + 1))
        {
            numbers[i++] = (ushort)(row % RowsOfBlock);
            before[(row / RowsOfBlock) + 1] = i;
        }

        // Blocks without a row begin where the one before them ends.
        for (var block = 1; block < before.Length; block++)
        {
            before[block] = Math.Max(before[block], before[block - 1]);
        }
    }

    private void FillPlaces()
    {
        var all = Words;
        var before = Before;
        for (var (i, sum) = (0, 0); i < all.Length && before.Length > 0; i++)
        {
            before[i / WordsOfPart] = i % WordsOfPart == 0 ? sum : before[i / WordsOfPart];
            sum += BitOperations.PopCount(all[i]);
        }
    }

    private void FillWeights(RowSet set, ReadOnlySpan<byte> weightOf, Func<int, byte, double>? saturation)
    {
        if (weightOf.IsEmpty)
        {
            return;
        }

        Halves.Clear();
        Bounds.Clear();
        for (var (i, heavy, row) = (0, 0, set.FirstFrom(0)); row >= 0; (i, row) = (i + 1, set.FirstFrom(row + 1)))
        {
            var at = WeighsAll ? row : i;
            Halves[PlaceOfHalf(at)] |= (byte)(Math.Min((int)weightOf[row], Heavy) << ShiftOfHalf(at));
            if (weightOf[row] >= Heavy)
            {
                (HeavyOnes[heavy], HeavyWeights[heavy]) = (at, weightOf[row]);
                heavy++;
            }

            if (bounds > 0)
            {
                ref var bound = ref Bounds[row / RowSet.BitsOfWord];
                bound = Math.Max(bound, (byte)Math.Ceiling(byte.MaxValue * saturation!(row, weightOf[row])));
            }
        }
    }

    private static int PlaceOfHalf(int at) => (int)(((uint)at / RowsOfHalves * (RowsOfHalves / 2)) + ((uint)at % (RowsOfHalves / 2)));

    private static int ShiftOfHalf(int at) => (uint)at % RowsOfHalves < RowsOfHalves / 2 ? 0 : 4;

    private uint WeightAt(int at)
    {
        var half = (uint)(bytes.Start[weightsAt + PlaceOfHalf(at)] >> ShiftOfHalf(at)) & Heavy;
        return half < Heavy ? half : HeavyWeights[HeavyOnes.BinarySearch(at)];
    }

    private void AddAll(int firstRow, Span<uint> sums, uint unit)
    {
        var halves = Halves[(firstRow / 2)..];
        for (var at = 0; at < sums.Length; at += RowsOfHalves)
        {
            var both = Vector128.Create<byte>(halves[(at / 2)..]);
            AddSixteen(both & Vector128.Create((byte)Heavy), sums[at..], unit);
            AddSixteen(both >>> 4, sums[(at + (RowsOfHalves / 2))..], unit);
        }

        var heavy = HeavyOnes.BinarySearch(firstRow);
        for (heavy = heavy < 0 ? ~heavy : heavy; heavy < heavies && HeavyOnes[heavy] - firstRow < sums.Length; heavy++)
        {
            sums[HeavyOnes[heavy] - firstRow] += unit * (HeavyWeights[heavy] - (uint)Heavy);
        }
    }

    private static void AddSixteen(Vector128<byte> weights, Span<uint> sums, uint unit)
    {
        var (low, high) = Vector128.Widen(weights);
        AddEight(low, sums, unit);
        AddEight(high, sums[Vector128<ushort>.Count..], unit);
    }

    private static void AddEight(Vector128<ushort> weights, Span<uint> sums, uint unit)
    {
        var (low, high) = Vector128.Widen(weights);
        (Vector256.Create<uint>(sums) + (Vector256.Create(low, high) * unit)).CopyTo(sums);
    }
}
