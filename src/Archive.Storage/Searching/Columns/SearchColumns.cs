using System.Buffers;
using System.Collections.Concurrent;

namespace Archive.Storage.Searching.Columns;

/// <summary>Facts of every post and comment that ranks and counts need, read from the index into memory.</summary>
/// <remarks>Reading it costs about a second for a million comments, so it is read once for each state of the archive.</remarks>
internal sealed class SearchColumns
{
    // Counted when somebody first asks; whoever asks at the same time counts the same.
    private IReadOnlyList<MonthHits>? months;
    private FacetCounter? allPosts;
    private FacetCounter? allComments;

    private SearchColumns(long generation) => Generation = generation;

    /// <summary>The state of the archive that was read; see <see cref="ArchiveFolder.Generation"/>.</summary>
    public long Generation { get; }

    public required TextColumns Posts { get; init; }

    public required TextColumns Comments { get; init; }

    /// <summary>Authors and signers, folded.</summary>
    public required ValueNames Names { get; init; }

    /// <summary>Hosts and their parent domains.</summary>
    public required ValueNames Sites { get; init; }

    /// <summary>Which blogs and labels posts have.</summary>
    public required PostKinds Kinds { get; init; }

    /// <summary>Labels of posts, folded.</summary>
    public ValueNames Labels => Kinds.Labels;

    /// <summary>Slugs of blogs.</summary>
    public ValueNames Blogs => Kinds.Blogs;

    /// <summary>The place of each post in <see cref="Kinds"/>.</summary>
    public required ValueRuns KindsOfPosts { get; init; }

    /// <summary>The same of each comment's post.</summary>
    public required ValueRuns KindsOfComments { get; init; }

    /// <summary>Which of the rows have which words and facts, as far as that was asked for.</summary>
    public PhraseRows Phrases { get; } = new();

    /// <summary>How many posts and comments each month has, the oldest first.</summary>
    public IReadOnlyList<MonthHits> Months => months ??= CountMonths();

    /// <summary>Names and labels as they are written where they were used last, as far as facets have shown them; null for what is no name.</summary>
    public ConcurrentDictionary<(bool IsName, int Place), (string Label, bool IsSigned)?> Written { get; } = [];

    /// <summary>Posts and comments.</summary>
    public int Texts => Posts.Rows.Count + Comments.Rows.Count;

    /// <summary>All posts, or all comments, counted.</summary>
    public FacetCounter Counted(TextColumns columns) => columns == Posts ? allPosts ??= FacetCounter.OfAll(this, Posts) : allComments ??= FacetCounter.OfAll(this, Comments);

    public TextColumns Of(HitIndex index) => index.IsOfPosts ? Posts : Comments;

    public static SearchColumns Load(Snapshot snapshot)
    {
        var connection = snapshot.Connection.Sqlite;
        var (names, sites, kinds) = (new ValueNames(), new ValueNames(), new PostKinds());
        var posts = TextColumns.Load(connection, "post", names, sites, kinds);
        var comments = TextColumns.Load(connection, "comment", names, sites);
        var thread = -1;
        var kindOfThread = 0;
        return new SearchColumns(snapshot.Generation)
        {
            Posts = posts,
            Comments = comments,
            Names = names,
            Sites = sites,
            KindsOfPosts = ValueRuns.Of(posts.Rows, kinds.OfRow),
            KindsOfComments = ValueRuns.Of(comments.Rows, KindOfComment),
            Kinds = kinds.WithoutRows(),
        };

        // Asked in the order of rows.
        int KindOfComment(int row)
        {
            while (row >= comments.Rows.FirstOf(thread + 1))
            {
                thread++;
                kindOfThread = kinds.OfRow(posts.Rows.Find(comments.Rows.GroupAt(thread)));
            }

            return kindOfThread;
        }
    }

    private List<MonthHits> CountMonths()
    {
        var (posts, comments) = (new long[ushort.MaxValue + 1], new long[ushort.MaxValue + 1]);
        foreach (var month in Posts.Months)
        {
            posts[month]++;
        }

        foreach (var month in Comments.Months)
        {
            comments[month]++;
        }

        return [.. Enumerable.Range(1, ushort.MaxValue)
            .Where(month => posts[month] + comments[month] > 0)
            .Select(month => new MonthHits(TextColumns.MonthName(month), posts[month], comments[month]))];
    }
}

/// <summary>Numbers texts in the order in which they come.</summary>
internal sealed class ValueNames
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];

    public int Count => texts.Count;

    public string this[int place] => texts[place];

    public int PlaceOf(string text)
    {
        if (!places.TryGetValue(text, out var place))
        {
            place = texts.Count;
            places.Add(text, place);
            texts.Add(text);
        }

        return place;
    }
}

/// <summary>The blog and the labels of posts, which their comments have too: numbered, once for all posts that have the same.</summary>
internal sealed class PostKinds
{
    private readonly List<(int Blog, int[] Labels)> kinds = [];
    private int[] ofRows = [];

    /// <summary>Slugs.</summary>
    public ValueNames Blogs { get; } = new();

    /// <summary>As the index has them, folded.</summary>
    public ValueNames Labels { get; } = new();

    /// <param name="blogOf">For each row of posts its place in <see cref="Blogs"/>.</param>
    /// <param name="labels">Its places in <see cref="Labels"/>.</param>
    public void Take(int[] blogOf, ValueLists labels)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        ofRows = new int[blogOf.Length];
        // What comments whose post is not there have comes first.
        kinds.Add((0, []));
        for (var row = 0; row < ofRows.Length; row++)
        {
            var ofRow = labels.Of(row);
            var name = $"{blogOf[row]} {string.Join(' ', ofRow.ToArray())}";
            if (!known.TryGetValue(name, out ofRows[row]))
            {
                ofRows[row] = kinds.Count;
                known.Add(name, kinds.Count);
                kinds.Add((blogOf[row], ofRow.ToArray()));
            }
        }
    }

    /// <summary>The number of the kind of a row of posts; of -1 that of no post.</summary>
    public int OfRow(int row) => row < 0 ? 0 : ofRows[row];

    /// <summary>Forgets which rows are of which kind.</summary>
    public PostKinds WithoutRows()
    {
        ofRows = [];
        return this;
    }

    /// <summary>Counts the blogs and labels of some rows.</summary>
    public void Count(RowSet some, ValueRuns kindsOfRows, int[] blogs, int[] labels)
    {
        // Where each post has labels that no other has, there are as many kinds as posts.
        var rented = ArrayPool<int>.Shared.Rent(kinds.Count);
        var counts = rented.AsSpan(0, kinds.Count);
        counts.Clear();
        kindsOfRows.Count(some, counts);
        for (var kind = 0; kind < counts.Length; kind++)
        {
            if (counts[kind] is > 0 and var count)
            {
                blogs[kinds[kind].Blog] += count;
                foreach (var label in kinds[kind].Labels)
                {
                    labels[label] += count;
                }
            }
        }

        ArrayPool<int>.Shared.Return(rented);
    }
}
