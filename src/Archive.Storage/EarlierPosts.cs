namespace Archive.Storage;

/// <summary>Finds in a reading copy the posts and comments of an earlier version's file: by the source of each, and the line of it on which it begins.</summary>
/// <remarks>Of a source that has moved to another blog, what is there now.</remarks>
internal sealed class EarlierPosts(Connection before, Connection after)
{
    /// <summary>A post of the earlier file, and its comments in their order.</summary>
    public EarlierPost Find(long post, string blog)
    {
        var captures = Captures(post, blog);
        var comments = Comments([.. captures.Values.Select(capture => capture.Post).Distinct()]);
        var rows = before["SELECT id, key, original, last_capture_id, first_line FROM comments WHERE post_id = ? ORDER BY position"].With(post);
        var earlier = new List<EarlierComment>();
        while (rows.Read())
        {
            var sightings = Sightings(rows.Long("id")).Prepend((rows.Long("last_capture_id"), rows.Int("first_line")));
            earlier.Add(Comment(rows.Text("key"), rows.Text("original"), sightings, captures, comments));
        }

        var last = before["SELECT last_capture_id FROM posts WHERE id = ?"].With(post).Number();
        return new EarlierPost(captures.TryGetValue(last ?? 0, out var own) ? own : captures.Values.FirstOrDefault(), earlier);
    }

    // Where the captures of the earlier file are now.
    private Dictionary<long, PresentCapture> Captures(long post, string blog)
    {
        var rows = before[
            """
            SELECT captures.id, sha256, first_line, captures.id - (SELECT min(id) FROM captures AS other WHERE other.source_id = sources.id)
              FROM captures JOIN sources ON sources.id = source_id
             WHERE post_id = ? ORDER BY captures.id
            """].With(post);
        var captures = new Dictionary<long, PresentCapture>();
        while (rows.Read())
        {
            if (Capture(rows.Text(1), blog, rows.NumberOrNull(2), rows.Int(3)) is { } capture)
            {
                captures.Add(rows.Long(0), capture);
            }
        }

        return captures;
    }

    // The same blog's source, else that of another blog which has these bytes; the same turn in it, else the same line.
    private PresentCapture? Capture(string sha256, string blog, long? line, int turn)
    {
        var sources = after["SELECT sources.id, blogs.slug FROM sources JOIN blogs ON blogs.id = blog_id WHERE sha256 = ? ORDER BY blogs.slug <> ?, sources.id LIMIT 1"]
            .With(sha256).With(blog);
        var (source, now) = sources.First<(long, string)?>(row => (row.Long(0), row.Text(1))) ?? (0, "");
        return Read(after["SELECT id, post_id FROM captures WHERE id = ? AND first_line IS ?"].With(RowId.Of(source, turn)).With(line))
            ?? Read(after["SELECT id, post_id FROM captures WHERE source_id = ? AND first_line IS ? LIMIT 1"].With(source).With(line));

        PresentCapture? Read(Statement capture) => capture.First(row => new PresentCapture(row.Long(0), row.Long(1), now, sha256));
    }

    private Dictionary<(long Capture, int Line), (long Id, string Key)> Comments(List<long> posts)
    {
        var comments = new Dictionary<(long, int), (long, string)>();
        foreach (var post in posts)
        {
            var rows = after[
                """
                SELECT id, key, last_capture_id, first_line FROM comments WHERE post_id = ?
                UNION ALL
                SELECT id, key, capture_id, sightings.first_line FROM comments JOIN sightings ON comment_id = id WHERE post_id = ?
                """].With(post).With(post);
            while (rows.Read())
            {
                comments.TryAdd((rows.Long("last_capture_id"), rows.Int("first_line")), (rows.Long("id"), rows.Text("key")));
            }
        }

        return comments;
    }

    private List<(long Capture, int Line)> Sightings(long comment) =>
        before["SELECT capture_id, first_line FROM sightings WHERE comment_id = ? ORDER BY capture_id DESC"].With(comment)
            .All(row => (row.Long(0), row.Int(1)));

    private static EarlierComment Comment(
        string key, string original, IEnumerable<(long Capture, int Line)> sightings,
        Dictionary<long, PresentCapture> captures, Dictionary<(long Capture, int Line), (long Id, string Key)> comments)
    {
        foreach (var (earlier, line) in sightings)
        {
            if (captures.TryGetValue(earlier, out var capture) && comments.TryGetValue((capture.Id, line), out var now))
            {
                return new EarlierComment(key, original, new PresentComment(now.Id, now.Key, capture, line));
            }
        }

        return new EarlierComment(key, original, null);
    }
}

/// <summary>A post of an earlier file.</summary>
/// <param name="Last">Where its last capture is now; null where the copy has none of its captures.</param>
internal sealed record EarlierPost(PresentCapture? Last, IReadOnlyList<EarlierComment> Comments);

/// <summary>A capture as the copy has it.</summary>
internal sealed record PresentCapture(long Id, long Post, string Blog, string Sha256);

/// <summary>A comment of an earlier file.</summary>
/// <param name="Now">What stands in its place now; null where nothing does.</param>
internal sealed record EarlierComment(string Key, string Original, PresentComment? Now);

/// <summary>A comment as the copy has it, and where it was found.</summary>
internal sealed record PresentComment(long Id, string Key, PresentCapture Capture, int Line);
