namespace Archive.Storage.TakingOut;

/// <summary>The part of an archive that somebody takes out: all of it where nothing is named.</summary>
/// <param name="Blog">The slug of a blog.</param>
/// <param name="Month"><c>2014-02</c>, a year as <c>2014</c>, or <c>undated</c>.</param>
/// <param name="Post">The slug of a post.</param>
/// <param name="Search">What a search finds, in place of all those.</param>
/// <param name="WholeThreads">Of a search, all threads that have a hit, and not the hits alone.</param>
public sealed record ExtractScope(string? Blog = null, string? Month = null, string? Post = null, SearchQuery? Search = null, bool WholeThreads = false);

/// <summary>The size of a part of an archive.</summary>
/// <param name="Characters">Of all texts, estimated by some of them.</param>
/// <param name="IsExact">False where there is more than was counted.</param>
public sealed record ExtractSize(long Posts, long Comments, long Characters, bool IsExact);

/// <summary>A post or a comment as it is taken out, with its whole text.</summary>
/// <param name="Month">Of its post, as in addresses.</param>
/// <param name="Slug">Of its post.</param>
/// <param name="Title">Of its post.</param>
/// <param name="Status"><c>visible</c>, <c>removed</c> or <c>placeholder</c>.</param>
public sealed record ExtractedText(string Blog, string Month, string Slug, string? Title, string Status, string Text)
{
    /// <summary>Null for a post.</summary>
    public string? Key { get; init; }

    public string? Number { get; init; }

    /// <summary>The capture that the number is of, as in <see cref="ReadingCopy.Comment.NumberOf"/>.</summary>
    public string? NumberOf { get; init; }

    /// <summary>0 at the top.</summary>
    public int Depth { get; init; }

    /// <summary>The key and number of the comment that it answers.</summary>
    public (string? Key, string? Number, string? NumberOf) Parent { get; init; }

    /// <summary>Its own date, as fine as known.</summary>
    public string? Published { get; init; }

    /// <summary>The date of its post, before which no comment was written.</summary>
    public string? PostPublished { get; init; }

    /// <summary>The date of the post was worked out from other dumps, and is not printed with it.</summary>
    public bool IsPostInferred { get; init; }

    public string? Author { get; init; }

    /// <summary>The name that it is signed with, where no author is given and the archive shows such names.</summary>
    public string? Signer { get; init; }

    /// <summary>The dump breaks off in it.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>The original that its lines are of.</summary>
    public string? Sha256 { get; init; }

    public (int First, int Last)? Lines { get; init; }

    /// <summary>Safe to print; empty where nobody asked for it.</summary>
    public SafeHtml Html { get; init; }
}

/// <summary>Reads posts and their comments, each with its whole text: posts by date, comments in the order of reading; hits of a search by date.</summary>
/// <remarks>
/// No state of the archive is held between two parts, however slowly they are taken. Ids of a thread are read at once, because an import between
/// two parts may move its comments, and none may come twice.
/// </remarks>
public sealed class ExtractReader(SearchConnections connections, ArchiveSearch search, SignerNames signers)
{
    private const int PostsAtOnce = 500, TextsAtOnce = 200;

    /// <summary>Characters of a part beyond which it ends: most comments have some hundred, and one may have a million.</summary>
    private const int CharactersAtOnce = 1024 * 1024;

    private const int YearLength = 4;

    /// <summary>Posts and comments of which the size of all is estimated.</summary>
    private const int PostsMeasured = 100, CommentsMeasured = 5_000;

    // Of months and not of posts, so that counting costs nothing.
    private const string Months = """
        SELECT coalesce(sum(posts), 0), coalesce(sum(comments), 0) FROM blog_months JOIN blogs ON blogs.id = blog_id
        WHERE (?1 IS NULL OR slug = ?1) AND (?2 IS NULL OR month = ?2 OR (length(?2) = 4 AND month >= ?2 AND month < ?2 || '-99'))
        """;

    // Source and lines are those of the text, which may be of an earlier capture than the last.
    private const string Post = """
        SELECT blogs.slug, month, posts.slug, posts.title, 'visible', posts.text, posts.published, posts.inferred_published, posts.author,
               sources.sha256, captures.first_line, captures.last_line, CASE WHEN ?2 THEN posts.markup ELSE '' END
          FROM posts JOIN blogs ON blogs.id = posts.blog_id
          LEFT JOIN captures ON captures.id = coalesce(posts.text_capture_id, posts.last_capture_id) LEFT JOIN sources ON sources.id = captures.source_id
         WHERE posts.id = ?1
        """;

    private const string Comment = """
        SELECT blogs.slug, month, posts.slug, posts.title, comments.status, comments.text, posts.published, posts.inferred_published, comments.author,
               sources.sha256, coalesce(shown.first_line, comments.first_line), coalesce(shown.last_line, comments.last_line), CASE WHEN ?2 THEN comments.markup ELSE '' END,
               comments.key, comments.number, comments.depth, parent.key, parent.number, comments.published, comments.inferred_signer, comments.incomplete,
               comments.number_of, parent.number_of
          FROM comments JOIN posts ON posts.id = comments.post_id JOIN blogs ON blogs.id = posts.blog_id
          LEFT JOIN comments AS parent ON parent.id = comments.parent_id
          LEFT JOIN sightings AS shown ON shown.comment_id = comments.id AND shown.capture_id = comments.text_capture_id
          LEFT JOIN captures ON captures.id = coalesce(comments.text_capture_id, comments.last_capture_id) LEFT JOIN sources ON sources.id = captures.source_id
         WHERE comments.id = ?1
        """;

    /// <summary>Which archive, in which state, is read.</summary>
    public ArchiveIdentity Archive(CancellationToken cancel = default)
    {
        using var snapshot = connections.Open(cancel);
        return connections.Archive.Identity(snapshot.Connection, snapshot.Generation);
    }

    /// <summary>Whether there is any post in a scope that is no search.</summary>
    public bool Any(ExtractScope scope, CancellationToken cancel = default) => Posts(scope, 0, 1, cancel).Count > 0;

    /// <summary>How much there is in a scope that is no search.</summary>
    public ExtractSize Measure(ExtractScope scope, CancellationToken cancel = default)
    {
        using var snapshot = connections.Open(cancel);
        var (posts, comments) = scope.Post is null
            ? snapshot.Connection[Months].With(scope.Blog).With(scope.Month).First(row => (row.Long(0), row.Long(1)))
            : InScope(snapshot, "count(*), coalesce(sum(comment_count), 0)", scope, "LIMIT ?5 + 0", 0, 1).First(row => (row.Long(0), row.Long(1)));
        return Estimate(snapshot, posts, comments, InScope(snapshot, "id", scope, "ORDER BY id DESC LIMIT ?5 + 0", 0, PostsMeasured).All(row => row.Long(0)), isExact: true);
    }

    /// <summary>How much a search finds, and how much there is in the threads that have a hit; no more than <see cref="ArchiveSearch.MaxCounted"/> hits are counted.</summary>
    /// <exception cref="TimeoutException">The search takes too long.</exception>
    public (ExtractSize Hits, ExtractSize Threads) Measure(SearchQuery query, CancellationToken cancel = default)
    {
        var (keys, areAll) = search.FirstKeys(query, ArchiveSearch.MaxCounted, cancel);
        var threads = keys.Select(HitKey.PostOf).Distinct().ToList();
        var comments = keys.Count(HitKey.IsComment);
        using var snapshot = connections.Open(cancel);
        var inThreads = threads.Sum(post => snapshot.Connection["SELECT comment_count FROM posts WHERE id = ?"].With(post).Number() ?? 0);
        return (Estimate(snapshot, keys.Count - comments, comments, threads, areAll), Estimate(snapshot, threads.Count, inThreads, threads, areAll));
    }

    /// <summary>All of a scope, part by part, each read when it is asked for.</summary>
    /// <param name="withHtml">The texts as they are printed as well.</param>
    /// <exception cref="TimeoutException">The next hits of a search are not found in the time that a search has: what was given is not all.</exception>
    public IEnumerable<IReadOnlyList<ExtractedText>> Read(ExtractScope scope, bool withHtml = false, CancellationToken cancel = default)
    {
        foreach (var ids in Ids(scope, cancel).Chunk(TextsAtOnce))
        {
            for (var read = 0; read < ids.Length;)
            {
                var texts = Texts(ids.AsSpan(read), withHtml, cancel, out var passed);
                read += passed;
                yield return texts;
            }
        }
    }

    // By the lengths of some posts and of their comments, whose texts need not be read, for an index has them.
    private static ExtractSize Estimate(Snapshot snapshot, long posts, long comments, List<long> some, bool isExact)
    {
        var (measured, ofPosts, counted, ofComments) = (0L, 0L, 0L, 0L);
        foreach (var id in some.Take(PostsMeasured).TakeWhile(_ => counted < CommentsMeasured))
        {
            measured++;
            ofPosts += snapshot.Connection["SELECT length(text) FROM posts WHERE id = ?"].With(id).Number() ?? 0;
            var (count, sum) = snapshot.Connection["SELECT count(*), coalesce(sum(length(text)), 0) FROM comments WHERE post_id = ?"].With(id).First(row => (row.Long(0), row.Long(1)));
            (counted, ofComments) = (counted + count, ofComments + sum);
        }

        return new ExtractSize(posts, comments, (posts * ofPosts / Math.Max(1, measured)) + (comments * ofComments / Math.Max(1, counted)), isExact);
    }

    private IEnumerable<(long Id, bool IsPost)> Ids(ExtractScope scope, CancellationToken cancel) => scope switch
    {
        { Search: { } query, WholeThreads: false } => search.KeysFromOldest(query, cancel).Select(key => (HitKey.IdOf(key), !HitKey.IsComment(key))),
        { Search: { } query } => ThreadsOf(search.KeysFromOldest(query, cancel)).SelectMany(post => Thread(post, cancel)),
        _ => AllPosts(scope, cancel).SelectMany(post => Thread(post, cancel)),
    };

    // The hits of a thread stand together.
    private static IEnumerable<long> ThreadsOf(IEnumerable<long> keys)
    {
        var last = -1L;
        foreach (var post in keys.Select(HitKey.PostOf))
        {
            if (post != last)
            {
                yield return post;
            }

            last = post;
        }
    }

    private IEnumerable<long> AllPosts(ExtractScope scope, CancellationToken cancel)
    {
        List<long> posts;
        for (var last = 0L; (posts = Posts(scope, last, PostsAtOnce, cancel)).Count > 0; last = posts[^1])
        {
            if (posts[^1] <= last)
            {
                throw new InvalidDataException("the reading copy is damaged: its posts come in no order");
            }

            foreach (var post in posts)
            {
                yield return post;
            }
        }
    }

    private List<long> Posts(ExtractScope scope, long after, int count, CancellationToken cancel)
    {
        using var snapshot = connections.Open(cancel);
        return InScope(snapshot, "id", scope, "ORDER BY id LIMIT ?5 + 0", after, count).All(row => row.Long(0));
    }

    // Only what is named stands in the question, so that the index for it is found.
    private static Statement InScope(Snapshot snapshot, string columns, ExtractScope scope, string end, long after, int count)
    {
        var blog = scope.Blog is null ? "" : " AND blog_id = (SELECT id FROM blogs WHERE slug = ?2)";
        var month = scope.Month is null ? "" : scope.Month.Length == YearLength ? " AND month >= ?3 AND month < ?3 || '-99'" : " AND month = ?3";
        var post = scope.Post is null ? "" : " AND slug = ?4";
        return snapshot.Connection[$"SELECT {columns} FROM posts WHERE id > ?1{blog}{month}{post} {end}"]
            .With(after).With(scope.Blog).With(scope.Month).With(scope.Post).With((long)count);
    }

    // The post before its comments.
    private List<(long Id, bool IsPost)> Thread(long post, CancellationToken cancel)
    {
        using var snapshot = connections.Open(cancel);
        return [(post, true), .. snapshot.Connection["SELECT id FROM comments WHERE post_id = ? ORDER BY position"].With(post).All(row => (row.Long(0), false))];
    }

    // Rows that an import has taken away since their ids were read are passed over.
    private List<ExtractedText> Texts(ReadOnlySpan<(long Id, bool IsPost)> ids, bool withHtml, CancellationToken cancel, out int passed)
    {
        using var snapshot = connections.Open(cancel);
        var texts = new List<ExtractedText>(ids.Length);
        var characters = 0L;
        for (passed = 0; passed < ids.Length && characters < CharactersAtOnce; passed++)
        {
            var (id, isPost) = ids[passed];
            if (snapshot.Connection[isPost ? Post : Comment].With(id).With(withHtml).First(row => isPost ? Shared(row) : OfComment(row, snapshot)) is { } text)
            {
                texts.Add(text);
                characters += text.Text.Length;
            }
        }

        return texts;
    }

    private ExtractedText OfComment(Statement row, Snapshot snapshot) => Shared(row) with
    {
        Key = row.Text(13),
        Number = row.Text(14),
        Depth = row.Int(15),
        NumberOf = row.TextOrNull(21),
        Parent = (row.TextOrNull(16), row.TextOrNull(17), row.TextOrNull(22)),
        Published = row.TextOrNull(18),
        Signer = row.TextOrNull(8) is null ? signers.Known(snapshot, row.TextOrNull(19)) : null,
        IsIncomplete = row.Long(20) == 1,
    };

    private static ExtractedText Shared(Statement row) => new(row.Text(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.Text(4), row.Text(5))
    {
        PostPublished = row.TextOrNull(6) ?? row.TextOrNull(7),
        IsPostInferred = row.TextOrNull(6) is null && row.TextOrNull(7) is not null,
        Author = row.TextOrNull(8),
        Sha256 = row.TextOrNull(9),
        Lines = row.NumberOrNull(10) is { } first && row.NumberOrNull(11) is { } last ? ((int)first, (int)last) : null,
        Html = ContentRenderer.Stored(row.TextOrNull(12) is { } markup ? new SafeHtml(markup) : null, row.Text(5)),
    };
}
