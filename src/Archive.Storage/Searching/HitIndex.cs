namespace Archive.Storage.Searching;

/// <summary>One of the two full-text indexes, and the SQL that asks it.</summary>
/// <remarks>Ids lie in order of date, so newest and oldest first are the index read backwards and forwards: a page costs the same for any number of hits.</remarks>
internal sealed class HitIndex
{
    public static readonly HitIndex Posts =
        new("post_fts", words: [4, 1, 0, 0], quotes: [0, 0, 1, 0]) { IsOfPosts = true, MaxRanked = ArchiveSearch.MaxRankedPosts };

    public static readonly HitIndex Comments =
        new("comment_fts", words: [1, 0, 0], quotes: [0, 1, 0]) { MaxRanked = ArchiveSearch.MaxRanked };

    private readonly double[] weightsOfWords;
    private readonly double[] weightsOfQuotes;

    private HitIndex(string table, double[] words, double[] quotes)
    {
        (weightsOfWords, weightsOfQuotes) = (words, quotes);
        Newest = $"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid < ? ORDER BY rowid DESC";
        Oldest = $"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid > ? ORDER BY rowid";
        Beyond = $"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1 OFFSET ? + 0";
        Count = $"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? {Statement.Limit})";
        CountBetween =
            $"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? AND rowid >= ? AND rowid < ? {Statement.Limit})";
        Collect =
            $"""
             SELECT count(hit)
               FROM (SELECT collect({table}) AS hit FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC {Statement.Limit})
             """;

        // Without any limit SQLite would take the inner query for a part of the outer one, where there are no matches to see.
        CollectAll = $"SELECT count(hit) FROM (SELECT collect({table}) AS hit FROM {table} WHERE {table} MATCH ? LIMIT -1)";
    }

    public bool IsOfPosts { get; private init; }

    /// <summary>Of more hits than these only the newest are put in order.</summary>
    public int MaxRanked { get; private init; }

    /// <summary>Ids below one, from the highest on.</summary>
    public string Newest { get; }

    /// <summary>Ids above one, from the lowest on.</summary>
    public string Oldest { get; }

    /// <summary>Whether there are more hits than a number; half the work of counting them.</summary>
    public string Beyond { get; }

    /// <summary>How many, up to a limit.</summary>
    public string Count { get; }

    /// <summary>How many from one id up to before another, up to a limit.</summary>
    public string CountBetween { get; }

    /// <summary>Hands the newest hits, up to a limit, to the <see cref="HitFunction.Collector"/>.</summary>
    public string Collect { get; }

    /// <summary>Hands all hits to the <see cref="HitFunction.Collector"/>.</summary>
    public string CollectAll { get; }

    /// <summary>The weight of a match in each column; a quotation stands in the text too.</summary>
    public double[] Weights(SearchScope scope) => scope == SearchScope.Quotes ? weightsOfQuotes : weightsOfWords;

    public SearchExpression? Expression(SearchQuery query, Expansion expansion) =>
        SearchExpression.Of(query, expansion, IsOfPosts);
}
