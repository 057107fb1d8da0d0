using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Commands;

/// <summary>The archive as JSON Lines: one post with its thread a line, one post at a time in memory.</summary>
internal static class ArchiveExport
{
    public static async Task WriteAsync(ArchiveDb db, Stream output, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(output, ThreadJson.WriterOptions);
        // This query stays open until the end: it holds one state of the archive for all the reads within it, while an
        // import goes on beside it.
        var places = db.Posts
            .Join(db.Blogs, post => post.BlogId, blog => blog.Id, (post, blog) => new { post.Id, post.Published, post.Slug, Blog = blog.Slug })
            .OrderBy(post => post.Blog).ThenBy(post => post.Published).ThenBy(post => post.Slug).ThenBy(post => post.Id)
            .Select(post => new { post.Id, post.Blog });
        await foreach (var place in places.AsAsyncEnumerable().WithCancellation(cancel))
        {
            await WritePostAsync(db, place.Id, place.Blog, json, cancel);
            await json.FlushAsync(cancel);
            output.WriteByte((byte)'\n');
            json.Reset();
        }
    }

    private static async Task WritePostAsync(ArchiveDb db, long id, string blog, Utf8JsonWriter json, CancellationToken cancel)
    {
        var post = await db.Posts.AsNoTracking().SingleAsync(post => post.Id == id, cancel);
        var comments = await db.Comments.AsNoTracking()
            .Where(comment => comment.PostId == id)
            .OrderBy(comment => comment.Position)
            .Select(comment => new Row(
                comment.Number, comment.Key, comment.Author, comment.Published, comment.Status, comment.Incomplete,
                comment.Original, comment.Kind, comment.Depth, comment.FirstLine, comment.LastLine))
            .ToListAsync(cancel);
        var sources = await db.Captures
            .Where(capture => capture.PostId == id)
            .OrderBy(capture => capture.CapturedAt).ThenBy(capture => capture.Id)
            .Join(db.Sources, capture => capture.SourceId, source => source.Id, (capture, source) => source.Sha256)
            .ToListAsync(cancel);

        json.WriteStartObject();
        json.WriteString("blog", blog);
        json.WriteString("path", PostAddress.Post(blog, post.Month, post.Slug));
        json.WriteStartArray("sources");
        foreach (var sha256 in sources.Distinct())
        {
            json.WriteStringValue(sha256);
        }

        json.WriteEndArray();
        ThreadJson.WritePost(json, AsRead(post, comments), comments.ConvertAll(comment => comment.Number), post.InferredPublished);
        json.WriteEndObject();
    }

    // Rows go back into the shape that readers make, so that inspect and export write the same fields by the same code.
    private static DumpPost AsRead(Post post, List<Row> comments) => new()
    {
        Title = post.Title,
        Published = post.Published,
        NumberedDate = post.OpenDate is { } printed ? new NumberedDate(printed, post.FirstLine ?? 0) : null,
        Author = post.Author,
        Url = post.Url,
        Labels = post.Labels,
        DeclaredComments = post.DeclaredComments,
        Original = post.Original,
        Kind = post.Kind,
        Lines = post is { FirstLine: { } first, LastLine: { } last } ? new LineRange(first, last) : null,
        Comments = comments.ConvertAll(comment => new DumpComment
        {
            Depth = comment.Depth,
            Key = comment.Key,
            Author = comment.Author,
            Published = comment.Published,
            Status = comment.Status,
            Incomplete = comment.Incomplete,
            Original = comment.Original,
            Kind = comment.Kind,
            Lines = new LineRange(comment.FirstLine, comment.LastLine),
        }),
    };

    private sealed record Row(
        string Number, string Key, string? Author, string? Published, CommentStatus Status, bool Incomplete,
        string Original, TextKind Kind, int Depth, int FirstLine, int LastLine);
}
