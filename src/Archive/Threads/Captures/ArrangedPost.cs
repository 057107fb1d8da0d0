using Archive.Dumps;

namespace Archive.Threads.Captures;

/// <summary>A post of a dump with its thread in reading order: all that one capture says by itself.</summary>
public sealed class ArrangedPost
{
    /// <summary>Comments of one thread that an archive can hold; see the layout of row ids.</summary>
    public const int MaxComments = 1 << 20;

    private ArrangedPost(DumpPost post, ThreadShape shape)
    {
        Post = post;
        Shape = shape;
        Thread = InThread();
        Numbers = CommentNumber.Paths(post.Comments);
        Stems = CommentKey.Stems(Thread);
        Signs = PostSigns.Of(post);
    }

    /// <summary>The post, its comments in reading order, parents and depths true.</summary>
    public DumpPost Post { get; }

    public IReadOnlyList<DumpComment> Comments => Post.Comments;

    /// <summary>The comments as they are matched and named.</summary>
    public IReadOnlyList<ThreadComment> Thread { get; }

    /// <summary>The printed path of each comment: <c>8.5</c>.</summary>
    public IReadOnlyList<string> Numbers { get; }

    /// <summary>What this capture names each comment by; see <see cref="CommentKey.Stems"/>.</summary>
    public IReadOnlyList<string> Stems { get; }

    /// <summary>Whether its reader doubts how it told the post and its comments apart: then it adds, but takes nothing's place.</summary>
    internal bool IsInDoubt => Post.ReadAs is { Certainty: Certainty.InDoubt };

    /// <summary>What the post is known by in another capture.</summary>
    internal PostSigns Signs { get; }

    internal ThreadShape Shape { get; }

    /// <summary>Brings the comments into reading order; what could not be placed is a problem.</summary>
    public static ArrangedPost Of(DumpPost post, List<Problem> problems)
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
        return new ArrangedPost(post with { Comments = arranged }, shape);
    }

    private static IReadOnlyList<DumpComment> Bounded(DumpPost post, List<Problem> problems)
    {
        if (post.Comments.Count <= MaxComments)
        {
            return post.Comments;
        }

        problems.Add(new Problem(
            Severity.Error, post.Lines?.First, $"the thread has {post.Comments.Count} comments; the first {MaxComments} are stored"));
        return [.. post.Comments.Take(MaxComments)];
    }

    private static void Report(
        IReadOnlyList<int> places, IReadOnlyList<DumpComment> comments, string what, List<Problem> problems) =>
        problems.AddRange(places.Select(at => new Problem(
            Severity.Warning, comments[at].Lines.First, $"a comment {what}; it is shown at the top of the thread")));

    private ThreadComment[] InThread()
    {
        var thread = new ThreadComment[Comments.Count];
        var (turn, countsReplies) = (Post.Reach.From, Post.Reach.CountsReplies);
        for (var i = 0; i < thread.Length; i++)
        {
            var comment = Comments[i];
            thread[i] = new ThreadComment
            {
                Parent = comment.Parent ?? ThreadOrder.Top,
                PlatformId = comment.Key is { } id ? CommentKey.OfPlatformId(id) : null,
                Author = comment.Author,
                Published = comment.Published,
                Status = comment.Status,
                Text = comment.BodyText,
                BreaksOff = comment.Incomplete,
                IsInDoubt = IsInDoubt,
                Ordinal = comment.Ordinal,
                NumberInAll = comment.Parent is null ? turn : null,
                CountsReplies = countsReplies,
            };
            turn += countsReplies || comment.Parent is null ? 1 : 0;
        }

        return thread;
    }
}
