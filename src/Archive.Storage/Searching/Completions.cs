namespace Archive.Storage.Searching;

/// <summary>Says how a word that is being typed may go on: as a word, a name, a site, a title, a label, a blog.</summary>
public sealed class Completions(SearchConnections connections, SignerNames signers)
{
    private const string Words =
        "SELECT term, texts FROM terms WHERE term >= ? AND term < ? ORDER BY texts DESC, term " + Statement.Limit;

    private const string Facts =
        "SELECT term, texts FROM terms WHERE term >= ? AND term < ? AND instr(term, ?) > 0 ORDER BY texts DESC, term " + Statement.Limit;

    private const string Titles =
        $"""
        SELECT posts.title, posts.slug, posts.month, blogs.slug
          FROM title_fts CROSS JOIN posts ON posts.id = title_fts.rowid CROSS JOIN blogs ON blogs.id = posts.blog_id
         WHERE title_fts MATCH ?
         ORDER BY title_fts.rowid DESC {Statement.Limit}
        """;

    /// <summary>Labels that are looked through, those that most posts have: each is folded for whoever types.</summary>
    private const int MaxLabels = 5_000;

    private const string Labels = "SELECT label, sum(posts) AS posts FROM blog_labels GROUP BY label ORDER BY posts DESC, label " + Statement.Limit;

    private const string Blogs = "SELECT slug, title FROM blogs ORDER BY turn IS NULL, turn, title, slug";

    /// <summary>Words, titles and addresses of sites that go on from what was typed, and names, labels and blogs that have it in them: the most frequent first, blogs in their order.</summary>
    /// <param name="typed">The last word that was typed, with its operator if it has one: <c>omni</c>, <c>by:andr</c>, <c>site:parl</c>, <c>post:pow</c>, <c>label:tr</c>, <c>blog:</c>.</param>
    /// <returns>Null where there was no time to look.</returns>
    public IReadOnlyList<Completion>? For(string typed, int limit)
    {
        var colon = typed.IndexOf(':', StringComparison.Ordinal);
        // SQLite ends an expression at NUL; no word has a control in it.
        var folded = IndexText.FoldWord(string.Concat(typed[(colon + 1)..].Where(c => !char.IsControl(c))).Trim('"', ' '));
        using var snapshot = connections.Open();
        snapshot.Begin(ArchiveSearch.MaxTime, ArchiveSearch.MaxTime);
        var name = colon < 0 ? "" : typed[..colon];
        IReadOnlyList<Completion> completions = [];
        var isWhole = snapshot.Try(() => completions = folded.Length == 0 && name is not ("label" or "blog") ? [] : For(snapshot.Connection, name, folded, limit));
        return isWhole ? completions : null;
    }

    private List<Completion> For(Connection connection, string name, string folded, int limit) => name switch
    {
        "" => [.. OfWords(connection, folded, limit), .. OfTitles(connection, folded, Math.Max(1, limit / 3))],
        "by" => [.. (signers.AreShown() ? OfFacts(connection, "name", PeopleOperators.By, PeopleOperators.SignOffFact, folded, limit) : [])
            .Concat(OfFacts(connection, "name", PeopleOperators.By, PeopleOperators.AuthorFact, folded, limit))
            .GroupBy(known => known.Text).OrderByDescending(name => name.Max(known => known.Count)).ThenBy(name => name.Key, StringComparer.Ordinal).Select(OfName).Take(limit)],
        "site" => OfFacts(connection, "site", AddressOperators.Site, AddressOperators.SiteFact, folded, limit),
        "post" => OfTitles(connection, folded, limit),
        "label" => OfLabels(connection, PlainSigns.In(folded), limit),
        "blog" => OfBlogs(connection, PlainSigns.In(folded), limit),
        _ => [],
    };

    private static List<Completion> OfWords(Connection connection, string beginning, int limit) =>
        connection[Words].WithBeginning(beginning).With(limit)
            .All(row => new Completion("word", row.Text(0), row.Long(1)));

    // One use of a name on a last line is no sign-off.
    private static List<Completion> OfFacts(Connection connection, string what, FilterOperator asks, char kind, string part, int limit) =>
        connection[Facts].With(kind.ToString()).With(((char)(kind + 1)).ToString()).With(FactTokens.Of(kind, part)[1..]).With(limit)
            .All(row => (Value: FactTokens.ValueOf(row.Text(0)), Texts: row.Long(1)))
            .FindAll(known => kind != PeopleOperators.SignOffFact || known.Texts > 1)
            .ConvertAll(known => new Completion(what, known.Value, known.Texts, new SearchFilter(asks, known.Value)));

    // Of who is an author here and a sign-off there nobody counted how many texts have the name.
    private static Completion OfName(IGrouping<string, Completion> kinds) => kinds.Count() == 1 ? kinds.First() : kinds.First() with { Count = null };

    private static List<Completion> OfTitles(Connection connection, string beginning, int limit) =>
        connection[Titles].With($"\"{beginning.Replace("\"", "", StringComparison.Ordinal)}\" *").With(limit)
            .All(row => new Completion("post", row.TextOrNull(0) ?? "", null, AddressOperators.InPost(row.Text(3), row.Text(2), row.Text(1))));

    // Written in several ways it is one label to the search: the way most posts have stands for all.
    private static List<Completion> OfLabels(Connection connection, string part, int limit) =>
        [.. connection[Labels].With(MaxLabels).All(row => (Label: row.Text(0), Posts: row.Long(1)))
            .GroupBy(label => LabelOperator.KeyOf(label.Label))
            .Where(label => label.Key?.Contains(part, StringComparison.Ordinal) == true)
            .Select(label => (Most: label.MaxBy(written => written.Posts).Label, Posts: label.Sum(written => written.Posts)))
            .Select(label => new Completion("label", label.Most, label.Posts, new SearchFilter(LabelOperator.Label, label.Most)))
            .OrderByDescending(label => label.Count).ThenBy(label => label.Text, StringComparer.Ordinal).Take(limit)];

    // Found by its title or its address, and asked for by the latter.
    private static List<Completion> OfBlogs(Connection connection, string part, int limit) =>
        [.. connection[Blogs].All(row => new Completion("blog", row.Text(1), null, new SearchFilter(AddressOperators.Blog, row.Text(0))))
            .Where(blog => PlainSigns.In(IndexText.FoldWord(blog.Text)).Contains(part, StringComparison.Ordinal) || blog.Filter!.Value.Contains(part, StringComparison.Ordinal)).Take(limit)];
}

/// <summary>A word, name, site, title, label or blog that somebody who types may mean.</summary>
/// <param name="Kind"><c>word</c>, <c>name</c>, <c>site</c>, <c>post</c>, <c>label</c> or <c>blog</c>.</param>
/// <param name="Text">The value: a word, a name, a host, a title.</param>
/// <param name="Count">How many posts and comments have it, of a label posts; null where nobody counted.</param>
/// <param name="Filter">What asks for it; null for a word.</param>
public sealed record Completion(string Kind, string Text, long? Count, SearchFilter? Filter = null);
