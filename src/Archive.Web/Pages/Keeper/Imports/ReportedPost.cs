using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Keeper.Imports;

/// <summary>A post that an import met, and what the import did to it, as the archive stands now.</summary>
/// <param name="IsNew">No earlier import had it.</param>
/// <param name="NewComments">Comments that no earlier import had.</param>
/// <param name="EditedComments">Comments that stood otherwise in all earlier imports.</param>
/// <param name="IsEdited">Its title or body stood otherwise in all earlier imports.</param>
internal sealed record ReportedPost(string Address, string? Title, string? Date, int Comments, bool IsNew, int NewComments, int EditedComments, bool IsEdited)
{
    /// <summary>What the import did to it.</summary>
    public string Outcome => IsNew ? "new" : NewComments > 0 || EditedComments > 0 || IsEdited ? "changed" : "nothing new";

    /// <summary>The comments, and what became of them.</summary>
    public string CommentsInWords
    {
        get
        {
            string[] parts =
            [
                InWords.Count(Comments, "comment", "comments"),
                NewComments > 0 && !(IsNew && NewComments == Comments) ? $"{InWords.Count(NewComments)} new" : "",
                EditedComments > 0 ? $"{InWords.Count(EditedComments)} edited" : "",
                IsEdited ? "the post itself edited" : "",
            ];
            return string.Join(", ", parts.Where(part => part.Length > 0));
        }
    }

    /// <summary>The posts of which an import brought a capture that is there now, by date.</summary>
    public static IQueryable<Post> Of(ArchiveDb db, long import) => db.Posts.Where(post =>
        db.Sources.Where(source => source.ImportId == import)
            .Join(db.Captures, source => source.Id, capture => capture.SourceId, (_, capture) => capture.PostId).Distinct().Contains(post.Id));

    /// <param name="posts">Those of one page.</param>
    public static async Task<IReadOnlyList<ReportedPost>> ReadAsync(ArchiveDb db, long import, IQueryable<Post> posts, CancellationToken cancel)
    {
        var heads = await posts.Join(db.Blogs, post => post.BlogId, blog => blog.Id, (post, blog) => new
        {
            post.Id,
            Blog = blog.Slug,
            post.Month,
            post.Slug,
            post.Title,
            Date = post.Published ?? post.InferredPublished,
            post.CommentCount,
        }).OrderBy(post => post.Id).ToListAsync(cancel);
        var ids = heads.ConvertAll(post => post.Id);
        var captures = await db.Captures.Where(capture => ids.Contains(capture.PostId))
            .Join(db.Sources, capture => capture.SourceId, source => source.Id, (capture, source) => new { capture.Id, capture.PostId, source.ImportId })
            .Where(capture => capture.ImportId <= import).ToListAsync(cancel);
        var own = captures.Where(capture => capture.ImportId == import).Select(capture => capture.Id).ToHashSet();
        var earlier = captures.Where(capture => capture.ImportId < import).Select(capture => capture.Id).ToHashSet();
        var before = captures.Where(capture => capture.ImportId < import).Select(capture => capture.PostId).ToHashSet();
        var added = await NewCommentsAsync(db, ids, own, earlier, cancel);
        var edited = await EditedCommentsAsync(db, ids, own, earlier, cancel);
        var rewritten = await RewrittenAsync(db, ids, captures.ToLookup(capture => capture.PostId, capture => capture.Id), own, cancel);
        return heads.ConvertAll(post => new ReportedPost(
            PostAddress.Post(post.Blog, post.Month, post.Slug), post.Title, post.Date, post.CommentCount, !before.Contains(post.Id),
            added.GetValueOrDefault(post.Id), edited.GetValueOrDefault(post.Id), rewritten.Contains(post.Id)));
    }

    private static Task<Dictionary<long, int>> NewCommentsAsync(ArchiveDb db, List<long> posts, HashSet<long> own, HashSet<long> earlier, CancellationToken cancel) =>
        db.Comments.Where(comment => posts.Contains(comment.PostId) && comment.Status != CommentStatus.Placeholder)
            .Where(comment => own.Contains(comment.FirstCaptureId) || own.Contains(comment.LastCaptureId)
                || db.Sightings.Any(sighting => sighting.CommentId == comment.Id && own.Contains(sighting.CaptureId)))
            .Where(comment => !earlier.Contains(comment.FirstCaptureId) && !earlier.Contains(comment.LastCaptureId)
                && !db.Sightings.Any(sighting => sighting.CommentId == comment.Id && earlier.Contains(sighting.CaptureId)))
            .GroupBy(comment => comment.PostId).Select(post => new { post.Key, Count = post.Count() })
            .ToDictionaryAsync(post => post.Key, post => post.Count, cancel);

    // Only a comment of which a version is kept ever stood otherwise than now.
    private static async Task<Dictionary<long, int>> EditedCommentsAsync(ArchiveDb db, List<long> posts, HashSet<long> own, HashSet<long> earlier, CancellationToken cancel)
    {
        var versions = (await db.CommentVersions.Join(db.Comments, version => version.CommentId, comment => comment.Id, (version, comment) => new { version, comment.PostId })
            .Where(pair => posts.Contains(pair.PostId)).Select(pair => pair.version).ToListAsync(cancel)).ToLookup(version => version.CommentId);
        var ids = versions.Select(comment => comment.Key).ToList();
        var comments = await db.Comments.Where(comment => ids.Contains(comment.Id))
            .Select(comment => new { comment.Id, comment.PostId, comment.Original, comment.FirstCaptureId, comment.LastCaptureId }).ToListAsync(cancel);
        var sightings = (await db.Sightings.Where(sighting => ids.Contains(sighting.CommentId)).Select(sighting => new { sighting.CommentId, sighting.CaptureId }).ToListAsync(cancel))
            .ToLookup(sighting => sighting.CommentId, sighting => sighting.CaptureId);
        return comments.Where(comment =>
        {
            var texts = versions[comment.Id].ToDictionary(version => version.CaptureId, version => version.Original);
            var captures = sightings[comment.Id].Append(comment.FirstCaptureId).Append(comment.LastCaptureId).Distinct().ToList();
            return StandsAnew(captures, own, earlier, capture => texts.GetValueOrDefault(capture, comment.Original));
        }).GroupBy(comment => comment.PostId).ToDictionary(post => post.Key, post => post.Count());
    }

    private static async Task<HashSet<long>> RewrittenAsync(ArchiveDb db, List<long> posts, ILookup<long, long> captures, HashSet<long> own, CancellationToken cancel)
    {
        var versions = (await db.PostVersions.Where(version => posts.Contains(version.PostId)).ToListAsync(cancel)).ToLookup(version => version.PostId);
        var ids = versions.Select(post => post.Key).ToList();
        var present = await db.Posts.Where(post => ids.Contains(post.Id)).Select(post => new { post.Id, post.Title, post.Original }).ToListAsync(cancel);
        return [.. present.Where(post =>
        {
            var texts = versions[post.Id].ToDictionary(version => version.CaptureId, version => (version.Title, version.Original));
            var all = captures[post.Id].ToList();
            return StandsAnew(all, own, [.. all.Where(capture => !own.Contains(capture))], capture => texts.GetValueOrDefault(capture, (post.Title, post.Original)));
        }).Select(post => post.Id)];
    }

    private static bool StandsAnew<T>(List<long> captures, HashSet<long> own, HashSet<long> earlier, Func<long, T> textAt)
    {
        var before = captures.Where(earlier.Contains).Select(textAt).ToHashSet();
        return before.Count > 0 && captures.Where(own.Contains).Any(capture => !before.Contains(textAt(capture)));
    }
}
