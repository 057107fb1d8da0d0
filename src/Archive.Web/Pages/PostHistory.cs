using Archive.Content;
using Archive.Dumps;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages;

/// <summary>What other captures of a post showed in another way.</summary>
public sealed class PostHistory
{
    /// <summary>Other texts of a post that its page shows; the rest stand in their sources.</summary>
    public const int MaxVersions = 20;

    /// <summary>The history of a post that was captured once.</summary>
    public static readonly PostHistory OneCapture = new([], [], []);

    private readonly ILookup<long, CommentText> comments;

    private PostHistory(IReadOnlyList<Look> looks, IReadOnlyList<PostText> posts, IReadOnlyList<CommentText> comments)
    {
        Looks = looks;
        Posts = posts;
        this.comments = comments.ToLookup(text => text.Comment);
    }

    /// <summary>The captures, oldest first.</summary>
    public IReadOnlyList<Look> Looks { get; }

    /// <summary>How title and body stood in other captures.</summary>
    public IReadOnlyList<PostText> Posts { get; }

    public Look? Find(long capture) => Looks.FirstOrDefault(look => look.Id == capture);

    public IEnumerable<CommentText> Of(ThreadComment comment) => comments[comment.Id];

    public static async Task<PostHistory> OfAsync(
        ArchiveDb db, PostArticle article, IReadOnlyList<ThreadComment> comments, CancellationToken cancel)
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
            orderby capture.Id
            select new Look(capture.Id, capture.CapturedAt, capture.FoundComments, source.Sha256)).ToListAsync(cancel);
        var posts = await db.PostVersions
            .Where(version => version.PostId == post)
            .OrderByDescending(version => version.CaptureId)
            .Take(MaxVersions)
            .Select(version => new PostText(version.CaptureId, version.Title, version.Original))
            .ToListAsync(cancel);
        var ids = comments.Select(comment => comment.Id).ToList();
        var texts = await db.CommentVersions
            .Where(version => ids.Contains(version.CommentId))
            .OrderByDescending(version => version.CaptureId)
            .Select(version => new CommentText(version.CommentId, version.CaptureId, version.Status, version.Original))
            .ToListAsync(cancel);
        return new PostHistory(looks, posts, texts);
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
