namespace Archive.Storage.Searching.Columns;

/// <summary>Finds all hits of a query at once, from the rows of its phrases.</summary>
/// <remarks>
/// The rows of a phrase are read from the index once for each state of the archive, by whoever asks first. Where that would take too long, the index itself is asked, hit by hit:
/// then always, so that an answer does not depend on who asked before.
/// </remarks>
/// <param name="mostPlaces">Places of the index that are read for all questions of a session; see <see cref="MaxPlaces"/>.</param>
internal sealed class RowSearch(Snapshot snapshot, CurrentColumns current, long mostPlaces = RowSearch.MaxPlaces) : IDisposable
{
    /// <summary>Some 200 ms, once for each phrase and state of the archive: enough for a phrase of two words that stand in every text of a million, and for a beginning of two letters.</summary>
    public const long MaxPlaces = 4_000_000;

    /// <summary>Of more alternatives, such as the words with a beginning, the rows are kept together: by themselves they are seldom asked for again.</summary>
    private const int MaxKeptApart = 9;

    private const string Texts = "SELECT texts FROM terms WHERE term = ?";

    private readonly HashSet<PhraseOfIndex> admitted = [];
    private readonly List<RowSet> given = [];

    // What this search has asked for, whether or not it is kept still.
    private readonly Dictionary<PhraseOfIndex, KeptRows> held = [];

    private SearchColumns? columns;
    private bool hasAsked;
    private long places;

    /// <summary>The columns of this state; null where there are none yet.</summary>
    /// <remarks>A state without a number of its own has no columns of its own either.</remarks>
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

    /// <summary>The rows of all hits, which are this search's and last as long; null where to find them would take too long.</summary>
    /// <param name="scope">Whose weights will be asked for as well; null for none.</param>
    public RowSet? Of(HitIndex index, SearchExpression expression, SearchScope? scope)
    {
        RowSet? rows = null;
        snapshot.Try(() => rows = Columns is { } all && Admits(all, index, expression.Root, scope) ? Of(all, index, expression.Root, scope) : null);
        given.AddRange(rows is null ? [] : [rows]);
        return rows;
    }

    /// <summary>The rows of the newest hits, up to a number, as far as the time suffices; none where nothing there can meet the query.</summary>
    public RowSet Newest(HitIndex index, SearchExpression? expression, int most, SearchColumns all)
    {
        var rows = new RowSet(all.Of(index).Rows.Count);
        given.Add(rows);
        if (expression is not null)
        {
            snapshot.Try(() => HitFunction.Run(snapshot.Connection[index.Collect].With(expression.Text).With(most), new SetCollector(all.Of(index), rows)));
        }

        return rows;
    }

    /// <summary>The phrases of an expression that count for the relevance, with what they weigh; null where to find that would take too long.</summary>
    /// <param name="hits">The rows that meet the expression.</param>
    public IReadOnlyList<WeighedRows>? Weights(HitIndex index, SearchExpression expression, RowSet hits, SearchScope scope)
    {
        var weights = new List<WeighedRows>();
        var isAdmitted = false;
        snapshot.Try(() =>
        {
            if (Columns is { } all && Admits(all, index, expression.Root, scope))
            {
                isAdmitted = true;
                AddWeights(weights, all, index, expression.Root, hits, where: null, scope);
            }
        });
        return isAdmitted && !snapshot.IsCutShort ? weights : null;
    }

    public void Dispose()
    {
        given.ForEach(rows => rows.Dispose());
        given.Clear();
        foreach (var rows in held.Values)
        {
            rows.Dispose();
        }

        held.Clear();
    }

    /// <summary>Reads the rows of a phrase, and keeps them; whoever asks lets go of them.</summary>
    /// <param name="places">How much that is to read; null where nobody waits for it.</param>
    /// <param name="others">Alternatives of which the rows are kept together; null for the phrase alone.</param>
    public static KeptRows Read(Snapshot snapshot, SearchColumns all, PhraseOfIndex phrase, long? places = null, IReadOnlyList<PhraseOfIndex>? others = null)
    {
        var index = phrase.IsOfPosts ? HitIndex.Posts : HitIndex.Comments;
        var columns = all.Of(index);
        using var rows = new RowSet(columns.Rows.Count);
        // A byte for each row of the table, for a few milliseconds.
        using var weights = new OwnBytes(phrase.Scope is null ? 0 : columns.Rows.Count);
        var weightOf = phrase.Scope is null ? [] : weights.Span;
        HitFunction.Collector collector = phrase.Scope is { } scope ? new WeightCollector(columns, rows, index.Weights(scope), weights) : new SetCollector(columns, rows);
        foreach (var alternative in others ?? [phrase])
        {
            using var known = others is null ? null : all.Phrases.Find(alternative);
            if (known is not null)
            {
                known.AddTo(rows, weightOf);
            }
            else
            {
                HitFunction.Run(snapshot.Connection[index.CollectAll].With(alternative.Text), collector);
            }
        }

        var kept = KeptRows.Of(rows, weightOf, (row, weight) => RankedHits.Saturation(weight, columns.Words[row], columns), places);
        all.Phrases.Keep(phrase, kept);
        return kept;
    }

    // What somebody else has read already counts as if it had to be read, so that who asks first has the answer of who asks next.
    private bool Admits(SearchColumns all, HitIndex index, IndexQuery query, SearchScope? scope)
    {
        var further = query.Leaves.SelectMany(leaf => Kept(index, leaf, scope)).DistinctBy(kept => kept.Name).Where(kept => !admitted.Contains(kept.Name))
            .Select(kept => (kept.Name, Places: Places(all, index, kept)))
            .ToList();
        var sum = places + further.Sum(phrase => phrase.Places);
        if (sum > mostPlaces)
        {
            return false;
        }

        places = sum;
        admitted.UnionWith(further.Select(phrase => phrase.Name));
        return true;
    }

    // What is read and kept as one: each alternative by itself, or all of many that count alike.
    private static IEnumerable<KeptPhrases> Kept(HitIndex index, SomePhrase some, SearchScope? scope)
    {
        foreach (var alike in some.Alternatives.GroupBy(phrase => (phrase.Term, phrase.Role)))
        {
            var phrases = alike.ToList();
            var names = phrases.ConvertAll(phrase => new PhraseOfIndex(index.IsOfPosts, some.Column + phrase.Text, ScopeOf(phrase)));
            if (names.Count > MaxKeptApart)
            {
                yield return new KeptPhrases(names[0] with { Text = string.Join(' ', names.Select(name => name.Text)) }, phrases, names);
                continue;
            }

            foreach (var (phrase, name) in phrases.Zip(names))
            {
                yield return new KeptPhrases(name, [phrase], null);
            }
        }

        // Filters weigh nothing.
        SearchScope? ScopeOf(SearchPhrase phrase) => phrase.Role == PhraseRole.Filter ? null : scope is null or SearchScope.Quotes ? scope : SearchScope.Everything;
    }

    private long Places(SearchColumns all, HitIndex index, KeptPhrases phrases)
    {
        using var kept = all.Phrases.Find(phrases.Name);
        return kept is not null
            ? kept.Places ?? 0
            : phrases.Phrases.Select((phrase, i) => phrases.Names is { } names && IsReadAhead(names[i]) ? 0 : Places(all.Of(index).Rows.Count, phrase)).Sum();

        bool IsReadAhead(PhraseOfIndex name)
        {
            using var rows = all.Phrases.Find(name);
            return rows is { IsReadAhead: true };
        }
    }

    // About as many as the vocabulary says; a beginning alone has no more than its query was let have.
    private long Places(int rows, SearchPhrase phrase) =>
        phrase.IsPrefix
            ? phrase.Words.Count == 1 ? Math.Min(rows, QueryExpansion.MaxPlaces) : mostPlaces + 1
            : phrase.Words.Sum(word => Math.Min(rows, snapshot.Connection[Texts].With(word).Number() ?? 0));

    // Held as long as this search lasts.
    private KeptRows Known(SearchColumns all, HitIndex index, KeptPhrases phrases)
    {
        if (held.TryGetValue(phrases.Name, out var known))
        {
            return known;
        }

        var rows = all.Phrases.Find(phrases.Name) ?? Read(snapshot, all, phrases.Name, Places(all, index, phrases), phrases.Names);
        held.Add(phrases.Name, rows);
        return rows;
    }

    // A word counts where it is asked for: of several parts, in the rows that meet its own.
    private void AddWeights(List<WeighedRows> weights, SearchColumns all, HitIndex index, IndexQuery query, RowSet hits, RowSet? where, SearchScope scope)
    {
        switch (query)
        {
            case SomePhrase some:
                weights.AddRange(Kept(index, some, scope).Where(kept => kept.Phrases[0].Role != PhraseRole.Filter)
                    .Select(kept => new WeighedRows(kept.Phrases[0], Known(all, index, kept), where)));
                break;
            case EachPart each:
                foreach (var part in each.Parts)
                {
                    AddWeights(weights, all, index, part, hits, where, scope);
                }

                break;
            case SomePart some:
                foreach (var part in some.Parts)
                {
                    AddWeights(weights, all, index, part, hits, MetBy(part), scope);
                }

                break;
            case ButNot not:
                AddWeights(weights, all, index, not.Wanted, hits, where, scope);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(query));
        }

        // Where phrases stand alone, they are there just where they are met.
        RowSet? MetBy(IndexQuery part)
        {
            if (part is SomePhrase or EachPart { Parts: [SomePhrase] })
            {
                return where;
            }

            var own = Of(all, index, part, scope);
            given.Add(own);
            own.KeepOnly((where ?? hits).Words);
            return own;
        }
    }

    // The depth of a query is bounded by what reads it.
    private RowSet Of(SearchColumns all, HitIndex index, IndexQuery query, SearchScope? scope)
    {
        switch (query)
        {
            case SomePhrase some:
                var rows = new RowSet(all.Of(index).Rows.Count);
                foreach (var kept in Kept(index, some, scope))
                {
                    Known(all, index, kept).AddTo(rows);
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
            var joined = Of(all, index, parts[0], scope);
            foreach (var part in parts.Skip(1))
            {
                using var other = Of(all, index, part, scope);
                join(joined, other);
            }

            return joined;
        }
    }

    private sealed class SetCollector(TextColumns columns, RowSet rows) : HitFunction.Collector
    {
        public override void Take(HitFunction.Hit hit)
        {
            if (columns.Rows.Find(hit.Id) is >= 0 and var row)
            {
                rows.Add(row);
            }
        }
    }

    private sealed class WeightCollector(TextColumns columns, RowSet rows, double[] weights, OwnBytes weightOf) : HitFunction.Collector
    {
        public override void Take(HitFunction.Hit hit)
        {
            if (columns.Rows.Find(hit.Id) is >= 0 and var row)
            {
                ref var weight = ref weightOf.Span[row];
                var before = rows.Has(row) ? weight : 0;
                rows.Add(row);
                weight = KeptRows.Weight(before + hit.Weigh(weights));
            }
        }
    }

    /// <param name="Names">Those of the phrases, where they are kept under another together; null where there is one.</param>
    private sealed record KeptPhrases(PhraseOfIndex Name, IReadOnlyList<SearchPhrase> Phrases, IReadOnlyList<PhraseOfIndex>? Names);
}
