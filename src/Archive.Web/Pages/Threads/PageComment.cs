using System.Linq.Expressions;

namespace Archive.Web.Pages.Threads;

/// <summary>A comment of a thread as pages show it.</summary>
/// <param name="Length">Characters of its text.</param>
/// <param name="Start">Its first characters, for machines.</param>
internal sealed record PageComment(
    long Id, long? ParentId, int Position, int Depth, int Descendants, string Number, string Key, CommentStatus Status,
    bool Incomplete, string? Author, string? Published, string? InferredSigner, SafeHtml Html, int Length, string Start, int FirstLine,
    int LastLine, long LastCaptureId)
{
    /// <summary>What a thread fetches of a comment.</summary>
    public static readonly Expression<Func<Comment, PageComment>> FromComment = comment => new PageComment(
        comment.Id, comment.ParentId, comment.Position, comment.Depth, comment.Descendants, comment.Number, comment.Key,
        comment.Status, comment.Incomplete, comment.Author, comment.Published, comment.InferredSigner, comment.Html,
        comment.Text.Length, comment.Text.Substring(0, ThreadJsonLd.MaxText), comment.FirstLine, comment.LastLine, comment.LastCaptureId);

    /// <summary>In which order it came to the archive among those of its post; a newer capture brings higher ones.</summary>
    public int Arrival => PostId.Arrival(Id);
}
