using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Threads;

/// <summary>The captures of a post, and the texts of it and its comments that differ from those that are shown.</summary>
internal sealed class PostHistory
{
    /// <summary>Other texts of a post that its page shows; the rest stand in their sources.</summary>
    public const int MaxVersions = 20;

    /// <summary>The history of a post that was captured once.</summary>
    public static readonly PostHistory OneCapture = new([], [], [], []);

    private readonly ILookup<long, CommentText> comments;
    private readonly ILookup<long, string> otherKeys;

    private PostHistory(
        IReadOnlyList<DatedCapture> captures, IReadOnlyList<PostText> posts, IReadOnlyList<CommentText> comments, IEnumerable<(long Comment, string Key)> keys)
    {
        Captures = captures;
        Posts = posts;
        this.comments = comments.ToLookup(text => text.Comment);
        otherKeys = keys.ToLookup(key => key.Comment, key => key.Key);
    }

    /// <summary>The captures, oldest first.</summary>
    public IReadOnlyList<DatedCapture> Captures { get; }

    /// <summary>How title and body stood in other captures.</summary>
    public IReadOnlyList<PostText> Posts { get; }

    public DatedCapture? Find(long id) => Captures.FirstOrDefault(capture => capture.Id == id);

    /// <summary>How a comment stood in other captures.</summary>
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
        var captures = await (
            from capture in db.Captures
            join source in db.Sources on capture.SourceId equals source.Id
            where capture.PostId == post
            orderby capture.CapturedAt, capture.Id
            select new DatedCapture(capture.Id, capture.CapturedAt, capture.FoundComments, source.Sha256)).ToListAsync(cancel);
        var posts = await (
            from version in db.PostVersions
            join capture in db.Captures on version.CaptureId equals capture.Id
            where version.PostId == post
            orderby capture.CapturedAt descending, capture.Id descending
            select new PostText(version.CaptureId, version.Title, version.Original, version.Kind)).Take(MaxVersions).ToListAsync(cancel);
        var ids = comments.Select(comment => comment.Id).ToList();
        var texts = await (
            from version in db.CommentVersions
            join capture in db.Captures on version.CaptureId equals capture.Id
            where ids.Contains(version.CommentId)
            orderby capture.CapturedAt descending, capture.Id descending
            select new CommentText(version.CommentId, version.CaptureId, version.Original, version.Kind)).ToListAsync(cancel);
        var keys = await db.CommentKeys.Where(key => key.PostId == post && ids.Contains(key.CommentId))
            .Select(key => new { key.CommentId, key.Key }).ToListAsync(cancel);
        return new PostHistory(captures, posts, texts, keys.Select(key => (key.CommentId, key.Key)));
    }

    /// <summary>Title and body as a capture showed them.</summary>
    public sealed record PostText(long Capture, string? Title, string Original, TextKind Kind)
    {
        public SafeHtml Html => new WrittenText(Original, Kind).ToHtml();
    }

    /// <summary>A comment as a capture showed it.</summary>
    public sealed record CommentText(long Comment, long Capture, string Original, TextKind Kind)
    {
        public SafeHtml Html => new WrittenText(Original, Kind).ToHtml();
    }
}

/// <summary>A capture of a post by its time.</summary>
/// <param name="FoundComments">How many comments it holds.</param>
/// <param name="Sha256">Of its source.</param>
internal sealed record DatedCapture(long Id, DateTime At, int FoundComments, string Sha256);
