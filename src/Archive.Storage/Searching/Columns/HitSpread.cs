namespace Archive.Storage.Searching.Columns;

/// <summary>Makes of counted hits what a page shows of them.</summary>
internal static class HitSpread
{
    /// <summary>Hits of each kind that are counted at most: some 30 ms.</summary>
    public const int MaxHits = 200_000;

    /// <summary>Values that are shown of each kind.</summary>
    private const int MaxValues = 12;

    private const string NameOfComment =
        """
        SELECT author, inferred_signer FROM comments
         WHERE id = (SELECT rowid FROM comment_fts WHERE comment_fts MATCH ? ORDER BY rowid DESC LIMIT 1)
        """;

    private const string NameOfPost =
        "SELECT author, NULL FROM posts WHERE id = (SELECT rowid FROM post_fts WHERE post_fts MATCH ? ORDER BY rowid DESC LIMIT 1)";

    // Second-level names under which countries register everybody, so that counting by them says nothing.
    private static readonly string[] Registries = ["co", "com", "org", "net", "ac", "me", "ltd", "plc", "sch", "or", "ne", "go"];

    public static SearchFacets Of(
        Connection connection, SearchColumns all, SpreadHits posts, SpreadHits comments, bool isWhole)
    {
        var months = posts.Months.Keys.Union(comments.Months.Keys).Where(month => month != TextColumns.NoMonth).Order();
        return new SearchFacets(
            posts.Count + comments.Count,
            isWhole,
            [.. months.Select(month => new MonthHits(
                TextColumns.MonthName(month), posts.Months.GetValueOrDefault(month), comments.Months.GetValueOrDefault(month)))],
            posts.Months.GetValueOrDefault(TextColumns.NoMonth) + comments.Months.GetValueOrDefault(TextColumns.NoMonth),
            [.. Enumerable.Range(0, all.Blogs.Count)
                .Select(blog => new FacetValue(all.Blogs[blog], all.Blogs[blog], posts.Blogs[blog] + comments.Blogs[blog]))
                .Where(value => value.Count > 0)
                .OrderByDescending(value => value.Count)],
            Names(connection, all, posts, comments),
            Sites(all, posts, comments),
            Lengths(posts, comments));
    }

    private static List<FacetValue> Names(Connection connection, SearchColumns all, SpreadHits posts, SpreadHits comments)
    {
        var values = new List<FacetValue>();
        foreach (var (name, count) in Largest(posts.Names, comments.Names, MaxValues * 4))
        {
            if (values.Count < MaxValues && Label(connection, all.Names[name]) is var (label, isSigned))
            {
                values.Add(new FacetValue(label, label, count, isSigned));
            }
        }

        return values;
    }

    // As it is written where it was used last; none for a last line that only looks like a name.
    private static (string Label, bool IsSigned)? Label(Connection connection, string name)
    {
        var (author, signer) = (FactTokens.Of(PeopleOperators.AuthorFact, name), FactTokens.Of(PeopleOperators.SignOffFact, name));
        return Written(NameOfComment, $"\"{author}\"") is { } byAuthor ? (byAuthor, false)
            : Written(NameOfPost, $"\"{author}\"") is { } byPost ? (byPost, false)
            : SignerNames.Occurs(connection, signer, author) && Written(NameOfComment, $"\"{signer}\"") is { } signed ? (signed, true)
            : null;

        string? Written(string sql, string expression)
        {
            var row = connection[sql].With(expression);
            var found = row.Read() ? (row.TextOrNull(0), row.TextOrNull(1)) : (null, null);
            row.Reset();
            return Same(found.Item1) ?? Same(found.Item2);
        }

        string? Same(string? written) =>
            written is not null && FactTokens.Of(PeopleOperators.AuthorFact, written) == author ? written : null;
    }

    private static List<FacetValue> Sites(SearchColumns all, SpreadHits posts, SpreadHits comments)
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

    private static List<LengthHits> Lengths(SpreadHits posts, SpreadHits comments) =>
        [.. SpreadHits.Lengths
            .Select((min, i) => new LengthHits(
                min, i + 1 < SpreadHits.Lengths.Length ? SpreadHits.Lengths[i + 1] - 1 : null, posts.OfLength[i] + comments.OfLength[i]))
            .Where(length => length.Count > 0)];

    private static IEnumerable<(int Value, long Count)> Largest(int[] posts, int[] comments, int most)
    {
        var smallest = new PriorityQueue<int, (long, int)>();
        for (var i = 0; i < comments.Length; i++)
        {
            if (posts[i] + comments[i] is > 0 and var count)
            {
                smallest.Enqueue(i, (count, -i));
                if (smallest.Count > most)
                {
                    smallest.Dequeue();
                }
            }
        }

        return smallest.UnorderedItems.Select(item => (item.Element, item.Priority.Item1)).OrderByDescending(item => item.Item2).ThenBy(item => item.Element);
    }
}
