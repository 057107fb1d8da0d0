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

    /// <summary>Labels of posts, folded.</summary>
    public required ValueNames Labels { get; init; }

    /// <summary>Slugs of blogs.</summary>
    public required ValueNames Blogs { get; init; }

    /// <summary>The blog of each post, as a place in <see cref="Blogs"/>.</summary>
    public required ValueRuns BlogsOfPosts { get; init; }

    /// <summary>The same of each comment.</summary>
    public required ValueRuns BlogsOfComments { get; init; }

    /// <summary>For each post that has comments, in the order of their row index, its row in <see cref="Posts"/>; -1 where it has none.</summary>
    public required int[] PostOfThread { get; init; }

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
        var (names, sites, labels, blogs) = (new ValueNames(), new ValueNames(), new ValueNames(), new ValueNames());
        var posts = TextColumns.Load(connection, "post", names, sites, labels, blogs);
        var comments = TextColumns.Load(connection, "comment", names, sites, null, null);
        var postOfThread = new int[comments.Rows.Groups];
        for (var i = 0; i < postOfThread.Length; i++)
        {
            postOfThread[i] = posts.Rows.Find(comments.Rows.GroupAt(i));
        }

        var thread = 0;
        return new SearchColumns(snapshot.Generation)
        {
            Posts = posts,
            Comments = comments,
            Names = names,
            Sites = sites,
            Labels = labels,
            Blogs = blogs,
            BlogsOfPosts = ValueRuns.Of(posts.Rows, row => posts.Blogs![row]),
            BlogsOfComments = ValueRuns.Of(comments.Rows, BlogOfComment),
            PostOfThread = postOfThread,
        };

        // Asked in the order of rows.
        ushort BlogOfComment(int row)
        {
            while (row >= comments.Rows.FirstOf(thread + 1))
            {
                thread++;
            }

            return postOfThread[thread] is >= 0 and var post ? posts.Blogs![post] : (ushort)0;
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
