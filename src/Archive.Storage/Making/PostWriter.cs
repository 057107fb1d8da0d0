using System.Text.Json;
using Archive.Dumps;
using Archive.Threads;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Making;

/// <summary>Writes one post of a source: a new row, or a further capture of a post that is known.</summary>
internal sealed class PostWriter(SqliteConnection connection) : IDisposable
{
    private readonly PostMerge merge = new(connection);
    private readonly CaptureRows captures = new(connection);
    private readonly CommentInsert comments = new(connection);
    private readonly LinkRows links = new(connection);
    private readonly FreeSlug slugs = new(connection);

    // Every id of a post is in the range of its day, so the last one there is found by one step.
    private readonly Statement lastOfDay = new(connection, "SELECT max(id) FROM posts WHERE id >= ? AND id < ?");

    private readonly Statement find = new(
        connection, "SELECT id, title, original FROM posts WHERE identity = ? AND blog_id = ? ORDER BY id");

    private readonly Statement insert = new(
        connection,
        """
        INSERT INTO posts (id, blog_id, slug, published, identity, title, author, url, labels, original, html, text,
                           declared_comments, comment_count, first_line, last_line, first_capture_id, last_capture_id,
                           folded_title, folded, quotes, facts, live_page)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly Statement insertPending = new(connection, "INSERT OR IGNORE INTO index_pending (post_id) VALUES (?)");

    public LookResult Write(Look look, PreparedPost post, List<Problem> problems)
    {
        if (Find(look.BlogId, post) is { } known)
        {
            return merge.Write(look, known, post, captures.Insert(look, known, post.Dump), problems);
        }

        if (FreeId(post.Dump.Published) is { } id)
        {
            return Insert(look, id, post);
        }

        problems.Add(new Problem(
            Severity.Error, post.Dump.Lines?.First, $"there are {PostId.MaxPerDay} posts of that day; this one is not stored"));
        return default;
    }

    public void Dispose()
    {
        merge.Dispose();
        captures.Dispose();
        comments.Dispose();
        links.Dispose();
        slugs.Dispose();
        lastOfDay.Dispose();
        find.Dispose();
        insert.Dispose();
        insertPending.Dispose();
    }

    private long? Find(long blog, PreparedPost post)
    {
        var untitled = string.IsNullOrWhiteSpace(post.Dump.Title);
        long? found = null;
        find.With(post.Identity).With(blog);
        while (found is null && find.Read())
        {
            // A day may have several posts without a title: then the body must be the same, or an edit of the same.
            found = !untitled || SharedWords.AreOneText(find.Text(2), post.Dump.Original) ? find.Long(0) : null;
        }

        find.Reset();
        return found;
    }

    private long? FreeId(string? published)
    {
        var first = PostId.FirstOf(published);
        var id = (lastOfDay.With(first).With(first + PostId.MaxPerDay).Number() ?? first) + 1;
        return id < first + PostId.MaxPerDay ? id : null;
    }

    private LookResult Insert(Look look, long id, PreparedPost post)
    {
        var dump = post.Dump;
        var found = post.Comments.Count(comment => comment.Dump.Status != CommentStatus.Placeholder);
        var capture = captures.Insert(look, id, dump);
        var month = dump.Published is { } published ? published[..Math.Min(7, published.Length)] : "undated";
        var place = new PostPlace(look.Blog, slugs.For(look.BlogId, month, post.SlugStem), dump.Published);
        insert.With(id).With(look.BlogId).With(place.Slug).With(dump.Published)
            .With(post.Identity).With(dump.Title).With(dump.Author).With(dump.Url).With(Labels(dump))
            .With(dump.Original).With(post.Html).With(post.Text).With(dump.DeclaredComments).With(found)
            .With(dump.Lines?.First).With(dump.Lines?.Last).With(capture).With(capture)
            .With(Searchable.FoldedTitle(dump.Title)).With(post.Searchable.Folded).With(post.Searchable.Quotes)
            .With(post.Searchable.Facts(place, dump.Author)).With(LivePages.Of(dump.Url)).Run();
        links.Insert(id, null, post.Searchable.Links);
        for (var i = 0; i < post.Comments.Count; i++)
        {
            var comment = post.Comments[i];
            var first = PostId.FirstComment(id);
            comments.Run(
                comment, new CommentPlace(
                    first + i, id, comment.Dump.Parent is { } parent ? first + parent : null, i, comment.Dump.Depth,
                    comment.Descendants),
                comment.Key, comment.Facts(place, comment.Dump.Depth), capture);
        }

        insertPending.With(id).Run();
        return new LookResult(true, true, found);
    }

    private static string Labels(DumpPost post) =>
        post.Labels.Count == 0 ? "[]" : JsonSerializer.Serialize(post.Labels);
}
