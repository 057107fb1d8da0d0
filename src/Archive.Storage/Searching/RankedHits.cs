namespace Archive.Storage.Searching;

/// <summary>Keeps the best hits by relevance, or the longest.</summary>
/// <remarks>
/// Relevance is BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) over the words of the query, with each further form
/// of a word counted for half, below whatever has more of the words as they were typed.
/// </remarks>
internal sealed class RankedHits : HitFunction.Collector
{
    private const double K1 = 1.2, B = 0.75, WeightOfForm = 0.5;

    /// <summary>More than all of BM25 can come to: 16 terms, each at most 2.2 times the logarithm of an archive.</summary>
    private const double WeightOfExact = 1_000;

    private readonly TextColumns columns;
    private readonly double[] columnWeights;
    private readonly SearchPhrase[] phrases;
    private readonly double[] rarity;
    private readonly double[] frequency;
    private readonly bool[] isExact;
    private readonly bool byLength;
    private readonly int keep;
    private readonly PriorityQueue<long, (double Score, long Id)> best = new();
    private double least;

    /// <param name="columnWeights">For each column of the index, what a match in it counts.</param>
    /// <param name="rarity">For each term of the query, how much a match tells.</param>
    /// <param name="keep">How many hits are wanted.</param>
    public RankedHits(
        TextColumns columns, double[] columnWeights, IReadOnlyList<SearchPhrase> phrases, double[] rarity, bool byLength, int keep)
    {
        (this.columns, this.columnWeights, this.rarity, this.byLength, this.keep) = (columns, columnWeights, rarity, byLength, keep);
        this.phrases = [.. phrases];
        frequency = new double[rarity.Length];
        isExact = new bool[rarity.Length];
    }

    public static double RarityOf(long texts, long of) => Math.Log(1 + ((of - Math.Min(of, texts) + 0.5) / (texts + 0.5)));

    /// <summary>The best first; of equal ones the newer.</summary>
    public List<long> Ids()
    {
        var ids = new List<long>(best.Count);
        while (best.TryDequeue(out var id, out _))
        {
            ids.Add(id);
        }

        ids.Reverse();
        return ids;
    }

    /// <summary>How many hits were given a rank.</summary>
    public int Taken { get; private set; }

    public override void Take(HitFunction.Hit hit)
    {
        Taken++;
        var id = hit.Id;
        var row = columns.Rows.Find(id).Row;
        var words = row < 0 ? columns.MeanWords : columns.Words[row];
        Offer(id, byLength ? words : Score(hit, words));
    }

    /// <summary>Ranks all hits at once.</summary>
    /// <param name="weights">For each phrase of the words that are wanted, how much it has in each of its rows.</param>
    public void TakeAll(RowSet hits, IReadOnlyList<(SearchPhrase Phrase, KeptRows Rows)> weights)
    {
        if (weights.Count == 0)
        {
            // None is better than another, and of equal ones the newest are wanted.
            for (var row = hits.LastBefore(columns.Rows.Count); row >= 0 && best.Count < keep; row = hits.LastBefore(row))
            {
                Offer(columns.Rows.IdOf(row), 0);
            }

            return;
        }

        // Part by part, so that what is added up stays near the processor.
        const int Part = 64 * RowSet.BitsOfWord;
        var frequencies = new double[frequency.Length * Part];
        var exact = new bool[frequency.Length * Part];
        var turns = new int[weights.Count];
        for (var first = 0; first < columns.Rows.Count; first += Part)
        {
            Array.Clear(frequencies);
            Array.Clear(exact);
            foreach (var (i, (phrase, rows)) in weights.Index())
            {
                var (offset, isExactPhrase) = (phrase.Term * Part, phrase.Role == PhraseRole.Exact);
                turns[i] = rows.Weights(hits, turns[i], first, first + Part, (row, weight) =>
                {
                    frequencies[offset + row] += isExactPhrase ? weight : weight * WeightOfForm;
                    exact[offset + row] |= isExactPhrase && weight > 0;
                });
            }

            for (var row = hits.FirstFrom(first); row >= 0 && row < first + Part; row = hits.FirstFrom(row + 1))
            {
                // A word that was typed counts once, in however many of its forms as typed it stands there.
                var typed = 0;
                for (var term = 0; term < frequency.Length; term++)
                {
                    typed += exact[(term * Part) + row - first] ? 1 : 0;
                }

                var (score, norm) = (typed * WeightOfExact, Norm(columns.Words[row]));
                for (var term = 0; term < frequency.Length; term++)
                {
                    score += Score(term, frequencies[(term * Part) + row - first], norm);
                }

                if (best.Count < keep || score >= least)
                {
                    Offer(columns.Rows.IdOf(row), score);
                }
            }
        }
    }

    private void Offer(long id, double score)
    {
        if (best.Count < keep)
        {
            best.Enqueue(id, (score, id));
        }
        else
        {
            best.EnqueueDequeue(id, (score, id));
        }

        least = best.TryPeek(out _, out var last) ? last.Score : 0;
    }

    private double Score(HitFunction.Hit hit, double words)
    {
        Array.Clear(frequency);
        Array.Clear(isExact);
        for (var (i, places) = (0, hit.Places); i < places; i++)
        {
            var (number, column) = hit.Place(i);
            if (number < 0 || columnWeights[column] == 0 || phrases[number].Role == PhraseRole.Filter)
            {
                continue;
            }

            var phrase = phrases[number];
            isExact[phrase.Term] |= phrase.Role == PhraseRole.Exact;
            frequency[phrase.Term] += columnWeights[column] * (phrase.Role == PhraseRole.Exact ? 1 : WeightOfForm);
        }

        var score = isExact.Count(exact => exact) * WeightOfExact;
        var norm = Norm(words);
        for (var term = 0; term < frequency.Length; term++)
        {
            score += Score(term, frequency[term], norm);
        }

        return score;
    }

    private double Norm(double words) => K1 * (1 - B + (B * words / columns.MeanWords));

    private double Score(int term, double frequency, double norm) => rarity[term] * frequency * (K1 + 1) / (frequency + norm);
}
