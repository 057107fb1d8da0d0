using System.Text;

namespace Archive.Tests.Storage.Histories;

/// <summary>All that an archive says as text, without ids of rows, numbers of imports and sources, and the times of imports.</summary>
internal static class ArchiveText
{
    private const string Blogs =
        "SELECT 'blog ' || slug, title, address, language, time_zone, author, about, guessed FROM blogs ORDER BY slug";

    private const string Names =
        "SELECT 'name ' || blog_names.slug, blogs.slug FROM blog_names JOIN blogs ON blogs.id = blog_id ORDER BY blog_names.slug";

    private const string Sources =
        """
        SELECT 'source ' || sha256, blogs.slug, format, bytes, captured_at, captured_basis, reader_version,
               (SELECT count(*) FROM problems WHERE source_id = sources.id)
          FROM sources JOIN blogs ON blogs.id = blog_id ORDER BY blogs.slug, sha256
        """;

    private const string Posts =
        """
        SELECT posts.id, 'post ' || blogs.slug || '/' || month || '/' || posts.slug, published, inferred_published, open_date, posts.title, posts.author, url, live_page, labels, original, markup, text,
               declared_comments, comment_count, timed_comments, outline, first_line, last_line, identity, folded_title, folded, quotes, facts, first_capture_id, last_capture_id
          FROM posts JOIN blogs ON blogs.id = blog_id ORDER BY blogs.slug, month, posts.slug, posts.id
        """;

    private const string Captures =
        "SELECT id, captured_at, captured_basis, declared_comments, found_comments, first_line, last_line FROM captures WHERE post_id = ?";

    private const string PostVersions = "SELECT capture_id, title, original FROM post_versions WHERE post_id = ?";

    private const string Comments =
        """
        SELECT comments.id, comments.number, comments.key, comments.depth, comments.descendants, comments.position, parent.key, comments.status, comments.incomplete,
               comments.author, comments.published, comments.inferred_signer, comments.original, comments.markup, comments.text, comments.first_line,
               comments.last_line, comments.folded, comments.quotes, comments.facts, comments.first_capture_id, comments.last_capture_id
          FROM comments LEFT JOIN comments AS parent ON parent.id = comments.parent_id
         WHERE comments.post_id = ? ORDER BY comments.position
        """;

    private const string Keys = "SELECT key FROM comment_keys WHERE comment_id = ? ORDER BY key";

    private const string Sightings = "SELECT capture_id, number, first_line, last_line FROM sightings WHERE comment_id = ?";

    private const string Versions = "SELECT capture_id, status, original FROM comment_versions WHERE comment_id = ?";

    private const string Links =
        """
        SELECT coalesce(number, '') || ' ' || address, site, page, comment_key, said_at
          FROM links LEFT JOIN comments ON comments.id = comment_id WHERE links.post_id = ?
        """;

    private const string Labels =
        """
        SELECT 'label ' || label_months.label, key, blogs.slug, month, posts
          FROM label_months JOIN blogs ON blogs.id = blog_id LEFT JOIN label_keys ON label_keys.label = label_months.label ORDER BY label_months.label, blogs.slug, month
        """;

    private const string People =
        """
        SELECT 'person ' || name, coalesce(blogs.slug, ''), posts, comments, sign_offs,
               (SELECT written FROM post_people WHERE post_people.name = blog_people.name ORDER BY post_id DESC LIMIT 1)
          FROM blog_people LEFT JOIN blogs ON blogs.id = blog_id ORDER BY name, 2
        """;

    private const string Terms = "SELECT 'word ' || term, reversed, texts FROM terms ORDER BY term";

    private const string Forms = "SELECT 'form ' || term FROM term_forms ORDER BY term";

    /// <summary>The text of a reading copy; its vocabulary too.</summary>
    public static string Of(Connection copy)
    {
        var text = new StringBuilder();
        Write(copy[Blogs], text);
        Write(copy[Names], text);
        Write(copy[Sources], text);
        var captures = CaptureNames(copy);
        foreach (var post in Rows(copy[Posts]))
        {
            var id = post[0].Number!.Value;
            Line(text, 0, [.. post[1..^3], FactsOf(id, post[^3]), captures(post[^2]), captures(post[^1])]);
            Lines(text, 1, "capture", Rows(copy[Captures].With(id)), captures);
            Lines(text, 1, "version", Rows(copy[PostVersions].With(id)), captures);
            foreach (var comment in Rows(copy[Comments].With(id)))
            {
                var own = comment[0].Number!.Value;
                Line(text, 1, [.. comment[1..^3], FactsOf(id, comment[^3]), captures(comment[^2]), captures(comment[^1])]);
                Lines(text, 2, "key", Rows(copy[Keys].With(own)), value => value);
                Lines(text, 2, "seen", Rows(copy[Sightings].With(own)), captures);
                Lines(text, 2, "version", Rows(copy[Versions].With(own)), captures);
            }

            Lines(text, 1, "link", Rows(copy[Links].With(id)), value => value);
        }

        Write(copy[Labels], text);
        Write(copy[People], text);
        Write(copy[Terms], text);
        Write(copy[Forms], text);
        return text.ToString();
    }

    // A post is known to its texts by its row, which may be another in a copy that was made otherwise.
    private static SqlValue FactsOf(long post, SqlValue facts) => facts.Text!.Replace(AddressOperators.PostToken(post), "of this post", StringComparison.Ordinal);

    // A capture is named by when it was taken, and from which bytes.
    private static Func<SqlValue, SqlValue> CaptureNames(Connection copy)
    {
        var names = Rows(copy["SELECT captures.id, captures.captured_at || ' ' || sha256 || ' ' || (captures.id & 1048575) FROM captures JOIN sources ON sources.id = source_id"])
            .ToDictionary(row => row[0].Number!.Value, row => row[1]);
        return id => names.TryGetValue(id.Number!.Value, out var name) ? name : "no capture";
    }

    private static void Lines(StringBuilder text, int depth, string what, List<SqlValue[]> rows, Func<SqlValue, SqlValue> first)
    {
        var lines = rows.ConvertAll(row =>
        {
            var line = new StringBuilder();
            Line(line, depth, [what, first(row[0]), .. row[1..]]);
            return line.ToString();
        });
        lines.Sort(StringComparer.Ordinal);
        lines.ForEach(line => text.Append(line));
    }

    private static void Write(Statement rows, StringBuilder text) => Rows(rows).ForEach(row => Line(text, 0, row));

    private static void Line(StringBuilder text, int depth, SqlValue[] values) => text
        .Append(' ', 2 * depth)
        .AppendJoin('|', values.Select(value => value.Text is { } words ? words.Replace("\n", "\\n", StringComparison.Ordinal) : $"{value.Number}"))
        .Append('\n');

    private static List<SqlValue[]> Rows(Statement statement)
    {
        var rows = new List<SqlValue[]>();
        while (statement.Read())
        {
            rows.Add([.. Enumerable.Range(0, statement.Columns).Select(statement.Value)]);
        }

        return rows;
    }
}
