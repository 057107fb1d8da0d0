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
        var ranked = (byLength ? words : Score(hit, words), id);
        if (best.Count < keep)
        {
            best.Enqueue(id, ranked);
        }
        else
        {
            best.EnqueueDequeue(id, ranked);
        }
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

        var score = 0.0;
        var norm = K1 * (1 - B + (B * words / columns.MeanWords));
        for (var term = 0; term < frequency.Length; term++)
        {
            score += (rarity[term] * frequency[term] * (K1 + 1) / (frequency[term] + norm)) + (isExact[term] ? WeightOfExact : 0);
        }

        return score;
    }
}
