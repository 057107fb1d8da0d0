using System.Numerics;
using System.Runtime.Intrinsics;

namespace Archive.Storage.Searching;

/// <summary>Keeps the best hits by relevance, or the longest.</summary>
/// <remarks>
/// Relevance is BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) over the words of the query, with each further form
/// of a word counted for half, below whatever has more of the words as they were typed. A word counts where it is asked for: one of
/// an alternative that a text does not meet counts for nothing there, even if it stands in it.
/// </remarks>
internal sealed class RankedHits : HitFunction.Collector
{
    private const double K1 = 1.2, B = 0.75, WeightOfForm = 0.5;

    /// <summary>More than all of BM25 can come to: 16 terms, each at most 2.2 times the logarithm of an archive.</summary>
    private const double WeightOfExact = 1_000;

    /// <summary>What matches of forms weigh is added up above what matches as typed weigh, in one number.</summary>
    private const int BitsOfTyped = 16;

    /// <summary>How far a score in single precision may be off: of 16 words, 16,000 to seven digits.</summary>
    private const float Blur = 0.05F;

    private readonly TextColumns columns;
    private readonly double[] columnWeights;
    private readonly SearchPhrase[] phrases;
    private readonly IndexQuery? alternatives;
    private readonly double[] rarity;
    private readonly bool byLength;
    private readonly int keep;

    // By their ids, or where all are ranked at once by their rows, which are in the same order.
    private readonly PriorityQueue<long, (double Score, long Place)> best = new();

    // Of the hit that is looked at: what each phrase weighs, null where it does not stand there, and each term.
    private readonly double?[] weightOfPhrase;
    private readonly uint[] weightOfTerm;

    private double least;
    private bool isByRow;

    /// <param name="columnWeights">For each column of the index, what a match in it counts.</param>
    /// <param name="rarity">For each term of the query, how much a match tells.</param>
    /// <param name="keep">How many hits are wanted.</param>
    public RankedHits(
        TextColumns columns, double[] columnWeights, SearchExpression expression, double[] rarity, bool byLength, int keep)
    {
        (this.columns, this.columnWeights, this.rarity, this.byLength, this.keep) = (columns, columnWeights, rarity, byLength, keep);
        phrases = [.. expression.Phrases];
        alternatives = expression.Root.HasAlternatives ? expression.Root : null;
        weightOfPhrase = new double?[phrases.Length];
        weightOfTerm = new uint[rarity.Length];
    }

    /// <summary>How near the matches of a word in a text come to what no number of matches can count for, from 0 to 1.</summary>
    public static double Saturation(double frequency, double words, TextColumns columns) =>
        frequency <= 0 ? 0 : frequency / (frequency + (K1 * (1 - B + (B * words / columns.MeanWords))));

    public static double RarityOf(long texts, long of) => Math.Log(1 + ((of - Math.Min(of, texts) + 0.5) / (texts + 0.5)));

    /// <summary>The best first; of equal ones the newer.</summary>
    public List<long> Ids()
    {
        var ids = new List<long>(best.Count);
        while (best.TryDequeue(out var place, out _))
        {
            ids.Add(isByRow ? columns.Rows.IdOf((int)place) : place);
        }

        ids.Reverse();
        return ids;
    }

    /// <summary>Words of the query that count.</summary>
    public int Terms => rarity.Length;

    /// <summary>How many hits were given a rank.</summary>
    public int Taken { get; private set; }

    public override void Take(HitFunction.Hit hit)
    {
        Taken++;
        var id = hit.Id;
        var row = columns.Rows.Find(id);
        var words = row < 0 ? columns.MeanWords : columns.Words[row];
        if (!byLength)
        {
            Weigh(hit);
        }

        Offer(id, byLength ? words : Score(weightOfTerm, 1, words));
    }

    /// <summary>Ranks all hits at once.</summary>
    /// <param name="weighed">The phrases of the words that are wanted.</param>
    public void TakeAll(RowSet hits, IReadOnlyList<WeighedRows> weighed)
    {
        isByRow = true;
        if (weighed.Count == 0)
        {
            // None is better than another, and of equal ones the newest are wanted.
            for (var row = hits.LastBefore(columns.Rows.Count); row >= 0 && best.Count < keep; row = hits.LastBefore(row))
            {
                Offer(row, 0);
            }

            return;
        }

        // Part by part, so that what is added up stays nearest to the processor; the newest first, so that of equal ones none takes the place of another.
        const int RowsOfPart = KeptRows.WordsOfPart * RowSet.BitsOfWord;
        var sums = new uint[rarity.Length * RowsOfPart];
        var turns = new int[weighed.Count];
        Array.Fill(turns, int.MaxValue);
        var words = hits.Words;
        for (var first = (words.Length - 1) / KeptRows.WordsOfPart * KeptRows.WordsOfPart; first >= 0; first -= KeptRows.WordsOfPart)
        {
            var part = words[first..Math.Min(words.Length, first + KeptRows.WordsOfPart)];
            if (!part.ContainsAnyExcept(0UL))
            {
                continue;
            }

            var wanted = WordsThatMayBeKept(part, first, weighed);
            if (wanted == 0)
            {
                continue;
            }

            Array.Clear(sums);
            for (var i = 0; i < turns.Length; i++)
            {
                var (phrase, rows, where) = weighed[i];
                turns[i] = rows.AddWeights(where, turns[i], first, sums.AsSpan(phrase.Term * RowsOfPart, RowsOfPart), UnitOf(phrase), wanted);
            }

            for (; wanted != 0; wanted ^= 1U << BitOperations.Log2(wanted))
            {
                var i = BitOperations.Log2(wanted);
                var place = i * RowSet.BitsOfWord;
                var row = (first * RowSet.BitsOfWord) + place;
                for (var bits = part[i] & MayBeKept(sums.AsSpan(place), RowsOfPart, row); bits != 0;)
                {
                    var bit = BitOperations.Log2(bits);
                    bits ^= 1UL << bit;
                    var score = Score(sums.AsSpan(place + bit), RowsOfPart, columns.Words[row + bit]);
                    if (score > least || best.Count < keep)
                    {
                        Offer(row + bit, score);
                    }
                }
            }
        }
    }

    // Of the words of bits of a part, as bits, those in which some row's score is perhaps above the lowest that is kept: by what is known of the words alone, so that hardly one in ten has its
    // weights looked at. Forms count for half, and what two matches count for together is no more than what each does.
    private uint WordsThatMayBeKept(ReadOnlySpan<ulong> part, int first, IReadOnlyList<WeighedRows> weighed)
    {
        Span<float> most = stackalloc float[KeptRows.WordsOfPart];
        most.Clear();
        var isFull = best.Count >= keep;
        for (var i = 0; isFull && i < weighed.Count; i++)
        {
            var phrase = weighed[i].Phrase;
            weighed[i].Rows.AddBounds(first, most[..part.Length], phrase.Role == PhraseRole.Exact ? (float)WeightOfExact : 0, (float)(rarity[phrase.Term] * (K1 + 1)));
        }

        var wanted = 0U;
        for (var i = 0; i < part.Length; i++)
        {
            wanted |= part[i] != 0 && (!isFull || most[i] > (float)least - Blur) ? 1U << i : 0;
        }

        return wanted;
    }

    // Of 64 rows those whose score is perhaps above the lowest that is kept: nearly all others are told by a look at eight at once.
    private ulong MayBeKept(ReadOnlySpan<uint> weights, int step, int row)
    {
        if (best.Count < keep || row + RowSet.BitsOfWord > columns.Words.Length)
        {
            return ulong.MaxValue;
        }

        var words = columns.Words.AsSpan(row, RowSet.BitsOfWord);
        var (norm, normOfWord, atLeast) = (Vector256.Create((float)(K1 * (1 - B))), (float)(K1 * B / columns.MeanWords), Vector256.Create((float)least - Blur));
        var may = 0UL;
        for (var at = 0; at < RowSet.BitsOfWord; at += Vector256<float>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.Create<ushort>(words[at..]));
            var norms = norm + (Vector256.ConvertToSingle(Vector256.Create(low, high).AsInt32()) * normOfWord);
            var scores = Vector256<float>.Zero;
            for (var term = 0; term < rarity.Length; term++)
            {
                var weight = Vector256.Create<uint>(weights[((term * step) + at)..]).AsInt32();
                var typed = weight & Vector256.Create((int)ushort.MaxValue);
                var frequency = Vector256.ConvertToSingle(typed) + (Vector256.ConvertToSingle(weight >>> BitsOfTyped) * (float)WeightOfForm);
                var exact = Vector256.GreaterThan(typed, Vector256<int>.Zero).AsSingle() & Vector256.Create((float)WeightOfExact);
                scores += exact + (frequency * (float)(rarity[term] * (K1 + 1)) / (frequency + norms));
            }

            may |= (ulong)Vector256.GreaterThan(scores, atLeast).ExtractMostSignificantBits() << at;
        }

        return may;
    }

    private void Offer(long place, double score)
    {
        if (best.Count < keep)
        {
            best.Enqueue(place, (score, place));
        }
        else
        {
            best.EnqueueDequeue(place, (score, place));
        }

        least = best.TryPeek(out _, out var last) ? last.Score : 0;
    }

    private void Weigh(HitFunction.Hit hit)
    {
        Array.Clear(weightOfPhrase);
        for (var (i, places) = (0, hit.Places); i < places; i++)
        {
            var (number, column) = hit.Place(i);
            // Behind them the same phrases stand once more, where FTS5 may hide some.
            if ((uint)number < (uint)weightOfPhrase.Length)
            {
                weightOfPhrase[number] = (weightOfPhrase[number] ?? 0) + columnWeights[column];
            }
        }

        var next = 0;
        _ = alternatives is null || IsMet(alternatives, ref next);
        Array.Clear(weightOfTerm);
        for (var i = 0; i < phrases.Length; i++)
        {
            if (phrases[i].Role != PhraseRole.Filter && weightOfPhrase[i] is { } weight)
            {
                weightOfTerm[phrases[i].Term] += KeptRows.Weight(weight) * UnitOf(phrases[i]);
            }
        }
    }

    // FTS5 shows matches of a part even where the part is not met, as far as it happens to stand there: they are taken away. The depth of a query is bounded by what reads it.
    private bool IsMet(IndexQuery query, ref int next)
    {
        var (first, isMet) = (next, false);
        switch (query)
        {
            case SomePhrase some:
                next += some.Alternatives.Count;
                foreach (var weight in weightOfPhrase.AsSpan(first, some.Alternatives.Count))
                {
                    isMet |= weight is not null;
                }

                break;
            case EachPart each:
                isMet = true;
                foreach (var part in each.Parts)
                {
                    isMet &= IsMet(part, ref next);
                }

                break;
            case SomePart some:
                foreach (var part in some.Parts)
                {
                    isMet |= IsMet(part, ref next);
                }

                break;
            case ButNot not:
                isMet = IsMet(not.Wanted, ref next) & !IsMet(not.Unwanted, ref next);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(query));
        }

        if (!isMet)
        {
            weightOfPhrase.AsSpan(first, next - first).Clear();
        }

        return isMet;
    }

    private static uint UnitOf(SearchPhrase phrase) => phrase.Role == PhraseRole.Exact ? 1 : 1U << BitsOfTyped;

    // A word that was typed counts once, in however many of its forms as typed it stands there.
    private double Score(ReadOnlySpan<uint> weights, int step, double words)
    {
        var (score, norm) = (0.0, K1 * (1 - B + (B * words / columns.MeanWords)));
        for (var term = 0; term < rarity.Length; term++)
        {
            if (weights[term * step] is > 0 and var weight)
            {
                var (typed, forms) = ((ushort)weight, weight >> BitsOfTyped);
                var frequency = typed + (forms * WeightOfForm);
                score += (typed > 0 ? WeightOfExact : 0) + (rarity[term] * frequency * (K1 + 1) / (frequency + norm));
            }
        }

        return score;
    }
}

/// <summary>The rows of a phrase with their weights, and those in which it counts; null for all.</summary>
internal readonly record struct WeighedRows(SearchPhrase Phrase, KeptRows Rows, RowSet? Where);
