namespace Archive.Storage.Searching;

/// <summary>Reads what a page shows of its hits.</summary>
internal sealed class HitCards(Connection connection, QueryMarks found, SignerNames signers)
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
               (SELECT captured_at FROM captures WHERE id = comments.first_capture_id)
          FROM comments JOIN posts ON posts.id = comments.post_id JOIN blogs ON blogs.id = posts.blog_id
         WHERE comments.id = ?
        """;

    private const string Post =
        """
        SELECT blogs.slug, posts.month, posts.slug, posts.title, posts.published, posts.author, posts.text,
               (SELECT captured_at FROM captures WHERE id = posts.first_capture_id)
          FROM posts JOIN blogs ON blogs.id = posts.blog_id
         WHERE posts.id = ?
        """;

    private const string Parent =
        "SELECT key, number, author, inferred_signer, substr(text, 1, 200), parent_id FROM comments WHERE id = ?";

    public SearchHit Read(long key) => HitKey.IsComment(key) ? ReadComment(HitKey.IdOf(key)) : ReadPost(HitKey.IdOf(key));

    private SearchHit ReadComment(long id)
    {
        var row = connection[Comment].With(id);
        row.Read();
        var (author, signer, parent) = (row.TextOrNull(7), row.TextOrNull(8), row.NumberOrNull(11));
        var comment = new CommentHit(
            row.Text(5), row.Text(6), author, null, row.TextOrNull(9), row.Text(10) == "removed", []);
        var hit = new SearchHit(row.Text(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.TextOrNull(4))
        {
            Snippet = found.Snippet(row.Text(12), SnippetWords),
            Captured = row.TextOrNull(13),
        };
        row.Reset();
        return hit with { Comment = comment with { Signer = signers.Known(connection, signer), Parents = Parents(parent) } };
    }

    private SearchHit ReadPost(long id)
    {
        var row = connection[Post].With(id);
        row.Read();
        var title = row.TextOrNull(3);
        var hit = new SearchHit(row.Text(0), row.Text(1), row.Text(2), title, row.TextOrNull(4))
        {
            Author = row.TextOrNull(5),
            Captured = row.TextOrNull(7),
            Snippet = found.Snippet(row.Text(6), SnippetWords),
            TitleMarked = title is null ? null : found.Snippet(title, SearchQuery.MaxLength),
        };
        row.Reset();
        return hit;
    }

    private List<HitParent> Parents(long? id)
    {
        var parents = new List<HitParent>();
        while (id is { } parent && parents.Count < MaxParents)
        {
            var row = connection[Parent].With(parent);
            row.Read();
            var (author, signer) = (row.TextOrNull(2), row.TextOrNull(3));
            parents.Add(new HitParent(row.Text(0), row.Text(1), author, signer, Opening(row.Text(4))));
            id = row.NumberOrNull(5);
            row.Reset();
        }

        parents.Reverse();
        return [.. parents.Select(parent => parent with { Signer = signers.Known(connection, parent.Signer) })];
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
        return line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)] + "…";
    }
}
