using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Outputs.Crawling;

/// <summary>When the last capture was imported that changed a post or its thread.</summary>
/// <remarks>Asked of posts with several captures alone: a single one changed the post as it made it.</remarks>
internal static class LastChange
{
    public static async Task<IReadOnlyDictionary<long, DateTime>> OfAsync(ArchiveDb db, long[] posts, CancellationToken cancel)
    {
        if (posts.Length == 0)
        {
            return new Dictionary<long, DateTime>();
        }

        var captures = await (
            from capture in db.Captures
            join source in db.Sources on capture.SourceId equals source.Id
            where posts.Contains(capture.PostId)
            orderby capture.CapturedAt, capture.Id
            select new { capture.PostId, capture.Id, source.ImportedAt }).ToListAsync(cancel);
        // A comment that has gone since was last in one capture and not in the next.
        var comments = await db.Comments.Where(comment => posts.Contains(comment.PostId))
            .Select(comment => new { comment.PostId, comment.FirstCaptureId, Gone = comment.ReachedCaptureId == comment.LastCaptureId ? 0 : comment.LastCaptureId })
            .Distinct().ToListAsync(cancel);
        var texts = await db.PostVersions.Where(version => posts.Contains(version.PostId)).Select(version => new { version.PostId, Text = 0L, version.CaptureId })
            .Concat(db.CommentVersions.Join(db.Comments, version => version.CommentId, comment => comment.Id, (version, comment) => new { comment.PostId, Text = comment.Id, version.CaptureId })
                .Where(version => posts.Contains(version.PostId)))
            .ToListAsync(cancel);
        var (commentsOf, textsOf) = (comments.ToLookup(comment => comment.PostId), texts.ToLookup(text => text.PostId));
        return captures.GroupBy(capture => capture.PostId).ToDictionary(post => post.Key, post =>
        {
            var changing = commentsOf[post.Key].Select(comment => comment.FirstCaptureId).ToHashSet();
            var gone = commentsOf[post.Key].Select(comment => comment.Gone).ToHashSet();
            var others = textsOf[post.Key].GroupBy(text => text.Text).Select(text => text.Select(version => version.CaptureId).ToHashSet()).ToList();
            var before = (long?)null;
            var last = DateTime.MinValue;
            foreach (var capture in post)
            {
                var changes = before is not { } earlier || changing.Contains(capture.Id) || gone.Contains(earlier)
                    || others.Any(text => text.Contains(capture.Id) || text.Contains(earlier));
                last = changes && capture.ImportedAt > last ? capture.ImportedAt : last;
                before = capture.Id;
            }

            return last;
        });
    }
}
