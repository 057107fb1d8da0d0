namespace Archive.Storage.Searching;

/// <summary>The hits of a query, counted by what narrows it.</summary>
/// <param name="Counted">How many hits were counted.</param>
/// <param name="IsWhole">False where only the newest <paramref name="Counted"/> hits were counted, because all would take too long.</param>
/// <param name="Months">By their own date or else their post's, oldest first; only months that have any.</param>
/// <param name="Undated">Hits whose month is not known.</param>
/// <param name="Blogs">Values for <c>blog:</c>.</param>
/// <param name="Names">Values for <c>by:</c>, those with most hits first.</param>
/// <param name="Sites">Values for <c>site:</c>, those with most hits first.</param>
/// <param name="Labels">Values for <c>label:</c>, those with most hits first.</param>
/// <param name="Lengths">Numbers of words, shortest first.</param>
public sealed record SearchFacets(
    long Counted, bool IsWhole, IReadOnlyList<MonthHits> Months, long Undated, IReadOnlyList<FacetValue> Blogs,
    IReadOnlyList<FacetValue> Names, IReadOnlyList<FacetValue> Sites, IReadOnlyList<FacetValue> Labels, IReadOnlyList<LengthHits> Lengths)
{
    /// <summary>How many of <see cref="Counted"/> are posts.</summary>
    public long CountedPosts { get; init; }

    /// <summary>Hits of each kind that are counted at most where they must be read from the index one by one: some 30 ms.</summary>
    internal const int MaxHits = 200_000;

    /// <summary>Values that are shown of each kind.</summary>
    private const int MaxValues = 12;

    private const string NameOfComment =
        """
        SELECT author, inferred_signer FROM comments
         WHERE id = (SELECT rowid FROM comment_fts WHERE comment_fts MATCH ? ORDER BY rowid DESC LIMIT 1)
        """;

    private const string NameOfPost =
        "SELECT author, NULL FROM posts WHERE id = (SELECT rowid FROM post_fts WHERE post_fts MATCH ? ORDER BY rowid DESC LIMIT 1)";

    private const string LabelsOfPost =
        "SELECT value FROM json_each((SELECT labels FROM posts WHERE id = (SELECT rowid FROM post_fts WHERE post_fts MATCH ? ORDER BY rowid DESC LIMIT 1)))";

    // Second-level names under which countries register everybody, so that counting by them says nothing.
    private static readonly string[] Registries = ["co", "com", "org", "net", "ac", "me", "ltd", "plc", "sch", "or", "ne", "go"];

    /// <summary>Makes of counted hits what a page shows of them.</summary>
    internal static SearchFacets Of(Connection connection, SearchColumns all, FacetCounter posts, FacetCounter comments, bool isWhole, bool areSignersShown) => new(
            posts.Count + comments.Count,
            isWhole,
            [.. posts.Months.Known.Union(comments.Months.Known).Order()
                .Select(month => new MonthHits(TextColumns.MonthName(month), posts.Months.Of(month), comments.Months.Of(month)))],
            posts.Months.Of(TextColumns.NoMonth) + comments.Months.Of(TextColumns.NoMonth),
            [.. Enumerable.Range(0, all.Blogs.Count)
                .Select(blog => new FacetValue(all.Blogs[blog], all.Blogs[blog], posts.Blogs[blog] + comments.Blogs[blog]))
                .Where(value => value.Count > 0)
                .OrderByDescending(value => value.Count)],
            NamesOf(connection, all, posts, comments, areSignersShown),
            SitesOf(all, posts, comments),
            [.. Largest(posts.Labels, comments.Labels, MaxValues).Select(label => Label(connection, all, label.Value, label.Count))],
            LengthsOf(posts, comments))
    {
        CountedPosts = posts.Count,
    };

    private static List<FacetValue> NamesOf(Connection connection, SearchColumns all, FacetCounter posts, FacetCounter comments, bool areSignersShown)
    {
        var values = new List<FacetValue>();
        foreach (var (name, count) in Largest(posts.Names, comments.Names, MaxValues * 4))
        {
            if (values.Count < MaxValues && all.Written.GetOrAdd((true, name), _ => Label(connection, all.Names[name])) is var (label, isSigned) && (areSignersShown || !isSigned))
            {
                values.Add(new FacetValue(label, label, count, isSigned));
            }
        }

        return values;
    }

    // As it is written where it was used last; none for a last line that only looks like a name.
    private static (string Label, bool IsSigned)? Label(Connection connection, string name)
    {
        var (author, signer) = (PeopleOperators.AuthorToken(name), PeopleOperators.SignOffToken(name));
        return Written(NameOfComment, $"\"{author}\"") is { } byAuthor ? (byAuthor, false)
            : Written(NameOfPost, $"\"{author}\"") is { } byPost ? (byPost, false)
            : SignerNames.Occurs(connection, signer, author) && Written(NameOfComment, $"\"{signer}\"") is { } signed ? (signed, true)
            : null;

        string? Written(string sql, string expression)
        {
            var (byName, signed) = connection[sql].With(expression).First(row => (row.TextOrNull(0), row.TextOrNull(1)));
            return Same(byName) ?? Same(signed);
        }

        string? Same(string? written) =>
            written is not null && PeopleOperators.AuthorToken(written) == author ? written : null;
    }

    // As the newest post that has it writes it.
    private static FacetValue Label(Connection connection, SearchColumns all, int place, long count)
    {
        var (written, _) = all.Written.GetOrAdd((false, place), _ => (Label(connection, LabelOperator.Token(all.Labels[place])) ?? all.Labels[place], false))!.Value;
        return new FacetValue(written, written, count);

        static string? Label(Connection connection, string token) =>
            connection[LabelsOfPost].With($"\"{token}\"").All(row => row.Text(0)).Find(one => LabelOperator.Token(one) == token);
    }

    private static List<FacetValue> SitesOf(SearchColumns all, FacetCounter posts, FacetCounter comments)
    {
        var largest = Largest(posts.Sites, comments.Sites, MaxValues * 4)
            .Select(site => new FacetValue(all.Sites[site.Value], all.Sites[site.Value], site.Count))
            .Where(site => Says(site.Value))
            .ToList();
        // A domain with all its links on one of its hosts is that host.
        return [.. largest
            .Where(site => !largest.Exists(
                host => host.Count == site.Count && host.Value.EndsWith("." + site.Value, StringComparison.Ordinal)))
            .Take(MaxValues)];
    }

    private static bool Says(string site)
    {
        var labels = site.Split('.');
        return labels.Length > 2 || (labels.Length == 2 && !(labels[1].Length == 2 && Registries.Contains(labels[0])));
    }

    private static List<LengthHits> LengthsOf(FacetCounter posts, FacetCounter comments) =>
        [.. FacetCounter.Lengths
            .Select((min, i) => new LengthHits(
                min, i + 1 < FacetCounter.Lengths.Length ? FacetCounter.Lengths[i + 1] - 1 : null, posts.OfLength[i] + comments.OfLength[i]))
            .Where(length => length.Count > 0)];

    private static IEnumerable<(int Value, long Count)> Largest(int[] posts, int[] comments, int most)
    {
        var smallest = new PriorityQueue<int, (long, int)>();
        var least = 0L;
        for (var i = 0; i < comments.Length; i++)
        {
            var count = posts[i] + comments[i];
            if (count > least)
            {
                smallest.Enqueue(i, (count, -i));
                if (smallest.Count > most)
                {
                    smallest.Dequeue();
                }

                // Of equal ones the first stay.
                least = smallest.Count < most || !smallest.TryPeek(out _, out var last) ? 0 : last.Item1;
            }
        }

        return smallest.UnorderedItems.Select(item => (item.Element, item.Priority.Item1)).OrderByDescending(item => item.Item2).ThenBy(item => item.Element);
    }
}

/// <summary>Hits of a month, <c>2014-02</c>.</summary>
public sealed record MonthHits(string Month, long Posts, long Comments)
{
    /// <summary>Both together.</summary>
    public long Hits => Posts + Comments;
}

/// <summary>A value that a filter can have, and how many hits have it.</summary>
/// <param name="Label">For people: a name as it is written.</param>
/// <param name="IsSigned">A name that is only signed with.</param>
public sealed record FacetValue(string Value, string Label, long Count, bool IsSigned = false);

/// <summary>Hits of a length in words, both ends included; <paramref name="Max"/> null for the longest.</summary>
public sealed record LengthHits(int Min, int? Max, long Count);

/// <summary>Rows of one kind, counted by month, blog, name, site, label and length.</summary>
/// <remarks>Neighbouring rows mostly have the same value and are counted together, as bits of the set, so that the cost hardly rises with the number of hits.</remarks>
internal sealed class FacetCounter
{
    /// <summary>Where one length ends and the next begins, in words.</summary>
    public static readonly int[] Lengths = [0, 20, 50, 100, 200, 500];

    private FacetCounter(SearchColumns all, TextColumns columns)
    {
        Months = new MonthCounts(columns);
        Blogs = new int[Math.Max(1, all.Blogs.Count)];
        (Names, Sites, Labels) = (new int[all.Names.Count], new int[all.Sites.Count], new int[all.Labels.Count]);
    }

    public long Count { get; private set; }

    public MonthCounts Months { get; }

    public int[] Blogs { get; }

    public int[] Names { get; }

    public int[] Sites { get; }

    public int[] Labels { get; }

    public int[] OfLength { get; } = new int[Lengths.Length];

    /// <summary>Which of <see cref="Lengths"/> a number of words is of.</summary>
    public static int LengthOf(int words) => Array.FindLastIndex(Lengths, min => min <= words);

    /// <summary>Counts some rows.</summary>
    public static FacetCounter Of(SearchColumns all, TextColumns columns, RowSet rows)
    {
        var counter = new FacetCounter(all, columns);
        if (rows.Count() <= columns.Rows.Count / 2)
        {
            counter.Add(all, columns, rows);
            return counter;
        }

        // Those that it lacks are fewer.
        using var others = new RowSet(columns.Rows.Count);
        others.Add(columns.Rows.All);
        others.Remove(rows.Words);
        counter.Add(all, columns, others);
        counter.TakeFrom(all.Counted(columns));
        return counter;
    }

    /// <summary>Counts all rows.</summary>
    public static FacetCounter OfAll(SearchColumns all, TextColumns columns)
    {
        using var rows = new RowSet(columns.Rows.Count);
        rows.Add(columns.Rows.All);
        var counter = new FacetCounter(all, columns);
        counter.Add(all, columns, rows);
        return counter;
    }

    private void Add(SearchColumns all, TextColumns columns, RowSet rows)
    {
        Count = rows.Count();
        Months.Add(rows);
        columns.Names.Count(rows, Names);
        columns.Sites.Count(rows, Sites);
        for (var i = 0; i < OfLength.Length; i++)
        {
            OfLength[i] = rows.CountAmong(columns.OfLength[i]);
        }

        all.Kinds.Count(rows, columns == all.Posts ? all.KindsOfPosts : all.KindsOfComments, Blogs, Labels);
    }

    // Makes of the counts of some rows those of all others.
    private void TakeFrom(FacetCounter whole)
    {
        Count = whole.Count - Count;
        Months.TakeFrom(whole.Months);
        foreach (var (mine, theirs) in ((int[], int[])[])[(Blogs, whole.Blogs), (Names, whole.Names), (Sites, whole.Sites), (Labels, whole.Labels), (OfLength, whole.OfLength)])
        {
            for (var i = 0; i < mine.Length; i++)
            {
                mine[i] = theirs[i] - mine[i];
            }
        }
    }
}
