namespace Archive.Web.Pages.Keeper.Previews;

/// <summary>A comment of a file and what would become of it.</summary>
/// <param name="Post">The turn of its post in the file.</param>
/// <param name="Turn">Its own turn in the thread of that capture.</param>
/// <param name="Text">How it begins.</param>
/// <param name="Same">The comment that it would be taken for; null where it is new.</param>
/// <param name="Apart">The comment from which a keeper keeps it apart.</param>
internal sealed record PreviewedComment(
    int Post, int Turn, string Number, string? Author, string? Published, int Line, string Text, SameComment? Same, CommentName? Apart)
{
    /// <summary>The words of both texts; null where the text stays, and where they are not compared.</summary>
    public TextDifference? Difference { get; set; }
}

/// <summary>The comments of a file as a page shows some of them.</summary>
internal sealed class PreviewedComments
{
    /// <summary>A larger file is shown without its texts: reading it takes seconds, and what would come of it stands in its counts.</summary>
    public const int MaxShownBytes = 32 * 1024 * 1024;

    /// <summary>By which comments may be narrowed, with a word for each.</summary>
    public static readonly IReadOnlyList<(string Value, string Words, Func<PreviewedComment, bool> Has)> Kinds =
    [
        ("same", "taken for others", comment => comment.Same is not null),
        ("edited", "edited", comment => comment.Same?.Before is not null),
        ("moved", "moved", comment => comment.Same?.IsMoved == true),
        ("new", "new", comment => comment.Same is null),
        ("apart", "kept apart", comment => comment.Apart is not null),
    ];

    // One at a time: in memory a file takes some twenty times its size while it is read.
    private static readonly Lock One = new();

    private readonly FileModel model;
    private readonly IReadOnlyList<ArrangedPost> posts;

    private PreviewedComments(FileModel model, IReadOnlyList<ArrangedPost> posts, List<PreviewedComment> all, string? show)
    {
        (this.model, this.posts, All) = (model, posts, all);
        var kind = Kinds.FirstOrDefault(kind => kind.Value == show);
        Narrowed = kind.Value;
        Listed = kind.Has is { } has ? all.FindAll(comment => has(comment)) : all;
    }

    public IReadOnlyList<PreviewedComment> All { get; }

    /// <summary>Those that <see cref="Narrowed"/> leaves.</summary>
    public IReadOnlyList<PreviewedComment> Listed { get; }

    /// <summary>Those that this page shows.</summary>
    public IReadOnlyList<PreviewedComment> Shown { get; private set; } = [];

    public string? Narrowed { get; }

    /// <summary>The words of the titles and bodies that would be others, by the turns of their posts; null where they are not compared.</summary>
    public Dictionary<int, TextDifference?> Bodies { get; } = [];

    public string AddressOf(string? show) => show is null ? model.Address : $"{model.Address}?{FileModel.ShowField}={show}";

    public static PreviewedComments Of(FileModel model, Stages stages, string? show)
    {
        var posts = Read(model, stages);
        var apart = stages.Choices.Apart(model.Stage.Id).Where(pair => pair.One.Sha256 == model.Staged.Sha256).DistinctBy(pair => pair.One).ToDictionary(pair => pair.One, pair => pair.Other);
        var all = new List<PreviewedComment>();
        // Of a post whose bytes are there already, in the blog that they leave, all is as it was.
        foreach (var detail in model.Detail!.Posts.Where(detail => detail.Turn < posts.Length && detail.Post.Sameness != Sameness.SameBytes))
        {
            var (post, same) = (posts[detail.Turn], detail.Same.ToDictionary(comment => comment.Turn));
            for (var i = 0; i < post.Comments.Count; i++)
            {
                var comment = post.Comments[i];
                all.Add(new PreviewedComment(
                    detail.Turn, i, post.Numbers[i], comment.Author, comment.Published, comment.Lines.First, Opening(comment),
                    same.GetValueOrDefault(i), apart.GetValueOrDefault(new CommentName(model.Staged.Sha256, detail.Turn, i))));
            }
        }

        return new PreviewedComments(model, posts, all, show);
    }

    /// <summary>Compares the texts of the comments that a page shows, and on the first page those of the posts.</summary>
    public void Compare(int from, int count)
    {
        var difference = new WordDifference();
        foreach (var detail in from == 0 ? model.Detail!.Posts.Where(detail => detail.Before is not null && detail.Turn < posts.Count) : [])
        {
            var post = posts[detail.Turn].Post;
            Bodies[detail.Turn] = difference.Of(detail.Before!, $"{post.Title}\n\n{post.BodyText}");
        }

        Shown = [.. Listed.Skip(from).Take(count)];
        foreach (var comment in Shown.Where(comment => comment.Same?.Before is not null))
        {
            comment.Difference = difference.Of(comment.Same!.Before!, posts[comment.Post].Comments[comment.Turn].BodyText);
        }
    }

    private static ArrangedPost[] Read(FileModel model, Stages stages)
    {
        if (model.Staged.Bytes > MaxShownBytes)
        {
            return [];
        }

        lock (One)
        {
            try
            {
                using var fetched = stages.Fetch(model.Stage.Id, [model.Staged.Number], CancellationToken.None);
                var bytes = DumpFiles.Read(fetched.PathOf(model.Staged.Number));
                return [.. DumpFormats.Read(bytes, model.Row!.Format).Posts.Select(post => ArrangedPost.Of(post, []))];
            }
            catch (Exception gone) when (gone is NotADumpException or IOException or UnauthorizedAccessException || DumpFormats.IsFault(gone))
            {
                return [];
            }
        }
    }

    private static string Opening(DumpComment comment) => comment.Status switch
    {
        CommentStatus.Placeholder => "",
        _ when comment.BodyText is { Length: > FileModel.MaxOpening } text => $"{LongTexts.Beginning(text, FileModel.MaxOpening)} …",
        _ => comment.BodyText,
    };
}
