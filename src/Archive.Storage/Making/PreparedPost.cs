using Archive.Dumps;
using Archive.Threads;

namespace Archive.Storage.Making;

/// <summary>A post of a dump, rendered and with its thread arranged.</summary>
internal sealed class PreparedPost
{
    private PreparedPost(DumpPost post, IReadOnlyList<PreparedComment> comments)
    {
        Dump = post;
        Comments = comments;
        Identity = PostIdentity.Of(post);
        SlugStem = Slug.FromTitle(post.Title);
        Html = Rendering.Html(post.Original);
        Text = Rendering.Text(post.Original);
        Searchable = Searchable.OfPost(post.Title, Text);
    }

    public DumpPost Dump { get; }

    public string Identity { get; }

    /// <summary>The slug, before others of that month are looked at.</summary>
    public string SlugStem { get; }

    public string Html { get; }

    public string Text { get; }

    public Searchable Searchable { get; }

    /// <summary>In reading order.</summary>
    public IReadOnlyList<PreparedComment> Comments { get; }

    public static PreparedPost From(DumpPost post, List<Problem> problems)
    {
        var comments = Bounded(post, problems);
        var shape = ThreadOrder.Arrange([.. comments.Select(comment => comment.Parent ?? ThreadOrder.Top)]);
        Report(shape.Orphans, comments, "answers a comment that is not in the dump", problems);
        Report(shape.Cut, comments, "answers itself in a circle", problems);

        var arranged = shape.Order.Select(at => comments[at] with
        {
            Parent = shape.Parent[at] is not ThreadOrder.Top and var above ? shape.Position[above] : null,
            Depth = shape.Depth[at],
        }).ToArray();
        var numbers = CommentNumber.Paths(arranged);
        var keys = CommentKey.Assign([.. arranged.Select(PreparedComment.InThread)]);
        var prepared = new PreparedComment[arranged.Length];
        for (var i = 0; i < prepared.Length; i++)
        {
            prepared[i] = new PreparedComment(arranged[i], numbers[i], keys[i], shape.Descendants[shape.Order[i]]);
        }

        return new PreparedPost(post, prepared);
    }

    private static IReadOnlyList<DumpComment> Bounded(DumpPost post, List<Problem> problems)
    {
        if (post.Comments.Count <= PostId.MaxComments)
        {
            return post.Comments;
        }

        problems.Add(new Problem(
            Severity.Error, post.Lines?.First,
            $"the thread has {post.Comments.Count} comments; the first {PostId.MaxComments} are stored"));
        return [.. post.Comments.Take(PostId.MaxComments)];
    }

    private static void Report(
        IReadOnlyList<int> places, IReadOnlyList<DumpComment> comments, string what, List<Problem> problems) =>
        problems.AddRange(places.Select(at => new Problem(
            Severity.Warning, comments[at].Lines.First, $"a comment {what}; it is shown at the top of the thread")));
}

/// <summary>A comment of a dump, rendered and in its place.</summary>
internal sealed class PreparedComment
{
    public PreparedComment(DumpComment comment, string number, string key, int descendants)
    {
        (Dump, Number, Key, Descendants) = (comment, number, key, descendants);
        Html = Rendering.Html(comment.Original);
        Text = Rendering.Text(comment.Original, comment.Status);
        Searchable = Searchable.OfComment(Text);
    }

    public DumpComment Dump { get; }

    public string Number { get; }

    /// <summary>Its key in a thread that holds only this capture.</summary>
    public string Key { get; }

    public int Descendants { get; }

    public string Html { get; }

    public string Text { get; }

    public Searchable Searchable { get; }

    /// <summary>What filters ask about, as words of the index.</summary>
    public string Facts(PostPlace post, int depth) =>
        Searchable.Facts(post, depth, Dump.Status, Dump.Author, Dump.Published);

    public static ThreadComment InThread(DumpComment comment) => new()
    {
        Parent = comment.Parent ?? ThreadOrder.Top,
        PlatformId = comment.Key,
        Author = comment.Author,
        Shows = ShownBy(comment.Status),
        Text = comment.BodyText,
    };

    public static CommentShows ShownBy(CommentStatus status) => status switch
    {
        CommentStatus.Visible => CommentShows.Text,
        CommentStatus.Removed => CommentShows.Notice,
        _ => CommentShows.Nothing,
    };
}
