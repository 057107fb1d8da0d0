namespace Archive.Storage.Searching;

/// <summary>Reads what a page shows of its hits.</summary>
internal sealed class HitCards(Snapshot snapshot, QueryMarks wanted, SignerNames signers)
{
    /// <summary>Words of a snippet: about two lines.</summary>
    private const int SnippetWords = 32;

    /// <summary>Comments above a hit that are shown, the nearest ones: a chain of hundreds says nothing.</summary>
    private const int MaxParents = 4;

    /// <summary>Characters of a parent's opening: one line.</summary>
    private const int OpeningLength = 90;

    private const string Comment =
        """
        SELECT blogs.slug, posts.month, posts.slug, posts.title, posts.published, comments.key, comments.number,
               comments.author, comments.inferred_signer, comments.published, comments.status, comments.parent_id, comments.text,
               (SELECT captured_at FROM captures WHERE id = comments.first_capture_id), posts.inferred_published, blogs.title, blogs.author,
               comments.position, comments.number_of
          FROM comments JOIN posts ON posts.id = comments.post_id JOIN blogs ON blogs.id = posts.blog_id
         WHERE comments.id = ?
        """;

    private const string Post =
        """
        SELECT blogs.slug, posts.month, posts.slug, posts.title, posts.published, posts.author, posts.text,
               (SELECT captured_at FROM captures WHERE id = posts.first_capture_id), posts.inferred_published, blogs.title, blogs.author
          FROM posts JOIN blogs ON blogs.id = posts.blog_id
         WHERE posts.id = ?
        """;

    private const string HasSeveralCaptures = "SELECT 1 FROM posts WHERE id = ? AND first_capture_id <> last_capture_id";

    private const string Position = "SELECT position FROM comments WHERE id = ?";

    private const string Parent =
        "SELECT key, number, author, inferred_signer, substr(text, 1, 200), parent_id, position, number_of FROM comments WHERE id = ?";

    /// <summary>The card of a hit; null where the archive has no such row any more.</summary>
    public SearchHit? Read(long key) => HitKey.IsComment(key) ? ReadComment(HitKey.IdOf(key)) : ReadPost(HitKey.IdOf(key));

    /// <summary>The keys of hits of a thread as it is read, up to a number: the post, then the comments.</summary>
    /// <remarks>Ids lie as comments came to the archive, which is the order of the thread but where a later capture put one between earlier ones.</remarks>
    public IReadOnlyList<long> InOrderOfThread(HitsOfThread thread, int most)
    {
        var keys = thread.Keys.Order().Take(most);
        return thread.Keys.Count > 1 && snapshot.Connection[HasSeveralCaptures].With(thread.Post).Number() is not null
            ? [.. keys.OrderBy(key => HitKey.IsComment(key) ? snapshot.Connection[Position].With(HitKey.IdOf(key)).Number() : -1)]
            : [.. keys];
    }

    private SearchHit? ReadComment(long id) => snapshot.Connection[Comment].With(id).First(row =>
    {
        var comment = new CommentHit(
            row.Text(5), row.Text(6), row.TextOrNull(7), signers.Known(snapshot, row.TextOrNull(8)), row.TextOrNull(9), row.Text(10) == "removed",
            Parents(row.NumberOrNull(11)), row.TextOrNull(18))
        {
            Position = (int)row.Long(17),
        };
        return new SearchHit(row.Text(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.TextOrNull(4))
        {
            Name = new HitName(HitKey.OfComment(id)),
            Comment = comment,
            Snippet = wanted.Snippet(row.Text(12), SnippetWords),
            Captured = row.TextOrNull(13),
            PostInferred = row.TextOrNull(14),
            BlogTitle = row.Text(15),
            BlogAuthor = row.TextOrNull(16),
        };
    });

    private SearchHit? ReadPost(long id) => snapshot.Connection[Post].With(id).First(row =>
    {
        var title = row.TextOrNull(3);
        return new SearchHit(row.Text(0), row.Text(1), row.Text(2), title, row.TextOrNull(4))
        {
            Name = new HitName(HitKey.OfPost(id)),
            Author = row.TextOrNull(5),
            Captured = row.TextOrNull(7),
            PostInferred = row.TextOrNull(8),
            BlogTitle = row.Text(9),
            BlogAuthor = row.TextOrNull(10),
            Snippet = wanted.Snippet(row.Text(6), SnippetWords),
            TitleMarked = title is null ? null : wanted.Snippet(title, SearchQuery.MaxLength),
        };
    });

    private List<HitParent> Parents(long? id)
    {
        var parents = new List<HitParent>();
        while (id is { } parent && parents.Count < MaxParents)
        {
            var row = snapshot.Connection[Parent].With(parent);
            row.Read();
            var (author, signer) = (row.TextOrNull(2), row.TextOrNull(3));
            parents.Add(new HitParent(row.Text(0), row.Text(1), (int)row.Long(6), author, signer, Opening(row.Text(4)), row.TextOrNull(7)));
            id = row.NumberOrNull(5);
            row.Reset();
        }

        parents.Reverse();
        return [.. parents.Select(parent => parent with { Signer = signers.Known(snapshot, parent.Signer) })];
    }

    private static string Opening(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= OpeningLength)
        {
            return line;
        }

        var end = line.LastIndexOf(' ', OpeningLength);
        end = end > OpeningLength / 2 ? end : OpeningLength;
        return LongTexts.Beginning(line, end) + "…";
    }
}
