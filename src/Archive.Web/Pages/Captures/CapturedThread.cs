using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Captures;

/// <summary>A comment as one capture has it.</summary>
/// <param name="Number">Its path in that capture, which says what it answers.</param>
/// <param name="IsCut">Only the beginning of its text is here: the page would be too long.</param>
internal sealed record CapturedComment(string Number, string Key, CommentStatus Status, string? Author, string? Published, SafeHtml Html, int Line, bool IsCut)
{
    /// <summary>The number of the comment that it answers; null at the top.</summary>
    public string? Answers => Number.LastIndexOf('.') is > 0 and var dot ? Number[..dot] : null;
}

/// <summary>A page of the comments of a post that one capture has, in the order in which its source has them.</summary>
/// <param name="All">How many there are.</param>
internal sealed record CapturedThread(IReadOnlyList<CapturedComment> Comments, int All)
{
    /// <summary>As many as a page of a thread shows.</summary>
    public const int PerPage = ThreadPages.MaxPerPage;

    private readonly Dictionary<string, string> keys = Comments.DistinctBy(comment => comment.Number).ToDictionary(comment => comment.Number, comment => comment.Key);

    /// <summary>The key of a comment of this page, by its number in the capture; null where another page has it.</summary>
    public string? KeyOf(string number) => keys.GetValueOrDefault(number);

    public static async Task<CapturedThread> OfAsync(ArchiveDb db, long post, long capture, int page, CancellationToken cancel)
    {
        // A comment's own row says where it stands in the last capture that has it, its sightings say it of the others.
        var last = await db.Comments.Where(comment => comment.PostId == post && comment.LastCaptureId == capture)
            .Select(comment => new { comment.Id, comment.Number, comment.FirstLine, comment.Position }).ToListAsync(cancel);
        var earlier = await (
            from sighting in db.Sightings
            join comment in db.Comments on sighting.CommentId equals comment.Id
            where sighting.CaptureId == capture && comment.PostId == post && comment.LastCaptureId != capture
            select new { comment.Id, sighting.Number, sighting.FirstLine, comment.Position }).ToListAsync(cancel);
        var all = last.Concat(earlier).OrderBy(comment => comment.FirstLine).ThenBy(comment => comment.Position).ToList();
        var places = all.Skip((page - 1) * PerPage).Take(PerPage).ToList();
        long[] ids = [.. places.Select(place => place.Id)];
        var rows = await db.Comments.Where(comment => ids.Contains(comment.Id))
            .Select(comment => new { comment.Id, comment.Key, comment.Status, comment.Author, comment.Published, comment.Text.Length })
            .ToDictionaryAsync(row => row.Id, cancel);
        var others = await db.CommentVersions.Where(version => version.CaptureId == capture && ids.Contains(version.CommentId))
            .Select(version => new { version.CommentId, version.Status, version.Kind, version.Original.Length }).ToDictionaryAsync(version => version.CommentId, cancel);

        // Which of the texts are whole is known before one is read, by their characters; of those that were other then, the present ones are not read.
        var room = new PageRoom();
        var whole = ids.Where(id => room.Takes(others.GetValueOrDefault(id)?.Length ?? rows[id].Length)).ToHashSet();
        var cut = ids.Where(id => !whole.Contains(id)).ToList();
        var own = ids.Where(id => !others.ContainsKey(id)).ToList();
        var html = await db.Comments.Where(comment => own.Contains(comment.Id) && !cut.Contains(comment.Id))
            .Select(comment => new { comment.Id, Html = ContentRenderer.Stored(comment.Markup, comment.Text) }).ToDictionaryAsync(row => row.Id, row => row.Html, cancel);
        var beginnings = await db.Comments.Where(comment => own.Contains(comment.Id) && cut.Contains(comment.Id))
            .Select(comment => new { comment.Id, Original = comment.Text.Substring(0, PageRoom.MaxCut) }).ToListAsync(cancel);
        var versions = await db.CommentVersions.Where(version => version.CaptureId == capture && ids.Contains(version.CommentId))
            .Select(version => new { version.CommentId, Original = cut.Contains(version.CommentId) ? version.Original.Substring(0, PageRoom.MaxCut) : version.Original }).ToListAsync(cancel);
        beginnings.ForEach(text => html[text.Id] = ContentRenderer.FromText(PageRoom.WholeWords(text.Original)));
        foreach (var text in versions)
        {
            html[text.CommentId] = new WrittenText(whole.Contains(text.CommentId) ? text.Original : PageRoom.WholeWords(text.Original), others[text.CommentId].Kind).ToHtml();
        }

        return new CapturedThread(
            [.. places.Select(place => (Place: place, Row: rows[place.Id], Other: others.GetValueOrDefault(place.Id))).Select(one => new CapturedComment(
                one.Place.Number, one.Row.Key, one.Other?.Status ?? one.Row.Status, one.Row.Author, one.Row.Published,
                html[one.Place.Id], one.Place.FirstLine, !whole.Contains(one.Place.Id)))],
            all.Count);
    }
}
