using System.Linq.Expressions;
using Archive.Content;
using Archive.Dumps;
using Archive.Storage;

namespace Archive.Web.Pages;

/// <summary>A comment of a thread as the post page shows it.</summary>
public sealed record ThreadComment(
    long Id, long? ParentId, int Position, int Depth, int Descendants, string Number, string Key, CommentStatus Status,
    bool Incomplete, string? Author, string? Published, SafeHtml Html, int FirstLine, int LastLine, long LastCaptureId)
{
    /// <summary>What a thread fetches of a comment.</summary>
    public static readonly Expression<Func<Comment, ThreadComment>> FromComment = comment => new ThreadComment(
        comment.Id, comment.ParentId, comment.Position, comment.Depth, comment.Descendants, comment.Number, comment.Key,
        comment.Status, comment.Incomplete, comment.Author, comment.Published, comment.Html, comment.FirstLine,
        comment.LastLine, comment.LastCaptureId);
}
