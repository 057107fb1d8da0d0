using System.Text.Json;

namespace Archive.Storage.Making;

/// <summary>A post as it is to stand in the reading copy.</summary>
internal sealed record PostRow(long Id, long BlogId, string Identity, PostPlace Place, FoldedPost Post, DerivedText Derived)
{
    public static readonly Table<PostRow> Table = new(
        "posts", ["id"],
        new("id", row => row.Id),
        new("blog_id", row => row.BlogId),
        new("slug", row => row.Place.Slug),
        new("published", row => row.Post.Published),
        new("inferred_published", row => row.Post.InferredPublished),
        new("open_date", row => row.Post.OpenDate),
        new("identity", row => row.Identity),
        new("title", row => row.Post.Text.Title),
        new("author", row => row.Post.Author),
        new("url", row => row.Post.Url),
        new("live_page", row => DerivedText.LivePageOf(row.Post.Url)),
        new("labels", row => row.Post.Labels.Count == 0 ? "[]" : JsonSerializer.Serialize(row.Post.Labels)),
        new("before", row => row.Derived.Before),
        new("text", row => row.Derived.Text),
        new("after", row => row.Derived.After),
        new("written", row => row.Derived.Written),
        new("kind", row => (long)row.Post.Text.Kind),
        new("markup", row => row.Derived.Markup),
        new("declared_comments", row => row.Post.Last.Post.Post.DeclaredComments),
        new("comment_count", row => row.Post.CommentCount),
        new("timed_comments", row => row.Post.Comments.Count(comment => comment.Latest(own => own.Published) is not null)),
        new("first_line", row => row.Post.Last.Post.Post.Lines?.First),
        new("last_line", row => row.Post.Last.Post.Post.Lines?.Last),
        new("first_capture_id", row => row.Post.First.Id),
        new("last_capture_id", row => row.Post.Last.Id),
        new("text_capture_id", row => row.Post.TextOf == row.Post.Last ? (long?)null : row.Post.TextOf.Id),
        new("folded_title", row => row.Derived.FoldedTitle),
        new("folded", row => row.Derived.Folded),
        new("quotes", row => row.Derived.Quotes),
        new("facts", row => row.Derived.Facts(row.Place, row.Post.Author)),
        new("outline", row => row.Post.Comments.Count <= ThreadPages.MaxPerBranch ? null : ThreadOutline.Write(row.Post.Comments.Select(comment => comment.Depth))));

    /// <summary>A difference here is one that a reader sees.</summary>
    public static readonly ulong Texts = Table.Bits("title", "before", "text", "after", "written", "kind");

    /// <summary>A difference here is one that the index has.</summary>
    public static readonly ulong Indexed = Table.Bits("title", "text", "folded_title", "folded", "quotes", "facts");
}

/// <summary>A comment as it is to stand in the reading copy.</summary>
/// <param name="NumberOf">The capture that its number is of, where that must be said.</param>
internal sealed record CommentRow(long Id, long PostId, long? ParentId, int Position, string? NumberOf, PostPlace Place, FoldedComment Comment, DerivedText Derived)
{
    public static readonly Table<CommentRow> Table = new(
        "comments", ["id"],
        new("id", row => row.Id),
        new("post_id", row => row.PostId),
        new("parent_id", row => row.ParentId),
        new("position", row => row.Position),
        new("depth", row => row.Comment.Depth),
        new("descendants", row => row.Comment.Descendants),
        new("number", row => row.Comment.Last.Number),
        new("number_of", row => row.NumberOf),
        new("key", row => row.Comment.Key),
        new("status", row => StatusWord.Of(row.Comment.Status)),
        new("incomplete", row => row.Comment.Text.Comment.Incomplete),
        new("author", row => row.Comment.Author),
        new("published", row => row.Comment.Latest(comment => comment.Published)),
        new("inferred_signer", row => row.Derived.Signer),
        new("before", row => row.Derived.Before),
        new("text", row => row.Derived.Text),
        new("after", row => row.Derived.After),
        new("written", row => row.Derived.Written),
        new("kind", row => (long)row.Comment.Text.Comment.Kind),
        new("markup", row => row.Derived.Markup),
        new("first_line", row => row.Comment.Last.Comment.Lines.First),
        new("last_line", row => row.Comment.Last.Comment.Lines.Last),
        new("first_capture_id", row => row.Comment.First.Capture.Id),
        new("came_capture_id", row => row.Comment.Came == row.Comment.First.Capture ? (long?)null : row.Comment.Came.Id),
        new("last_capture_id", row => row.Comment.Last.Capture.Id),
        new("reached_capture_id", row => row.Comment.Reached.Id),
        new("text_capture_id", row => row.Comment.Text == row.Comment.Last ? (long?)null : row.Comment.Text.Capture.Id),
        new("folded", row => row.Derived.Folded),
        new("quotes", row => row.Derived.Quotes),
        new("facts", row => row.Derived.Facts(row.Place, row.Comment.Depth, row.Comment.Status, row.Comment.Author, row.Comment.Latest(comment => comment.Published))));

    public static readonly ulong Texts = Table.Bits("status", "before", "text", "after", "written", "kind");

    public static readonly ulong Indexed = Table.Bits("text", "folded", "quotes", "facts");
}

/// <summary>A capture as it is to stand in the reading copy.</summary>
/// <param name="Basis">How the time is known.</param>
internal sealed record CaptureRow(long PostId, string Basis, PostCapture Capture)
{
    public static readonly Table<CaptureRow> Table = new(
        "captures", ["id"],
        new("id", row => row.Capture.Id),
        new("post_id", row => row.PostId),
        new("source_id", row => RowId.GroupOf(row.Capture.Id)),
        new("captured_at", row => row.Capture.Taken),
        new("captured_basis", row => row.Basis),
        new("declared_comments", row => row.Capture.Post.Post.DeclaredComments),
        new("found_comments", row => row.Capture.Post.Post.FoundComments),
        new("reach", row => ReachOf(row.Capture.Post)),
        new("first_line", row => row.Capture.Post.Post.Lines?.First),
        new("last_line", row => row.Capture.Post.Post.Lines?.Last));

    private static string ReachOf(ArrangedPost capture) => PostFold.ReachOf(capture) switch
    {
        ThreadReach.Whole => "whole",
        ThreadReach.Absent or ThreadReach.InPart => "none",
        _ => "between",
    };
}

/// <summary>How a post stood in a capture that differs.</summary>
internal sealed record PostVersionRow(long PostId, PostCapture Capture)
{
    public static readonly Table<PostVersionRow> Table = new(
        "post_versions", ["post_id", "capture_id"],
        new("post_id", row => row.PostId),
        new("capture_id", row => row.Capture.Id),
        new("title", row => row.Capture.Post.Post.Title),
        new("original", row => row.Capture.Post.Post.Original),
        new("kind", row => (long)row.Capture.Post.Post.Kind));
}

/// <summary>An address that a capture of a post would give it by itself.</summary>
internal sealed record PostAddressRow(long PostId, string Address)
{
    public static readonly Table<PostAddressRow> Table = new(
        "captured_addresses", ["post_id", "address"],
        new("post_id", row => row.PostId),
        new("address", row => row.Address));
}

/// <summary>A post that is perhaps one with another.</summary>
internal sealed record PostDoubtRow(long PostId, long Other, bool HaveOneHead)
{
    public static readonly Table<PostDoubtRow> Table = new(
        "post_doubts", ["post_id", "other_post_id"],
        new("post_id", row => row.PostId),
        new("other_post_id", row => row.Other),
        new("one_head", row => row.HaveOneHead));
}

/// <summary>Where a comment stood in one capture.</summary>
internal sealed record SightingRow(long CommentId, CommentSighting Sighting)
{
    public static readonly Table<SightingRow> Table = new(
        "sightings", ["comment_id", "capture_id"],
        new("comment_id", row => row.CommentId),
        new("capture_id", row => row.Sighting.Capture.Id),
        new("number", row => row.Sighting.Number),
        new("first_line", row => row.Sighting.Comment.Lines.First),
        new("last_line", row => row.Sighting.Comment.Lines.Last));

    public static readonly Table<SightingRow> Versions = new(
        "comment_versions", ["comment_id", "capture_id"],
        new("comment_id", row => row.CommentId),
        new("capture_id", row => row.Sighting.Capture.Id),
        new("status", row => StatusWord.Of(row.Sighting.Comment.Status)),
        new("original", row => row.Sighting.Comment.Original),
        new("kind", row => (long)row.Sighting.Comment.Kind));
}

/// <summary>Another key that leads to a comment.</summary>
internal sealed record CommentKeyRow(long PostId, string Key, long CommentId)
{
    public static readonly Table<CommentKeyRow> Table = new(
        "comment_keys", ["post_id", "key"],
        new("post_id", row => row.PostId),
        new("key", row => row.Key),
        new("comment_id", row => row.CommentId));
}

/// <summary>Keeps in which form a label is one with others.</summary>
internal static class LabelKeys
{
    public static void Add(Connection copy, IReadOnlyList<string> labels)
    {
        foreach (var label in labels)
        {
            if (LabelOperator.KeyOf(label) is { } key)
            {
                copy["INSERT OR IGNORE INTO label_keys (label, key) VALUES (?, ?)"].With(label).With(key).Run();
            }
        }
    }
}

/// <summary>A name in a post and its thread.</summary>
/// <param name="Name">In the form in which it is one with others.</param>
/// <param name="Written">As it stands last in the thread.</param>
/// <param name="Posts">1 where the dump says that this name wrote the post.</param>
/// <param name="Comments">Those of which the dump says so.</param>
/// <param name="SignOffs">Those that end with the name and are not counted already.</param>
internal sealed record PersonRow(long PostId, long BlogId, string Name, string Written, int Posts, int Comments, int SignOffs)
{
    public static readonly Table<PersonRow> Table = new(
        "post_people", ["name", "post_id"],
        new("name", row => row.Name),
        new("post_id", row => row.PostId),
        new("blog_id", row => row.BlogId),
        new("written", row => row.Written),
        new("posts", row => row.Posts),
        new("comments", row => row.Comments),
        new("sign_offs", row => row.SignOffs));

    /// <summary>The names of a post and of its thread, as the facts of their texts have them.</summary>
    public static List<PersonRow> Of(PostRow post, CommentRow[] thread)
    {
        var people = new Dictionary<string, PersonRow>(StringComparer.Ordinal);
        Add(post.Post.Author, row => row with { Posts = 1 });
        foreach (var comment in thread.Where(row => row.Comment.Status != CommentStatus.Placeholder))
        {
            var author = Add(comment.Comment.Author, row => row with { Comments = row.Comments + 1, Written = comment.Comment.Author! });
            if (comment.Derived.Signer is { } signer && PeopleOperators.KeyOf(signer) != author)
            {
                // As a dump writes it, where one does.
                Add(signer, row => row with { SignOffs = row.SignOffs + 1, Written = row.Posts + row.Comments == 0 ? signer : row.Written });
            }
        }

        return [.. people.Values];

        string? Add(string? name, Func<PersonRow, PersonRow> count)
        {
            if (name is null || PeopleOperators.KeyOf(name) is not { } key)
            {
                return null;
            }

            people[key] = count(people.GetValueOrDefault(key) ?? new PersonRow(post.Id, post.BlogId, key, name, 0, 0, 0));
            return key;
        }
    }
}

/// <summary>A link of a post or comment.</summary>
/// <param name="Turn">Its turn among the links of the post and its thread.</param>
internal sealed record LinkRow(long PostId, long? CommentId, int Turn, TextLink Link)
{
    public static readonly Table<LinkRow> Table = new(
        "links", ["id"],
        new("id", row => RowId.Of(row.PostId, row.Turn)),
        new("post_id", row => row.PostId),
        new("comment_id", row => row.CommentId),
        new("address", row => row.Link.Address),
        new("site", row => row.Link.Site),
        new("page", row => row.Link.Page),
        new("comment_key", row => row.Link.CommentKey),
        new("said_at", row => row.Link.SaidAt));
}

/// <summary>A post as it stands, with its captures.</summary>
internal sealed record StoredPost(long Id, string Slug, string Month, List<(long Id, string Taken, string Basis)> Captures)
{
    /// <summary>The posts of a blog that have an identity.</summary>
    public static List<StoredPost> OfIdentity(Connection copy, string identity, long blog) =>
        copy["SELECT id, slug, month FROM posts WHERE identity = ? AND blog_id = ? ORDER BY id"].With(identity).With(blog).All(Row).ConvertAll(row => Of(copy, row));

    /// <summary>The post of a capture; null where it is in none.</summary>
    public static StoredPost? OfCapture(Connection copy, long capture) =>
        copy["SELECT posts.id, slug, month FROM captures JOIN posts ON posts.id = post_id WHERE captures.id = ?"].With(capture).All(Row) is [var row] ? Of(copy, row) : null;

    private static (long Id, string Slug, string Month) Row(Statement row) => (row.Long(0), row.Text(1), row.Text(2));

    private static StoredPost Of(Connection copy, (long Id, string Slug, string Month) row) => new(
        row.Id, row.Slug, row.Month,
        copy["SELECT id, captured_at, captured_basis FROM captures WHERE post_id = ?"].With(row.Id).All(capture => (capture.Long(0), capture.Text(1), capture.Text(2))));
}
