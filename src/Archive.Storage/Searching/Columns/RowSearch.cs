namespace Archive.Storage.Searching.Columns;

/// <summary>Finds all hits of a query at once, from the rows of its phrases.</summary>
/// <remarks>
/// The rows of a phrase are read from the index once for each state of the archive. Phrases that would take long are read aside, for who asks next; until then the
/// index itself is asked, hit by hit.
/// </remarks>
internal sealed class RowSearch(Snapshot snapshot, CurrentColumns current) : IDisposable
{
    /// <summary>Places of the index that are read for one query while its reader waits, of all phrases together: some 8 ms.</summary>
    public const long MaxReadAtOnce = 200_000;

    /// <summary>The same for one phrase that is read aside: some 100 ms.</summary>
    public const long MaxReadAside = 2_000_000;

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
        snapshot.Try(() => rows = Columns is { } all && MayReadAll(all, index, expression) ? Of(all, index, expression.Root) : null);
        given.AddRange(rows is null ? [] : [rows]);
        return rows;
    }

    public void Dispose()
    {
        given.ForEach(rows => rows.Dispose());
        given.Clear();
    }

    /// <summary>Reads the rows of a phrase, and keeps them.</summary>
    public static KeptRows Read(Snapshot snapshot, SearchColumns all, HitIndex index, PhraseOfIndex phrase)
    {
        using var rows = new RowSet(all.Of(index).Rows.Count);
        HitFunction.Run(snapshot.Connection[index.CollectAll].With(phrase.Text), new SetCollector(all.Of(index), rows));
        var kept = KeptRows.Of(rows);
        all.Phrases.Keep(phrase, kept);
        return kept;
    }

    private bool MayReadAll(SearchColumns all, HitIndex index, SearchExpression expression)
    {
        var unknown = expression.Root.Phrases.DistinctBy(phrase => phrase.Column + phrase.Phrase.Text)
            .Where(phrase => all.Phrases.Find(Named(index, phrase.Column, phrase.Phrase)) is null)
            .Select(phrase => (Name: Named(index, phrase.Column, phrase.Phrase), Places: Places(all.Of(index).Rows.Count, phrase.Phrase)))
            .ToList();
        if (unknown.Sum(phrase => phrase.Places) <= MaxReadAtOnce)
        {
            return true;
        }

        foreach (var phrase in unknown.Where(phrase => phrase.Places <= MaxReadAside))
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
                    (all.Phrases.Find(name) ?? Read(snapshot, all, index, name)).AddTo(rows);
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
}
