using System.Globalization;
using System.Text;

namespace Archive.Tests.Storage.Histories;

/// <summary>What a reader can get from an archive as lines: once from its rows, once from the slow fold.</summary>
internal static class HistoryText
{
    public static string Of(SlowArchive archive)
    {
        var text = new StringBuilder();
        foreach (var blog in archive.Blogs)
        {
            Line(text, 0, "blog", blog.Slug, blog.Title, blog.IsGuess ? 1 : 0);
        }

        foreach (var (slug, blog) in archive.Names)
        {
            Line(text, 0, "name", slug, blog);
        }

        var posts = archive.Blogs.SelectMany(blog => SlowArchive.Posts(blog)
            .Select(post => (post.Address, post.Post, Shas: blog.Shown.ToDictionary(kept => kept.Number, kept => kept.Sha256))));
        foreach (var (address, post, shas) in posts.OrderBy(post => post.Address, StringComparer.Ordinal))
        {
            string Name(PostCapture capture) => $"{capture.Taken} {shas[(int)(capture.Id >> 20)]} {capture.Id & 1048575}";
            Line(text, 0, "post", address, post.Text.Title, post.Published, post.InferredPublished, post.OpenDate, post.Text.Original, post.CommentCount, Name(post.First), Name(post.Last));
            foreach (var capture in post.Captures)
            {
                Line(text, 1, "capture", Name(capture));
            }

            foreach (var capture in post.Versions)
            {
                Line(text, 1, "version", Name(capture), capture.Post.Post.Title, capture.Post.Post.Original);
            }

            foreach (var comment in post.Comments)
            {
                var parent = comment.Parent == ThreadOrder.Top ? null : post.Comments[comment.Parent].Key;
                Line(text, 1, "comment", comment.Depth, comment.Last.Number, comment.Key, parent, StatusWord.Of(comment.Status), comment.Original, Name(comment.First.Capture), Name(comment.Last.Capture));
                foreach (var key in comment.OtherKeys.Order(StringComparer.Ordinal))
                {
                    Line(text, 2, "key", key);
                }

                foreach (var seen in comment.Sightings.Take(comment.Sightings.Count() - 1))
                {
                    Line(text, 2, "seen", Name(seen.Capture), seen.Number, seen.Comment.Lines.First, seen.Comment.Lines.Last);
                }

                foreach (var version in comment.Versions)
                {
                    Line(text, 2, "version", Name(version.Capture), StatusWord.Of(version.Comment.Status), version.Comment.Original);
                }
            }
        }

        return text.ToString();
    }

    public static string Of(Connection copy)
    {
        var text = new StringBuilder();
        Lines(text, 0, "blog", copy["SELECT slug, title, guessed FROM blogs ORDER BY slug"]);
        Lines(text, 0, "name", copy["SELECT blog_names.slug, blogs.slug FROM blog_names JOIN blogs ON blogs.id = blog_id ORDER BY blog_names.slug"]);
        foreach (var post in Rows(copy[$"SELECT posts.id, blogs.slug || '/' || month || '/' || posts.slug, posts.title, published, inferred_published, open_date, original, comment_count, {Name("first_capture_id")}, {Name("last_capture_id")} FROM posts JOIN blogs ON blogs.id = blog_id ORDER BY 2"]))
        {
            var id = (long)post[0]!;
            Line(text, 0, ["post", .. post[1..]]);
            Lines(text, 1, "capture", copy[$"SELECT {Name("captures.id")} FROM captures WHERE post_id = ? ORDER BY captured_at, id"].With(id));
            Lines(text, 1, "version", copy[$"SELECT {Name("capture_id")}, title, original FROM post_versions JOIN captures ON captures.id = capture_id WHERE post_versions.post_id = ? ORDER BY captured_at, captures.id"].With(id));
            foreach (var comment in Rows(copy[$"SELECT comments.id, comments.depth, comments.number, comments.key, parent.key, comments.status, comments.original, {Name("comments.first_capture_id")}, {Name("comments.last_capture_id")} FROM comments LEFT JOIN comments AS parent ON parent.id = comments.parent_id WHERE comments.post_id = ? ORDER BY comments.position"].With(id)))
            {
                var own = (long)comment[0]!;
                Line(text, 1, ["comment", .. comment[1..]]);
                Lines(text, 2, "key", copy["SELECT key FROM comment_keys WHERE comment_id = ? ORDER BY key"].With(own));
                Lines(text, 2, "seen", copy[$"SELECT {Name("capture_id")}, number, sightings.first_line, sightings.last_line FROM sightings JOIN captures ON captures.id = capture_id WHERE comment_id = ? ORDER BY captured_at, captures.id"].With(own));
                Lines(text, 2, "version", copy[$"SELECT {Name("capture_id")}, status, original FROM comment_versions JOIN captures ON captures.id = capture_id WHERE comment_id = ? ORDER BY captured_at, captures.id"].With(own));
            }
        }

        return text.ToString();
    }

    private static string Name(string capture) =>
        $"(SELECT c.captured_at || ' ' || s.sha256 || ' ' || (c.id & 1048575) FROM captures c JOIN sources s ON s.id = c.source_id WHERE c.id = {capture})";

    private static void Lines(StringBuilder text, int depth, string what, Statement rows) => Rows(rows).ForEach(row => Line(text, depth, [what, .. row]));

    private static List<object?[]> Rows(Statement statement)
    {
        var rows = new List<object?[]>();
        while (statement.Read())
        {
            rows.Add([.. Enumerable.Range(0, statement.Columns).Select(statement.Value).Select(value => (object?)value.Text ?? value.Number)]);
        }

        return rows;
    }

    private static void Line(StringBuilder text, int depth, params object?[] values) => text
        .Append(' ', 2 * depth)
        .AppendJoin('|', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace("\n", "\\n", StringComparison.Ordinal)))
        .Append('\n');
}
