using System.Buffers;

namespace Archive.Storage.Searching.Columns;

/// <summary>Finds all hits of a query at once, from the rows of its phrases.</summary>
/// <remarks>
/// The rows of a phrase are read from the index once for each state of the archive. Phrases that would take long are read aside, for who asks next; until then the
/// index itself is asked, hit by hit.
/// </remarks>
internal sealed class RowSearch(Snapshot snapshot, CurrentColumns current) : IDisposable
{
    /// <summary>Places of the index that are read for one query while its reader waits, of all phrases together: some 5 ms.</summary>
    public const long MaxReadAtOnce = 100_000;

    /// <summary>The same for one phrase that is read aside: some 100 ms.</summary>
    public const long MaxReadAside = 2_000_000;

    /// <summary>To weigh matches costs some four times as much as to find them.</summary>
    private const int CostOfWeights = 4;

    private const string Texts = "SELECT texts FROM terms WHERE term = ?";

    private readonly List<RowSet> given = [];
    private SearchColumns? columns;
    private bool hasAsked;

    /// <summary>The columns of this state; null where there are none yet.</summary>
    // A state without a number of its own has no columns of its own either.
    public SearchColumns? Columns
    {
        get
        {
            if (!hasAsked)
            {
                (columns, hasAsked) = (snapshot.Generation < 0 ? null : current.Of(snapshot), true);
            }

            return columns;
        }
    }

    /// <summary>The rows of all hits, which are this search's and last as long; null where not all phrases are known yet.</summary>
    public RowSet? Of(HitIndex index, SearchExpression expression)
    {
        RowSet? rows = null;
        snapshot.Try(() => rows = Columns is { } all && MayReadAll(all, index, expression.Root.Phrases.Select(phrase => (phrase.Phrase, Named(index, phrase.Column, phrase.Phrase))), cost: 1) ? Of(all, index, expression.Root) : null);
        given.AddRange(rows is null ? [] : [rows]);
        return rows;
    }

    /// <summary>For each phrase of an expression that counts for the relevance, its rows with their weights; null where not all are known yet.</summary>
    public IReadOnlyList<(SearchPhrase Phrase, KeptRows Rows)>? Weights(HitIndex index, SearchExpression expression, SearchScope scope)
    {
        List<(SearchPhrase Phrase, KeptRows Rows)>? weights = null;
        snapshot.Try(() =>
        {
            var phrases = expression.Root.Phrases.Where(phrase => phrase.Phrase.Role != PhraseRole.Filter)
                .Select(phrase => (phrase.Phrase, Name: Named(index, phrase.Column, phrase.Phrase) with { Scope = scope })).ToList();
            if (Columns is { } all && MayReadAll(all, index, phrases, CostOfWeights))
            {
                weights = [.. phrases.Select(phrase => (phrase.Phrase, all.Phrases.Find(phrase.Name) ?? Read(snapshot, all, phrase.Name)))];
            }
        });
        return snapshot.IsCutShort ? null : weights;
    }

    public void Dispose()
    {
        given.ForEach(rows => rows.Dispose());
        given.Clear();
    }

    /// <summary>Reads the rows of a phrase, and keeps them.</summary>
    public static KeptRows Read(Snapshot snapshot, SearchColumns all, PhraseOfIndex phrase)
    {
        var index = phrase.IsOfPosts ? HitIndex.Posts : HitIndex.Comments;
        var columns = all.Of(index);
        using var rows = new RowSet(columns.Rows.Count);
        var weightOf = phrase.Scope is null ? [] : ArrayPool<byte>.Shared.Rent(columns.Rows.Count);
        HitFunction.Run(
            snapshot.Connection[index.CollectAll].With(phrase.Text),
            phrase.Scope is { } scope ? new WeightCollector(columns, rows, index.Weights(scope), weightOf) : new SetCollector(columns, rows));
        var kept = phrase.Scope is null ? KeptRows.Of(rows) : KeptRows.Of(rows, weightOf);
        ArrayPool<byte>.Shared.Return(weightOf);
        all.Phrases.Keep(phrase, kept);
        return kept;
    }

    private bool MayReadAll(SearchColumns all, HitIndex index, IEnumerable<(SearchPhrase Phrase, PhraseOfIndex Name)> phrases, int cost)
    {
        var unknown = phrases.DistinctBy(phrase => phrase.Name)
            .Where(phrase => all.Phrases.Find(phrase.Name) is null)
            .Select(phrase => (phrase.Name, Places: cost * Places(all.Of(index).Rows.Count, phrase.Phrase)))
            .ToList();
        if (unknown.Sum(phrase => phrase.Places) <= MaxReadAtOnce)
        {
            return true;
        }

        foreach (var phrase in unknown.Where(phrase => phrase.Places <= cost * MaxReadAside))
        {
            all.Phrases.Want(phrase.Name);
        }

        current.ReadWanted(all);
        return false;
    }

    // About as many as the vocabulary says; a beginning alone has no more than its query was let have.
    private long Places(int rows, SearchPhrase phrase) =>
        phrase.IsPrefix
            ? phrase.Words.Count == 1 ? Math.Min(rows, QueryExpansion.MaxPlaces) : MaxReadAside + 1
            : phrase.Words.Sum(word => Math.Min(rows, snapshot.Connection[Texts].With(word).Number() ?? 0));

    // The depth of a query is bounded by what reads it.
    private RowSet Of(SearchColumns all, HitIndex index, IndexQuery query)
    {
        switch (query)
        {
            case SomePhrase some:
                var rows = new RowSet(all.Of(index).Rows.Count);
                foreach (var phrase in some.Alternatives)
                {
                    var name = Named(index, some.Column, phrase);
                    (all.Phrases.Find(name) ?? Read(snapshot, all, name)).AddTo(rows);
                }

                return rows;
            case EachPart each:
                return Joined(each.Parts, static (mine, other) => mine.KeepOnly(other.Words));
            case SomePart some:
                return Joined(some.Parts, static (mine, other) => mine.Add(other.Words));
            case ButNot not:
                return Joined([not.Wanted, not.Unwanted], static (mine, other) => mine.Remove(other.Words));
            default:
                throw new ArgumentOutOfRangeException(nameof(query));
        }

        RowSet Joined(IReadOnlyList<IndexQuery> parts, Action<RowSet, RowSet> join)
        {
            var joined = Of(all, index, parts[0]);
            foreach (var part in parts.Skip(1))
            {
                using var other = Of(all, index, part);
                join(joined, other);
            }

            return joined;
        }
    }

    private static PhraseOfIndex Named(HitIndex index, string column, SearchPhrase phrase) => new(index.IsOfPosts, column + phrase.Text);

    private sealed class SetCollector(TextColumns columns, RowSet rows) : RowCollector(columns)
    {
        protected override void Take(int row, int group) => rows.Add(row);
    }

    // Of matches beyond what a byte holds no more is told: relevance hardly rises any more.
    private sealed class WeightCollector(TextColumns columns, RowSet rows, double[] weights, byte[] weightOf) : HitFunction.Collector
    {
        public override void Take(HitFunction.Hit hit)
        {
            if (columns.Rows.Find(hit.Id).Row is not (>= 0 and var row))
            {
                return;
            }

            var weight = 0.0;
            for (var (i, places) = (0, hit.Places); i < places; i++)
            {
                weight += hit.Place(i).Column is >= 0 and var column ? weights[column] : 0;
            }

            rows.Add(row);
            weightOf[row] = (byte)Math.Min(weight, byte.MaxValue);
        }
    }
}
