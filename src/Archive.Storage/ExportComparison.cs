using System.Globalization;

namespace Archive.Storage;

/// <summary>Compares the export of an earlier version's file with that of the new copy, and whether its addresses lead to the very same posts and comments.</summary>
internal sealed class ExportComparison(Connection before, Connection after)
{
    // Columns that all versions have.
    private const string PostRows =
        """
        SELECT published, title, author, url, labels, declared_comments, original, first_line, last_line FROM posts WHERE id = ?
        """;

    private const string CommentRows =
        """
        SELECT id, number, author, published, status, incomplete, original, depth, first_line, last_line FROM comments WHERE post_id = ? ORDER BY position
        """;

    private const string SourceRows =
        "SELECT DISTINCT sha256 FROM (SELECT sha256 FROM captures JOIN sources ON sources.id = source_id WHERE post_id = ? ORDER BY captures.id)";

    private static readonly string[] PostFacts = ["date", "title", "author", "address", "labels", "declared count", "text", "lines", "lines"];

    private static readonly string[] CommentFacts = ["number", "author", "time", "status", "completeness", "text", "depth", "lines", "lines"];

    private readonly EarlierPosts posts = new(before, after);
    private readonly MissingAddresses addresses = new(before, after);
    private readonly List<string> lost = [];
    private readonly List<string> otherwise = [];

    /// <summary>A sentence for each address that leads nowhere, or elsewhere.</summary>
    public IReadOnlyList<string> Lost => lost;

    /// <summary>A sentence for each post that is shown otherwise, with what is other.</summary>
    public IReadOnlyList<string> Otherwise => otherwise;

    public void Run()
    {
        var known = new HashSet<long>();
        foreach (var post in All(before))
        {
            var earlier = posts.Find(post.Id, post.Blog);
            if (earlier.Last is not { Post: var now })
            {
                lost.Add($"{post.Address}: it is not there now");
                continue;
            }

            known.Add(now);
            lost.AddRange(Elsewhere(post, earlier.Comments, now));
            if (Differences(post, earlier.Comments, now) is { Count: > 0 } differences)
            {
                otherwise.Add($"{post.Address}: {string.Join("; ", differences)}");
            }
        }

        otherwise.AddRange(All(after).Where(post => !known.Contains(post.Id)).Select(post => $"{post.Address}: it was not there"));
    }

    private static List<ExportedPost> All(Connection archive) =>
        archive["SELECT posts.id, blogs.slug, month, posts.slug FROM posts JOIN blogs ON blogs.id = blog_id ORDER BY blogs.slug, month, posts.slug"]
            .All(row => new ExportedPost(row.Long(0), row.Text(1), row.Text(2), row.Text(3)));

    private ExportedPost Now(long id)
    {
        var row = after["SELECT posts.id, blogs.slug, month, posts.slug FROM posts JOIN blogs ON blogs.id = blog_id WHERE posts.id = ?"].With(id);
        row.Read();
        var post = new ExportedPost(row.Long(0), row.Text(1), row.Text(2), row.Text(3));
        row.Reset();
        return post;
    }

    private IEnumerable<string> Elsewhere(ExportedPost post, IReadOnlyList<EarlierComment> comments, long now)
    {
        var present = Now(now);
        if (present.Blog == post.Blog ? !addresses.HasSlug(now, post.Slug) : !LeadsOn(post, present))
        {
            yield return $"{post.Address}: it is {present.Address} now, where this address does not lead";
        }

        foreach (var comment in comments)
        {
            if (comment.Now is null)
            {
                yield return $"{post.Address}: the comment {comment.Key} is not found in its place";
            }
            else if (KeyLookup.Find(after, now, comment.Key) != comment.Now.Id)
            {
                yield return $"{post.Address}: the key {comment.Key} led to another comment";
            }
        }
    }

    // From a guessed blog an address leads on by month and slug, where one blog has them; or to the blog that has all of it.
    private bool LeadsOn(ExportedPost post, ExportedPost present) => (post.Month, post.Slug) == (present.Month, present.Slug)
        && (after["SELECT count(*) FROM posts JOIN blogs ON blogs.id = blog_id WHERE month = ? AND posts.slug = ? AND blogs.slug <> ?"]
                .With(post.Month).With(post.Slug).With(post.Blog).Number() == 1
            || after["SELECT 1 FROM blog_names JOIN blogs ON blogs.id = blog_id WHERE blog_names.slug = ? AND blogs.slug = ?"]
                .With(post.Blog).With(present.Blog).Number() == 1);

    private List<string> Differences(ExportedPost post, IReadOnlyList<EarlierComment> placed, long now)
    {
        var differences = new List<string>();
        if (Now(now) is var present && present.Address != post.Address)
        {
            differences.Add(present.Blog == post.Blog ? $"it is one with {present.Address} now" : $"it is {present.Address} alone now, because somebody has said that the same dump is of that blog");
        }

        differences.AddRange(Sources(post.Id, now));
        var facts = Rows(before[PostRows].With(post.Id), PostFacts.Length).Zip(Rows(after[PostRows].With(now), PostFacts.Length), (one, other) => Other(one, other, PostFacts, 0));
        differences.AddRange(facts.SelectMany(other => other).Distinct().Select(fact => $"it has {Another(fact)}"));
        differences.AddRange(Comments(post.Id, placed, now));
        return differences;
    }

    private IEnumerable<string> Sources(long earlier, long now)
    {
        var (old, present) = (Rows(before[SourceRows].With(earlier), 1).ConvertAll(row => row[0]), Rows(after[SourceRows].With(now), 1).ConvertAll(row => row[0]));
        return old.SequenceEqual(present) ? [] : old.Order(StringComparer.Ordinal).SequenceEqual(present.Order(StringComparer.Ordinal))
            ? ["its sources are listed in another order"]
            : [$"it has {Number(present.Count)} {OneOrMany.Word(present.Count, "source", "sources")}, and had {Number(old.Count)}"];
    }

    private IEnumerable<string> Comments(long earlier, IReadOnlyList<EarlierComment> placed, long now)
    {
        var (old, rows) = (Rows(before[CommentRows].With(earlier), CommentFacts.Length + 1), Rows(after[CommentRows].With(now), CommentFacts.Length + 1));
        var turn = rows.Select((row, n) => (Id: row[0], Turn: n)).ToDictionary(row => row.Id, row => row.Turn, StringComparer.Ordinal);
        var turns = placed.Select(comment => comment.Now is { } present ? turn.GetValueOrDefault(Number(present.Id), -1) : -1).ToList();
        var standing = turns.Where(at => at >= 0).Distinct().ToList();
        if (turns.Count(at => at >= 0) - standing.Count is > 0 and var doubled)
        {
            yield return $"{Comments(doubled)} of those that stood twice {OneOrMany.Word(doubled, "is", "are")} one with another now";
        }

        if (rows.Count - standing.Count is > 0 and var apart)
        {
            yield return $"{Comments(apart)} {OneOrMany.Word(apart, "stands", "stand")} apart now, once taken for another";
        }

        if (!standing.SequenceEqual(standing.Order()))
        {
            yield return "its comments stand in another order";
        }

        var facts = turns.Zip(old).Where(pair => pair.First >= 0).SelectMany(pair => Other(pair.Second, rows[pair.First], CommentFacts, 1).Distinct());
        foreach (var fact in facts.CountBy(fact => fact))
        {
            yield return $"{Comments(fact.Value)} with {Another(fact.Key)}";
        }
    }

    // Blank lines at either end of a text are not exported.
    private static List<string[]> Rows(Statement rows, int columns)
    {
        var list = new List<string[]>();
        while (rows.Read())
        {
            list.Add([.. Enumerable.Range(0, columns).Select(rows.Value)
                .Select(value => value.Text is { } text ? BlankLines.Trim(text).ToString() : value.Number is { } number ? Number(number) : "\0")]);
        }

        return list;
    }

    private static IEnumerable<string> Other(string[] one, string[] other, string[] facts, int from) =>
        Enumerable.Range(0, facts.Length).Where(i => one[i + from] != other[i + from]).Select(i => facts[i]);

    private static string Another(string fact) => fact is "lines" or "labels" ? $"other {fact}" : $"another {fact}";

    private static string Comments(int count) => $"{Number(count)} {OneOrMany.Word(count, "comment", "comments")}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record ExportedPost(long Id, string Blog, string Month, string Slug)
    {
        public string Address => $"/{Blog}/{Month.Replace('-', '/')}/{Slug}";
    }
}
