using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Threads;

/// <summary>What other captures of a post showed in another way.</summary>
internal sealed class PostHistory
{
    /// <summary>Other texts of a post that its page shows; the rest stand in their sources.</summary>
    public const int MaxVersions = 20;

    /// <summary>The history of a post that was captured once.</summary>
    public static readonly PostHistory OneCapture = new([], [], [], []);

    private readonly ILookup<long, CommentText> comments;
    private readonly ILookup<long, string> otherKeys;

    private PostHistory(
        IReadOnlyList<Look> looks, IReadOnlyList<PostText> posts, IReadOnlyList<CommentText> comments, IReadOnlyList<CommentOtherKey> keys)
    {
        Looks = looks;
        Posts = posts;
        this.comments = comments.ToLookup(text => text.Comment);
        otherKeys = keys.ToLookup(key => key.CommentId, key => key.Key);
    }

    /// <summary>The captures, oldest first.</summary>
    public IReadOnlyList<Look> Looks { get; }

    /// <summary>How title and body stood in other captures.</summary>
    public IReadOnlyList<PostText> Posts { get; }

    public Look? Find(long capture) => Looks.FirstOrDefault(look => look.Id == capture);

    public IEnumerable<CommentText> Of(PageComment comment) => comments[comment.Id];

    /// <summary>Keys that lead to a comment beside its own: an old address may end in one.</summary>
    public IEnumerable<string> OtherKeys(PageComment comment) => otherKeys[comment.Id];

    public static async Task<PostHistory> OfAsync(
        ArchiveDb db, PostArticle article, IReadOnlyList<PageComment> comments, CancellationToken cancel)
    {
        if (article.FirstCaptureId == article.LastCaptureId)
        {
            return OneCapture;
        }

        var post = article.Id;
        var looks = await (
            from capture in db.Captures
            join source in db.Sources on capture.SourceId equals source.Id
            where capture.PostId == post
            orderby capture.CapturedAt, capture.Id
            select new Look(capture.Id, capture.CapturedAt, capture.FoundComments, source.Sha256)).ToListAsync(cancel);
        var posts = await (
            from version in db.PostVersions
            join capture in db.Captures on version.CaptureId equals capture.Id
            where version.PostId == post
            orderby capture.CapturedAt descending, capture.Id descending
            select new PostText(version.CaptureId, version.Title, version.Original)).Take(MaxVersions).ToListAsync(cancel);
        var ids = comments.Select(comment => comment.Id).ToList();
        var texts = await (
            from version in db.CommentVersions
            join capture in db.Captures on version.CaptureId equals capture.Id
            where ids.Contains(version.CommentId)
            orderby capture.CapturedAt descending, capture.Id descending
            select new CommentText(version.CommentId, version.CaptureId, version.Status, version.Original)).ToListAsync(cancel);
        var keys = await db.CommentKeys.AsNoTracking().Where(key => key.PostId == post && ids.Contains(key.CommentId)).ToListAsync(cancel);
        return new PostHistory(looks, posts, texts, keys);
    }

    /// <summary>One capture.</summary>
    public sealed record Look(long Id, DateTime At, int Found, string Sha256);

    /// <summary>Title and body as a capture showed them.</summary>
    public sealed record PostText(long Capture, string? Title, string Original)
    {
        public SafeHtml Html => ContentRenderer.FromText(Original);
    }

    /// <summary>A comment as a capture showed it.</summary>
    public sealed record CommentText(long Comment, long Capture, CommentStatus Status, string Original)
    {
        public SafeHtml Html => ContentRenderer.FromText(Original);
    }
}
